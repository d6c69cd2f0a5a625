import SystemFiles

/// Takes the plaintext of a payload piece by piece; a thread behind encrypts and writes it in runs.
final class PayloadQueue {
    /// Runs that are filled before the writer has got to them. A part of a stream has to be read whole before any of it can go in.
    private static let ahead = SequentialWriter.partSize / VaultGeometry.runSize

    private let payload: Payload
    private let behind = WorkBehind(ahead: PayloadQueue.ahead)
    /// One more than may be waiting: what is filled now is nobody else's.
    private var buffers: [ByteBuffer] = []
    private var current = 0
    private var filled = 0

    /// One thread's at a time: of the one behind until `end`.
    private final class Payload: @unchecked Sendable {
        let stream: PayloadStream
        init(_ stream: PayloadStream) { self.stream = stream }
    }

    init(_ stream: PayloadStream) {
        payload = Payload(stream)
    }

    /// Adds plaintext of any length.
    func append(_ bytes: Span<UInt8>) throws {
        var position = 0
        while position < bytes.count {
            if current == buffers.count { buffers.append(ByteBuffer(count: VaultGeometry.runSize)) }
            let count = min(bytes.count - position, VaultGeometry.runSize - filled)
            buffers[current].withMutableSpan(filled..<filled + count) { target in
                for i in 0..<count { target[i] = bytes[position + i] }
            }
            position += count
            filled += count
            if filled == VaultGeometry.runSize { try flush(isLast: false) }
        }
    }

    private func flush(isLast: Bool) throws {
        if current == buffers.count { buffers.append(ByteBuffer(count: VaultGeometry.runSize)) }
        try behind.run { [payload, buffer = buffers[current], filled] in try payload.stream.flush(filled, of: buffer, isLast: isLast) }
        current = (current + 1) % (Self.ahead + 1)
        filled = 0
    }

    /// Writes the rest and what stands behind the payload.
    /// - Returns: bytes of the whole vault.
    func end() throws -> UInt64 {
        try flush(isLast: true)
        try behind.finish()
        try payload.stream.end()
        return payload.stream.written
    }
}
