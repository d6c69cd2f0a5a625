import CryptoCore
public import SystemFiles

extension VaultWriter {
    /// A stream is stored in parts of this size, because a tar names the size before the content.
    static let partSize = 8 << 20

    /// Writes a vault of everything that `input` gives, as one file called `name`.
    public func wrap(stream input: borrowing Descriptor, named name: [UInt8], to output: Path, replacing: Bool, vaultID: [UInt8]) throws -> Summary {
        let source = SharedDescriptor(input)
        return try OutputFile.write(to: output, replacing: replacing, size: 0) { file in
            try store(source, name, vaultID, to: file)
        }
    }

    public func wrap(stream input: borrowing Descriptor, named name: [UInt8], toStream output: borrowing Descriptor, vaultID: [UInt8]) throws
        -> Summary
    {
        try store(SharedDescriptor(input), name, vaultID, to: output)
    }

    private func store(_ input: SharedDescriptor, _ name: [UInt8], _ vaultID: [UInt8], to output: borrowing Descriptor) throws -> Summary {
        let vault = try newVault(vaultID)
        let payload = try PayloadStream(vault, to: output)
        let modified = currentTime()
        let buffer = ByteBuffer(count: Self.partSize)
        var members: [Member] = []
        var total: UInt64 = 0
        var count = try buffer.withMutableSpan(0..<Self.partSize) { try input.read(into: &$0) }
        repeat {
            try Interruption.check()
            // A stream that ends within the first part is an ordinary file.
            let part: UInt32 = members.isEmpty && count < Self.partSize ? 0 : UInt32(members.count + 1)
            guard members.count < Member.maximumCount else { throw VaultError.tooManyMembers }
            let member = Member(kind: .file, permissions: 0o600, part: part, modified: modified, size: UInt64(count), path: name)
            members.append(member)
            try payload.append(TarHeader.bytes(for: member).span)
            try buffer.withSpan(0..<count) { try payload.append($0) }
            try payload.append([UInt8](repeating: 0, count: TarHeader.paddingSize(after: UInt64(count))).span)
            total += UInt64(count)
            progress.advance(UInt64(count))
            if count < Self.partSize { break }
            count = try buffer.withMutableSpan(0..<Self.partSize) { try input.read(into: &$0) }
        } while count > 0
        let layout = try InnerLayout(members, index: IndexCoding.encode(members))
        try payload.append([UInt8](repeating: 0, count: InnerLayout.endOfTarSize).span)
        try payload.append(layout.index.span)
        let padding = layout.length - layout.tarLength - UInt64(layout.index.count) - UInt64(InnerLayout.footerSize)
        try payload.append([UInt8](repeating: 0, count: Int(padding)).span)
        try payload.append(layout.footer.span)
        try payload.appendEnd()
        return Summary(vaultID: vault.header.fixed.vaultID, size: payload.written, memberCount: 1, contentSize: total)
    }
}
