import Foundation
import Testing

@testable import ProtectedData

/// The 120 identifiers of vectors.csv, valid and invalid: beside the folder that `TUCKBOX_VECTORS` names.
struct VectorTests {
    struct Vector: CustomTestStringConvertible, Sendable {
        let kind: String
        let value: String
        let isValid: Bool
        let note: String
        var testDescription: String { "\(kind) \(value): \(note)" }
    }

    static let file: URL = {
        if let given = ProcessInfo.processInfo.environment["TUCKBOX_VECTORS"] {
            return URL(fileURLWithPath: given, isDirectory: true).deletingLastPathComponent().appendingPathComponent("vectors.csv")
        }
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        return root.appendingPathComponent("shared/vectors.csv")
    }()

    static let vectors: [Vector] = {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        return text.split(whereSeparator: \.isNewline).dropFirst().map { line in
            let fields = line.split(separator: ",", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
            return Vector(kind: fields[0], value: fields[1], isValid: fields[2] == "valid", note: fields[3])
        }
    }()

    static let isRequired = ProcessInfo.processInfo.environment["CI"] == "true"

    @Test("All 120 vectors are there", .enabled(if: !vectors.isEmpty || isRequired, "vectors.csv is not beside the folder TUCKBOX_VECTORS"))
    func areAllThere() {
        #expect(Self.vectors.count == 120)
    }

    @Test("Validators agree with the vector", arguments: vectors)
    func agree(_ vector: Vector) throws {
        let validator = try #require(Validator(rawValue: vector.kind.lowercased()))
        #expect(validator.accepts(Array(vector.value.utf8)) == vector.isValid)
    }

    /// Through patterns and boundaries, as in a document.
    @Test("A document with the vector in it is counted accordingly", arguments: vectors)
    func isFound(_ vector: Vector) throws {
        let set = try #require(Examining.set)
        let rule = try #require(set.numbers[["UPN": "upn", "ULN": "uln", "NHS": "nhs-number"][vector.kind] ?? ""])
        #expect(RuleTester(set).finds(rule, in: "number: \(vector.value)\n") == vector.isValid)
    }
}
