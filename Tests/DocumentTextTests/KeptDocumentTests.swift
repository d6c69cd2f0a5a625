import Foundation
import Testing

@testable import DocumentText

/// Documents that lie in folders: what the fuzzer has kept, and real ones, which Scripts/coverage has Tests/Extraction make.
struct KeptDocumentTests {
    private static let fuzzer = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../Fuzz/Corpus/Documents")

    static let documents: [URL] = {
        let more = ProcessInfo.processInfo.environment["TUCKBOX_DOCUMENTS"].map { URL(fileURLWithPath: $0) }
        let files = [fuzzer, more].compactMap { $0 }.map { try? FileManager.default.contentsOfDirectory(at: $0, includingPropertiesForKeys: nil) }
        return files.flatMap { $0 ?? [] }.sorted { $0.path < $1.path }
    }()

    @Test("A document that was kept comes to its end, as it is and cut short, and its pieces are UTF-8", arguments: documents)
    func end(document: URL) throws {
        let bytes = [UInt8](try Data(contentsOf: document))
        var limits = ExtractionLimits()
        (limits.members, limits.expandedBytes, limits.heldBytes, limits.outputBytes) = (1000, 64 << 20, 16 << 20, 64 << 20)
        for length in [bytes.count, bytes.count * 2 / 3, bytes.count / 3] {
            let collected = try Collected(Array(bytes.prefix(length)), limits: limits)
            for piece in collected.pieces {
                switch piece {
                case .part(let bytes), .text(let bytes), .property(_, let bytes): #expect(String(validating: bytes, as: UTF8.self) != nil)
                case .row(let cells): #expect(cells.allSatisfy { String(validating: $0, as: UTF8.self) != nil })
                }
            }
        }
    }

    @Test("There is something that was kept")
    func some() { #expect(Self.documents.count > 20) }
}
