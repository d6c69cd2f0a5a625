public import SystemFiles

/// A copy of the medium that is written while it is read.
public final class MediumCopy: Sendable {
    private let file: Descriptor

    /// - Parameter file: open for writing, and empty.
    public init(_ file: consuming Descriptor) { self.file = file }

    func put(_ buffer: ByteBuffer, _ count: Int, at offset: UInt64) throws {
        let isEmpty = buffer.withSpan(0..<count) { span in
            for i in span.indices where span[i] != 0 { return false }
            return true
        }
        // Zeros are a hole; the size is set at the end.
        if !isEmpty { try buffer.withSpan(0..<count) { span in try file.write(span, at: offset) } }
    }
}
