public import AuditReport
import CryptoCore
public import SystemFiles

/// A copy of the medium that is written while it is read, with a map of what could not be.
public final class MediumCopy: Sendable {
    private let file: Descriptor

    public enum Failure: Error, Equatable, Sendable {
        /// What was read back is not what was written.
        case differs
    }

    /// - Parameter file: open for reading and writing, and empty.
    public init(_ file: consuming Descriptor) { self.file = file }

    func put(_ buffer: ByteBuffer, _ count: Int, at offset: UInt64) throws {
        let isEmpty = buffer.withSpan(0..<count) { span in
            for i in span.indices where span[i] != 0 { return false }
            return true
        }
        // Zeros are a hole; the size is set at the end.
        if !isEmpty { try buffer.withSpan(0..<count) { span in try file.write(span, at: offset) } }
    }

    /// Reads the copy back from its own medium and compares.
    /// - Parameter digest: SHA-256 of what was read from the medium.
    func verify(size: UInt64, digest: [UInt8]) throws {
        try file.truncate(to: size)
        try file.sync()
        file.dropCache()
        let stream = try StreamingDigest()
        let buffer = ByteBuffer(count: 1 << 20)
        var offset: UInt64 = 0
        while offset < size {
            try Interruption.check()
            let count = try buffer.withMutableSpan(0..<buffer.count) { try file.read(into: &$0, at: offset) }
            guard count > 0 else { throw Failure.differs }
            buffer.withSpan(0..<count) { span in stream.update(span) }
            offset += UInt64(count)
        }
        guard try stream.finish().bytes == digest else { throw Failure.differs }
    }
}

/// What was read of a medium and what was not, as GNU ddrescue writes it and can go on from.
public enum RescueMap {
    /// - Parameter bad: in order, and without overlaps.
    public static func text(size: UInt64, bad: [ByteRange], version: String) -> String {
        var lines = ["# Mapfile. Created by tuckbox \(version)", "# current_pos  current_status  current_pass"]
        lines += ["0x00000000     +               1", "#      pos        size  status"]
        var position: UInt64 = 0
        func add(_ end: UInt64, _ status: String) {
            if end > position { lines.append("\(hexadecimal(position))  \(hexadecimal(end - position))  \(status)") }
            position = max(position, end)
        }
        for range in bad {
            add(range.offset, "+")
            add(range.end, "-")
        }
        add(size, "+")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func hexadecimal(_ number: UInt64) -> String {
        let digits = String(number, radix: 16, uppercase: true)
        return "0x" + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    }
}
