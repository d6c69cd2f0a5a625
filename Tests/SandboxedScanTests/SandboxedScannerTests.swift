import DocumentText
import SandboxedScan
import SystemFiles
import Testing

/// With the helper that was built beside these tests.
@Suite struct SandboxedScannerTests {
    private func scanner(_ change: (inout SandboxedScanner.Options) -> Void = { _ in }) throws -> SandboxedScanner {
        var options = SandboxedScanner.Options()
        change(&options)
        return try SandboxedScanner(options)
    }

    private func file(_ text: String) throws -> Descriptor {
        let file = try Descriptor.memory()
        try file.write(Array(text.utf8))
        // By a name of its own, for reading only.
        return try Descriptor.open(Path("/proc/self/fd/\(file.numberForPrograms)"), .read)
    }

    @Test("a document's pieces come from the helper, and how far it could be read")
    func examine() throws {
        let scanner = try scanner()
        var text: [UInt8] = []
        let outcome = try scanner.extract(file("Zoë was late.\n"), name: []) { if case .text(let bytes) = $0 { text += bytes } }
        #expect(outcome == .whole && String(decoding: text, as: UTF8.self) == "Zoë was late.\n")
    }

    @Test("many threads share helpers")
    func threads() async throws {
        let scanner = try scanner { $0.documentsPerHelper = 3 }
        try await withThrowingTaskGroup(of: ExtractionOutcome.self) { group in
            for i in 0..<40 { group.addTask { try scanner.extract(file("\(i)"), name: []) { _ in } } }
            for try await outcome in group { #expect(outcome == .whole) }
        }
    }

    @Test("a descriptor that can be written through is not handed over")
    func writable() throws {
        let file = try Descriptor.memory()
        #expect(throws: FileError.self) { try scanner().extract(file, name: []) { _ in } }
    }

    @Test("a program that is no helper is told of", arguments: ["/bin/true", "/nonexistent"])
    func noHelper(_ program: String) { #expect(throws: SandboxedScanner.Failure.noSandbox) { try scanner { $0.program = Path(program) } } }

    @Test("what the taker of pieces throws is thrown on, and the next document is examined")
    func taker() throws {
        struct Stop: Error {}
        let scanner = try scanner()
        #expect(throws: Stop.self) { try scanner.extract(file("text"), name: []) { _ in throw Stop() } }
        #expect(try scanner.extract(file("text"), name: []) { _ in } == .whole)
    }

    @Test("a kernel without Landlock is told of once, in words")
    func shortfall() {
        #expect(ScanProtection(landlockVersion: 1, changedUser: true).shortfall == nil)
        #expect(ScanProtection(landlockVersion: 0, changedUser: true).shortfall?.contains("Landlock") == true)
    }
}
