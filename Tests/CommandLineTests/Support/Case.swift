import Foundation
import Testing

/// A golden case: a text file in `Cases/`, made of these lines. The format is described in `Cases/README.md`.
struct Case: CustomTestStringConvertible, Sendable {
    let file: String
    /// The first comment.
    let title: String
    let steps: [Step]
    var testDescription: String { "\(file): \(title)" }

    enum Step: Sendable {
        case command(Command)
        case exists(String, Bool)
        case content(String, String)
        case mode(String, String)
        case names(String, [String])
    }

    struct Command: Sendable {
        let line: Int
        let script: String
        var output: [String] = []
        var errors: [String] = []
        var status: Int32 = 0
    }

    struct BadLine: Error, CustomStringConvertible {
        let description: String
    }

    init(_ file: URL) throws {
        self.file = file.lastPathComponent
        var title = ""
        var steps: [Step] = []
        for (index, line) in try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n").enumerated() {
            let rest = { (prefix: String) in line.hasPrefix(prefix) ? String(line.dropFirst(prefix.count)) : nil }
            if line.isEmpty { continue }
            if let comment = rest("# ") {
                if title.isEmpty { title = comment }
            } else if let script = rest("$ ") {
                steps.append(.command(Command(line: index + 1, script: script)))
            } else if let name = rest("exists ") {
                steps.append(.exists(name, true))
            } else if let name = rest("! exists ") {
                steps.append(.exists(name, false))
            } else if let (name, content) = rest("file ").flatMap(Self.pair) {
                steps.append(.content(name, content))
            } else if let (name, mode) = rest("mode ").flatMap(Self.pair) {
                steps.append(.mode(name, mode))
            } else if let (name, names) = rest("names ").flatMap(Self.pair) {
                steps.append(.names(name, names.split(separator: " ").map(String.init)))
            } else if case .command(var command)? = steps.last {
                if let status = rest("=> ").flatMap({ Int32($0) }) {
                    command.status = status
                } else if let text = rest("2> ") {
                    command.errors.append(text)
                } else if let text = rest("1> ") ?? (line == "1>" ? "" : nil) {
                    command.output.append(text)
                } else {
                    throw BadLine(description: "\(self.file):\(index + 1): \(line)")
                }
                steps[steps.count - 1] = .command(command)
            } else {
                throw BadLine(description: "\(self.file):\(index + 1): \(line)")
            }
        }
        (self.title, self.steps) = (title, steps)
    }

    /// `NAME: rest`.
    private static func pair(_ text: String) -> (String, String)? {
        guard let colon = text.range(of: ": ") else { return nil }
        return (String(text[..<colon.lowerBound]), String(text[colon.upperBound...]))
    }

    static func all() throws -> [Case] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Cases")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return try files.filter { $0.pathExtension == "txt" }.sorted { $0.path < $1.path }.map(Case.init)
    }
}
