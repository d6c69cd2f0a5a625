import Carving
import Foundation
import MediaRead
import Testing

/// Media that lie in folders: what the fuzzer has kept, and real documents in free space, which Scripts/coverage has Tests/Extraction make.
struct KeptMediumTests {
    private static func files(_ folder: URL?) -> [URL] {
        let files = folder.flatMap { try? FileManager.default.contentsOfDirectory(at: $0, includingPropertiesForKeys: nil) }
        return (files ?? []).sorted { $0.path < $1.path }
    }

    static let media = files(URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../Fuzz/Corpus/Carving"))
    static let documents = files(ProcessInfo.processInfo.environment["TUCKBOX_DOCUMENTS"].map { URL(fileURLWithPath: $0) })

    private final class Finds {
        var extents: [[Extent]] = []
    }

    private func search(_ medium: [UInt8]) throws -> [[Extent]] {
        let finds = Finds()
        let carver = Carver(
            [Extent(0, UInt64(medium.count))],
            read: { count, offset in offset < UInt64(medium.count) ? Array(medium[Int(offset)..<min(medium.count, Int(offset) + count)]) : [] },
            report: { report in if case .found(let extents) = report { finds.extents.append(extents) } })
        _ = try carver.run()
        return finds.extents
    }

    @Test("What is found on a medium that was kept lies on it", arguments: media)
    func inside(medium: URL) throws {
        let bytes = [UInt8](try Data(contentsOf: medium))
        for extent in try search(bytes).flatMap({ $0 }) { #expect((extent.end ?? .max) <= UInt64(bytes.count) && extent.count > 0) }
    }

    @Test("A document in free space is found where it begins", arguments: documents)
    func found(document: URL) throws {
        let bytes = [UInt8](try Data(contentsOf: document))
        let medium = [UInt8](repeating: 0, count: 512) + bytes + [UInt8](repeating: 0, count: 8192 - bytes.count % 512)
        let finds = try search(medium)
        guard ["docx", "xlsx", "odt", "pdf", "sqlite", "7z", "xls"].contains(document.pathExtension) else { return }
        #expect(finds.contains { $0.first?.offset == 512 }, "\(document.lastPathComponent)")
    }

    @Test("There is something that was kept")
    func some() { #expect(Self.media.count > 5) }
}
