import CryptoCore
internal import FoundationEssentials
import Synchronization
public import SystemFiles

/// What a bulk rewrap intended, so that it can be taken up again. JSON Lines: a line that begins a run, one for each vault before it is touched, with its id
/// and the checksum of its header to be, and one that ends the run. A vault whose header an unfinished run intended is done. No name and no secret is in it.
///
/// A run is gone on with only if it was to do the same, passphrase included, and is less than a week old: otherwise last month's journal would pass for this month's work.
public final class RewrapJournal: Sendable {
    /// The recipe, with the salt of the run that is gone on with.
    let recipe: RewrapRecipe
    private let file: Descriptor
    private let done: Set<[UInt8]>
    private let end: Mutex<UInt64>
    private static let maximumSize: UInt64 = 1 << 30
    private static let longestPause: Int64 = 7 * 86400

    private struct Line: Codable {
        var schema = 1
        /// Begins a run: its salt, what it does, when.
        var run: String?
        var identity: String?
        var started: Int64?
        /// A vault.
        var vaultID: String?
        var header: String?
        /// Ends a run.
        var complete: Bool?
    }

    /// Opens or makes the journal at `path`, for one run at a time.
    public init(_ path: Path, for recipe: RewrapRecipe) throws {
        if try FileStatus.ifPresent(path, following: true) == nil { _ = try Descriptor.open(path, [.readWrite, .createNew]) }
        file = try Descriptor.open(path, .readWrite)
        try file.lock(exclusively: true)
        let size = try file.status().size
        guard size <= Self.maximumSize else { throw FileError(.read, path, code: 27) }
        end = Mutex(size)
        let lines = Self.unfinished(try file.bytes(count: Int(size), at: 0))
        if let first = lines.first, let salt = first.run.flatMap(Self.bytes), salt.count == 32,
            let started = first.started, (started...started &+ Self.longestPause).contains(currentTime()),
            let identity = first.identity.flatMap(Self.bytes), try recipe.identity(salt: salt) == identity
        {
            self.recipe = recipe.resuming(salt: salt)
            done = Set(lines.compactMap { $0.header.flatMap(Self.bytes) })
        } else {
            self.recipe = recipe
            done = []
            try append([Line(run: Self.hex(recipe.salt), identity: Self.hex(try recipe.identity(salt: recipe.salt)), started: currentTime())])
        }
    }

    func contains(_ fingerprint: [UInt8]) -> Bool { done.contains(fingerprint) }

    /// Writes what is intended with vaults, and makes it durable.
    func intend(_ intents: [(vaultID: [UInt8], fingerprint: [UInt8])]) throws {
        try append(intents.map { Line(vaultID: Self.hex($0.vaultID), header: Self.hex($0.fingerprint)) })
    }

    /// Ends the run: every vault is done.
    public func complete() throws { try append([Line(complete: true)]) }

    private func append(_ lines: [Line]) throws {
        guard !lines.isEmpty else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        var bytes: [UInt8] = []
        for line in lines { bytes += Array(try encoder.encode(line)) + [0x0a] }
        try end.withLock { end in
            // A line that a crash cut short is ended first.
            if end > 0, try file.bytes(count: 1, at: end - 1) != [0x0a] { bytes.insert(0x0a, at: 0) }
            try file.write(bytes, at: end)
            end += UInt64(bytes.count)
        }
        try file.sync()
    }

    /// The lines of the last run, from its beginning; none if it is complete. What is no line of ours is passed over.
    private static func unfinished(_ bytes: [UInt8]) -> [Line] {
        let decoder = JSONDecoder()
        var lines: [Line] = []
        for text in bytes.split(separator: 0x0a) where text.count < 1024 {
            guard let line = try? decoder.decode(Line.self, from: Data(text)) else { continue }
            if line.run != nil || line.complete == true { lines = [] }
            if line.run != nil || !lines.isEmpty { lines.append(line) }
        }
        return lines
    }

    private static func hex(_ bytes: [UInt8]) -> String { bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }

    private static func bytes(_ hex: String) -> [UInt8]? {
        let digits = hex.utf8.map { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        for i in stride(from: 0, to: digits.count, by: 2) {
            guard let high = digits[i], let low = digits[i + 1] else { return nil }
            bytes.append(UInt8(high << 4 | low))
        }
        return bytes
    }
}
