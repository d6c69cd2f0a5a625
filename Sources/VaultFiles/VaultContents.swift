import CryptoCore

/// What is in an unlocked vault, as people see it: the parts of a stream are one file.
public struct VaultContents: Sendable {
    public struct Entry: Sendable {
        public let kind: Member.Kind
        public let path: [UInt8]
        public let size: UInt64
        public let permissions: UInt16
        public let modified: Int64
        public let linkTarget: [UInt8]
        /// Indices of its records: one, or the parts of a stream.
        let members: Range<Int>
    }

    public let entries: [Entry]
    let layout: InnerLayout
    let vault: UnlockedVault

    /// Reads the index of `vault`: nothing else is decrypted.
    public init(of vault: UnlockedVault) throws {
        let layout = try vault.layout()
        var entries: [Entry] = []
        var position = 0
        while position < layout.members.count {
            let first = layout.members[position]
            var end = position + 1
            var size = first.size
            while first.part > 0, end < layout.members.count, layout.members[end].part > 1 {
                size += layout.members[end].size
                end += 1
            }
            entries.append(
                Entry(
                    kind: first.kind, path: first.path, size: size, permissions: first.permissions, modified: first.modified,
                    linkTarget: first.linkTarget, members: position..<end))
            position = end
        }
        self.entries = entries
        self.layout = layout
        self.vault = vault
    }

    /// Bytes of content.
    public var contentSize: UInt64 { entries.reduce(0) { $0 &+ $1.size } }
    public var fileCount: Int { entries.count { $0.kind == .file } }
}
