internal import CZlib

/// What zlib makes of a deflated stream, counted against the limits of the document.
final class InflateStream: ByteStream {
    enum Wrapping { case none, gzip }

    private let input: any ByteStream
    private let extraction: Extraction
    private let wrapping: Wrapping
    private let inflater: Inflater
    private var chunk: [UInt8] = []
    private var position = 0
    private var isAtEnd = false

    init(_ input: any ByteStream, _ wrapping: Wrapping, _ extraction: Extraction) throws {
        (self.input, self.wrapping, self.extraction) = (input, wrapping, extraction)
        inflater = try Inflater(windowBits: wrapping == .gzip ? 15 + 16 : -15)
    }

    func next() throws -> [UInt8]? {
        while !isAtEnd {
            if position == chunk.count {
                // At the end of the input zlib may still hold some output; if it has none, it says that the stream is cut.
                (chunk, position) = (try input.next() ?? [], 0)
            }
            let (output, used, isFinished) = try inflater.inflate(chunk, from: position)
            position += used
            if isFinished { isAtEnd = try !hasAnotherMember() }
            if !output.isEmpty {
                try extraction.countExpanded(output.count)
                return output
            }
        }
        return nil
    }

    /// gzip files may be joined; what is no further member is padding.
    private func hasAnotherMember() throws -> Bool {
        guard wrapping == .gzip else { return false }
        if position == chunk.count {
            guard let more = try input.next() else { return false }
            (chunk, position) = (more, 0)
        }
        guard chunk[position] == 0x1f else { return false }
        try inflater.reset()
        return true
    }
}

/// RFC 1950, for formats that have pieces of it.
public enum Zlib {
    /// The checksum Adler-32.
    public static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        unsafe bytes.withUnsafeBufferPointer { UInt32(truncatingIfNeeded: unsafe adler32_z(1, $0.baseAddress, $0.count)) }
    }

    /// What a short stream holds.
    /// - Returns: nil if it is damaged, or is more than `limit` bytes.
    public static func expand(_ bytes: [UInt8], limit: Int) -> [UInt8]? {
        guard let inflater = try? Inflater(windowBits: 15) else { return nil }
        var (output, position): ([UInt8], Int) = ([], 0)
        while let (more, used, isFinished) = try? inflater.inflate(bytes, from: position) {
            output += more
            position += used
            if output.count > limit { return nil }
            if isFinished { return output }
            if more.isEmpty, position == bytes.count { return nil }
        }
        return nil
    }
}

/// zlib's state, which must not move while it is in use.
@safe private final class Inflater {
    private static let outputSize = 1 << 16
    private let state: UnsafeMutablePointer<z_stream>

    init(windowBits: Int32) throws {
        unsafe state = .allocate(capacity: 1)
        unsafe state.initialize(to: z_stream())
        guard unsafe inflateInit2_(state, windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            unsafe state.deallocate()
            throw Incompleteness.memoryLimit
        }
    }

    deinit {
        unsafe inflateEnd(state)
        unsafe state.deallocate()
    }

    func reset() throws {
        guard unsafe inflateReset(state) == Z_OK else { throw Incompleteness.damaged }
    }

    /// Up to 64 KiB of output, the number of input bytes used, and whether the stream is at its end.
    func inflate(_ input: [UInt8], from start: Int) throws -> ([UInt8], used: Int, isFinished: Bool) {
        var result = Z_OK
        var used = 0
        let output = unsafe [UInt8](unsafeUninitializedCapacity: Self.outputSize) { buffer, count in
            unsafe input.withUnsafeBufferPointer { bytes in
                // zlib does not write to its input.
                unsafe state.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress.map { unsafe $0 + start })
                unsafe state.pointee.avail_in = UInt32(clamping: bytes.count - start)
                unsafe state.pointee.next_out = buffer.baseAddress
                unsafe state.pointee.avail_out = UInt32(clamping: buffer.count)
                result = unsafe CZlib.inflate(state, Z_NO_FLUSH)
                used = unsafe bytes.count - start - Int(state.pointee.avail_in)
                count = unsafe buffer.count - Int(state.pointee.avail_out)
                unsafe state.pointee.next_in = nil
                unsafe state.pointee.next_out = nil
            }
        }
        guard result == Z_OK || result == Z_STREAM_END || (result == Z_BUF_ERROR && (used > 0 || !output.isEmpty)) else {
            // What came before the damage is worth having.
            if !output.isEmpty { return (output, used, false) }
            throw Incompleteness.damaged
        }
        return (output, used, result == Z_STREAM_END)
    }
}
