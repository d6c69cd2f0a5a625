public import CryptoCore
public import SystemFiles

/// A vault on a disk whose header was read and checked as far as it can be without a key.
/// What it says is *claimed* until `unlock`.
public final class VaultFile: Sendable {
    public let path: Path
    public let headers: HeaderPair
    /// Bytes.
    public let size: UInt64
    let file: Descriptor
    let geometry: VaultGeometry

    /// Bytes of the payload, ciphertext and framing.
    public var payloadLength: UInt64 { geometry.payloadLength }

    /// Opens `path`.
    public convenience init(_ path: Path) throws {
        try self.init(reading: try Descriptor.open(path, .read), path)
    }

    /// Opens `path` for a change: nobody else has it while this lives.
    public convenience init(changing path: Path) throws {
        try self.init(reading: try Descriptor.open(path, .readWrite), path, exclusively: true)
    }

    /// - Parameter descriptor: of a file; a pipe is first copied to a temporary file (see `Spool`).
    public init(reading descriptor: consuming Descriptor, _ path: Path, exclusively: Bool = false) throws {
        let kind = try descriptor.status().kind
        guard kind != .directory else { throw CryptoError.notAVault }
        file = kind == .file ? descriptor : try Spool.copy(of: descriptor)
        self.path = path
        // Shared: a change of keys, which locks exclusively, is not read half-way.
        try file.lock(exclusively: exclusively)
        size = try file.status().size
        let copySize = UInt64(Header.copySize)
        let first = try file.bytes(count: Header.copySize, at: 0)
        let last = try file.bytes(count: Header.copySize, at: size > copySize ? size - copySize : 0)
        headers = try HeaderPair(first: first, last: last)
        guard let geometry = VaultGeometry(fileSize: size) else { throw CryptoError.damaged(.fileSize) }
        let field = try file.bytes(count: 8, at: geometry.lengthFieldOffset)
        guard field.reduce(UInt64(0), { $0 << 8 | UInt64($1) }) == geometry.payloadLength else { throw CryptoError.damaged(.fileSize) }
        self.geometry = geometry
    }

    /// Opens the vault: finds the slot, then checks everything that must hold before a byte may be released.
    public func unlock(_ credentials: Credentials) throws -> UnlockedVault {
        try UnlockedVault(self, opened: credentials.open(headers))
    }

    /// What identifies this header in a journal: the checksum of its first copy.
    func headerFingerprint() throws -> [UInt8] { try file.bytes(count: 32, at: UInt64(Header.copySize) - 32) }

    /// The same file, for reading it anew.
    public func lentDescriptor() -> Descriptor { file.lent() }

    /// What the table says of chunks `first` ..< `first + count`; fewer if it cannot be read.
    func storedChecksums(first: UInt64, count: Int) throws -> [UInt32] {
        let bytes = try file.bytes(count: 4 * count, at: geometry.tableOffset + 4 * first)
        return stride(from: 0, to: bytes.count - 3, by: 4).map { i in bytes[i..<i + 4].reduce(0) { $0 << 8 | UInt32($1) } }
    }
}
