import SystemFiles

/// One thread's means to make any stretch of a tree's inner form.
final class InnerWriter {
    private let layout: InnerLayout
    private let reader: SourceReader

    init(_ layout: InnerLayout, _ tree: SourceTree) {
        self.layout = layout
        reader = SourceReader(tree)
    }

    /// Puts the bytes `range` of the inner form at the start of `buffer`.
    func fill(_ buffer: ByteBuffer, with range: Range<UInt64>) throws {
        try layout.forEachPiece(in: range) { (piece, place) in
            try buffer.withMutableSpan(place) { output in
                switch piece {
                case .header(let member, let offset): copy(TarHeader.bytes(for: layout.members[member]), from: offset, to: &output)
                case .content(let member, let offset): try reader.read(member, at: offset, into: &output)
                case .zeros: output.update(repeating: 0)
                case .index(let offset): copy(layout.index, from: offset, to: &output)
                case .footer(let offset): copy(layout.footer, from: offset, to: &output)
                }
            }
        }
    }

    /// Call after the last stretch: the last source file is looked at once more.
    func finish() throws { try reader.finish() }
}

private func copy(_ bytes: [UInt8], from offset: Int, to output: inout MutableSpan<UInt8>) {
    for i in output.indices { output[i] = bytes[offset + i] }
}
