import DocumentText
import SandboxedScan
import SystemFiles

/// For tests: has every document named on the command line, or on standard input ended by zero bytes, examined by helpers, and prints a line of JSON for each.
/// `scan-driver HELPER [--counts] [--milliseconds N] [--per-helper N] PATH…`
@main struct Driver {
    static func main() throws {
        ProcessStart.harden()
        var arguments = CommandLine.arguments.dropFirst()
        var options = SandboxedScanner.Options()
        options.program = Path(arguments.removeFirst())
        var wantsCounts = false
        while let flag = arguments.first, flag.hasPrefix("--") {
            arguments.removeFirst()
            switch flag {
            case "--counts": wantsCounts = true
            case "--milliseconds":
                options.timePerDocument = Int64(arguments.removeFirst()) ?? 1000
                options.timePerMebibyte = 0
            default: options.documentsPerHelper = Int(arguments.removeFirst()) ?? 1
            }
        }
        let scanner = try SandboxedScanner(options)
        let paths = arguments.isEmpty ? try Descriptor.inherited(0, name: "standard input").zeroTerminatedPaths() : arguments.map { Path($0) }
        for path in paths {
            let start = MonotonicTime.now.milliseconds
            var pieces: [String] = []
            var (count, size) = (0, 0)
            let file = try Descriptor.open(path, .read)
            let outcome = try scanner.extract(file, name: path.lastComponent) { piece in
                count += 1
                size += piece.size
                if !wantsCounts { pieces.append(json(piece)) }
            }
            let told = "\"path\":\(quoted(path.bytes)),\"outcome\":\(json(outcome)),\"pieces\":\(count),\"bytes\":\(size)"
            print("{\(told),\"milliseconds\":\(MonotonicTime.now.milliseconds - start),\"content\":[\(pieces.joined(separator: ","))]}")
        }
    }

    static func json(_ outcome: ExtractionOutcome) -> String {
        switch outcome {
        case .whole: "\"whole\""
        case .notFullyExamined(let reason): "\"not_examined:\(reason.rawValue)\""
        case .encrypted(let tool): "\"encrypted:\(tool.rawValue)\""
        case .encryptedOrRandom: "\"encrypted_or_random\""
        }
    }

    static func json(_ piece: DocumentPiece) -> String {
        switch piece {
        case .part(let name): "{\"part\":\(quoted(name))}"
        case .text(let text): "{\"text\":\(quoted(text))}"
        case .row(let cells): "{\"row\":[\(cells.map(quoted).joined(separator: ","))]}"
        case .property(let name, let value): "{\"property\":\(quoted(Array(name.utf8))),\"value\":\(quoted(value))}"
        }
    }

    static func quoted(_ bytes: [UInt8]) -> String {
        var output = "\""
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            switch scalar {
            case "\"", "\\": output += "\\\(scalar)"
            case "\u{0}"..."\u{1f}":
                let digits = String(scalar.value, radix: 16)
                output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output + "\""
    }
}
