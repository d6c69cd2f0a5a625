import SystemFiles

/// A vault from a pipe is copied to a nameless temporary file before anything is looked at. It is ciphertext, so nothing is given away;
/// and every rule for files holds for pipes too: the end is known before the first byte is released (Docs/decisions/0002).
enum Spool {
    static func copy(of stream: borrowing Descriptor) throws -> Descriptor {
        let copy = try Descriptor.temporary()
        let buffer = ByteBuffer(count: 1 << 20)
        var position: UInt64 = 0
        while true {
            try Interruption.check()
            let count = try buffer.withMutableSpan(0..<buffer.count) { try stream.read(into: &$0) }
            if count == 0 { return copy }
            try buffer.withSpan(0..<count) { try copy.write($0, at: position) }
            position += UInt64(count)
        }
    }
}
