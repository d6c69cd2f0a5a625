import CryptoCore
import Foundation
import SystemFiles

@testable import AuditTrail

/// A folder of a test's own with a trail in it, in memory where there is such a place, removed with it.
final class Scratch: Sendable {
    let root: String
    let folder: Path
    var trail: Trail { Trail(folder, version: "test") }

    init() throws {
        let base = FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
        root = base + "/tuckbox-trail-" + UUID().uuidString
        folder = Path(root + "/trail")
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    func url(_ name: String) -> URL { URL(fileURLWithPath: root + "/trail/" + name) }
    func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: url(name))) }
    func put(_ bytes: [UInt8], _ name: String) throws { try Data(bytes).write(to: url(name)) }
    func remove(_ name: String) throws { try FileManager.default.removeItem(at: url(name)) }
    func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: root + "/trail").sorted() }

    /// Lines of a segment, without LF.
    func lines(_ name: String) throws -> [[UInt8]] {
        var lines = try bytes(name).split(separator: 0x0a, omittingEmptySubsequences: false).map(Array.init)
        if lines.last == [] { lines.removeLast() }
        return lines
    }

    func put(lines: [[UInt8]], _ name: String) throws { try put(Array(lines.map { $0 + [0x0a] }.joined()), name) }

    /// Takes the verification key away, as its owner should.
    func takeKey() throws -> [UInt8] {
        var text: [UInt8] = []
        try trail.takeVerificationKey(policy: nil) { key in text = key.withSpan { span in span.indices.map { span[$0] } } }
        return text
    }

    func verify(_ key: [UInt8]? = nil, _ checkpoints: [Checkpoint] = []) throws -> Verification {
        let snapshot = try TrailSnapshot(folder)
        return try Verifier(key: try Self.key(key), checkpoints: checkpoints, jobs: 2).verify(snapshot)
    }

    private static func key(_ text: [UInt8]?) throws -> VerificationKey? {
        guard let text else { return nil }
        return try VerificationKey(text: SecretBytes(copying: text))
    }

    func checkpoint() throws -> Checkpoint { try TrailSnapshot(folder).checkpoint() }
}

let november = UTCTime(1_795_000_000)

/// A wrap with everything that an entry can have.
func outcome(_ number: UInt64 = 0) -> TrailEntry {
    var entry = TrailEntry(verb: "wrap", .outcome)
    (entry.intent, entry.vaultID, entry.label, entry.scheme) = (number, Array(repeating: 7, count: 16), "OFFICIAL", "government-2014")
    (entry.organisation, entry.vaults, entry.files, entry.contentBytes, entry.vaultBytes) = ("Hillside \"Primary\" \\ School", 1, 3, 2200, 12_000)
    (entry.status, entry.code) = (0, "done")
    return entry
}
