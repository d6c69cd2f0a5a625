import Foundation
import Testing

/// Runs the golden cases.
struct CaseTests {
    @Test("The golden cases hold", arguments: try Case.all())
    func hold(_ golden: Case) throws {
        let scratch = try Scratch()
        for step in golden.steps {
            switch step {
            case .command(let command): try run(command, scratch)
            case .exists(let name, let wanted): #expect(scratch.exists(name) == wanted, "\(name)")
            case .content(let name, let text): #expect(try scratch.text(name) == text + "\n", "\(name)")
            case .mode(let name, let mode):
                let found = try FileManager.default.attributesOfItem(atPath: scratch[name].path)[.posixPermissions] as? Int
                #expect(String(found ?? 0, radix: 8) == mode, "\(name)")
            case .names(let name, let names): #expect(try scratch.names(in: name) == names, "\(name)")
            }
        }
    }

    private func run(_ command: Case.Command, _ scratch: Scratch) throws {
        let outcome = try scratch.run(command.script)
        let told: Comment = "line \(command.line): \(command.script)"
        #expect(outcome.status == command.status, told)
        compare(outcome.text, command.output, told)
        compare(outcome.errors, command.errors, told)
    }

    private func compare(_ text: String, _ wanted: [String], _ told: Comment) {
        var lines = text.components(separatedBy: "\n")
        if lines.last == "" { lines.removeLast() }
        let agree = lines.count == wanted.count && zip(lines, wanted).allSatisfy { Self.matches($0, $1) }
        #expect(agree, "\(told)\nwanted:\n\(wanted.joined(separator: "\n"))\nfound:\n\(lines.joined(separator: "\n"))")
    }

    /// Whether `line` is `pattern`, in which `…` stands for anything.
    private static func matches(_ line: String, _ pattern: String) -> Bool {
        let parts = pattern.components(separatedBy: "…")
        guard parts.count > 1 else { return line == pattern }
        guard line.hasPrefix(parts[0]) else { return false }
        var rest = line.dropFirst(parts[0].count)
        for part in parts[1..<parts.count - 1] {
            guard let found = rest.range(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return rest.hasSuffix(parts[parts.count - 1])
    }
}
