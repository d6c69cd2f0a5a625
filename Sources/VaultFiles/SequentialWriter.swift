public import CryptoCore
public import SystemFiles

/// Writes one vault front to back, a member after another in the format's order, with memory that does not grow with what goes in.
/// For one thread; another encrypts and writes what it has been given.
public final class SequentialWriter {
    /// What is known of a file when all of it has gone in.
    public struct Written: Sendable {
        public let path: [UInt8]
        /// Bytes.
        public let size: UInt64
        /// Nil unless contents are hashed.
        public let sha256: Hash256?
    }

    /// Gets every piece of the vault once it is written. One call at a time, on whatever thread writes.
    public typealias Watcher = (_ bytes: Span<UInt8>) throws -> Void

    /// A stream is stored in parts of this size, because a tar names the size before the content.
    static let partSize = 8 << 20

    private let vault: NewVault
    private let payload: PayloadQueue
    private let progress: Progress
    private let digest: StreamingDigest?
    private let buffer = ByteBuffer(count: partSize)
    private var members: [Member] = []
    private var rules = MemberRules()
    private var contentSize: UInt64 = 0
    private var fileCount = 0

    /// - Parameters:
    ///   - vaultID: 16 random bytes.
    ///   - output: open for as long as the writer lives.
    ///   - watcher: to know afterwards what the vault's SHA-256 must be.
    ///   - hashingContents: whether the SHA-256 of each file is wanted.
    public init(
        _ writer: VaultWriter, vaultID: [UInt8], to output: borrowing Descriptor, watcher: Watcher? = nil, hashingContents: Bool = false
    ) throws {
        vault = try writer.newVault(vaultID)
        payload = PayloadQueue(try PayloadStream(vault, to: output, watcher: watcher))
        progress = writer.progress
        digest = hashingContents ? try StreamingDigest() : nil
    }

    public func add(folder path: [UInt8]) throws {
        try begin(Member(kind: .folder, permissions: 0o700, modified: currentTime(), path: path))
    }

    /// A file of bytes that are at hand.
    public func add(file path: [UInt8], _ bytes: [UInt8]) throws {
        try begin(Member(kind: .file, permissions: 0o600, modified: currentTime(), size: UInt64(bytes.count), path: path))
        try payload.append(bytes.span)
        try end(UInt64(bytes.count))
        fileCount += 1
    }

    /// Everything that `input` gives, as one file.
    public func add(stream input: borrowing Descriptor, as path: [UInt8]) throws -> Written {
        let modified = currentTime()
        var total: UInt64 = 0
        var number: UInt32 = 1
        var count = try buffer.withMutableSpan(0..<Self.partSize) { try input.read(into: &$0) }
        repeat {
            try Interruption.check()
            // A stream that ends within the first part is an ordinary file.
            let part = number == 1 && count < Self.partSize ? 0 : number
            try begin(Member(kind: .file, permissions: 0o600, part: part, modified: modified, size: UInt64(count), path: path))
            try put(count)
            try end(UInt64(count))
            total += UInt64(count)
            number += 1
            if count < Self.partSize { break }
            count = try buffer.withMutableSpan(0..<Self.partSize) { try input.read(into: &$0) }
        } while count > 0
        fileCount += 1
        return Written(path: path, size: total, sha256: try digest?.finish())
    }

    /// All of `tree` below the folder `folder`, which was added before.
    /// - Parameter each: is called for each file, when all of it is in.
    public func add(_ tree: SourceTree, below folder: [UInt8], _ each: (Written) throws -> Void) throws {
        let reader = SourceReader(tree)
        for (index, entry) in tree.entries.enumerated() {
            let member = entry.member.moved(below: folder)
            guard MemberRules.isPath(member.path) else { throw VaultError.nameTooLong(Path(bytes: entry.member.path)) }
            try begin(member)
            guard member.kind == .file else { continue }
            var offset: UInt64 = 0
            while offset < member.size {
                try Interruption.check()
                let count = Int(min(member.size - offset, UInt64(VaultGeometry.runSize)))
                try buffer.withMutableSpan(0..<count) { try reader.read(index, at: offset, into: &$0) }
                try put(count)
                offset += UInt64(count)
            }
            try end(member.size)
            fileCount += 1
            try each(Written(path: member.path, size: member.size, sha256: try digest?.finish()))
        }
        try reader.finish()
    }

    /// Writes what stands behind the members. The vault is then whole, and not yet on the medium.
    public func finish() throws -> VaultWriter.Summary {
        let layout = try InnerLayout(members, index: IndexCoding.encode(members))
        try payload.append([UInt8](repeating: 0, count: InnerLayout.endOfTarSize).span)
        try payload.append(layout.index.span)
        let padding = layout.length - layout.tarLength - UInt64(layout.index.count) - UInt64(InnerLayout.footerSize)
        try payload.append([UInt8](repeating: 0, count: Int(padding)).span)
        try payload.append(layout.footer.span)
        return VaultWriter.Summary(vaultID: vault.header.fixed.vaultID, size: try payload.end(), memberCount: fileCount, contentSize: contentSize)
    }

    private func begin(_ member: Member) throws {
        guard members.count < Member.maximumCount else { throw VaultError.tooManyMembers }
        guard rules.accept(member) else { throw VaultError.notStorable(Path(bytes: member.path)) }
        members.append(member)
        try payload.append(TarHeader.bytes(for: member).span)
    }

    private func put(_ count: Int) throws {
        try buffer.withSpan(0..<count) { bytes in
            digest?.update(bytes)
            try payload.append(bytes)
        }
        progress.advance(UInt64(count))
    }

    private func end(_ size: UInt64) throws {
        try payload.append([UInt8](repeating: 0, count: TarHeader.paddingSize(after: size)).span)
        contentSize += size
    }
}

extension Member {
    func moved(below folder: [UInt8]) -> Member {
        Member(kind: kind, permissions: permissions, part: part, modified: modified, size: size, path: folder + [0x2f] + path, linkTarget: linkTarget)
    }
}
