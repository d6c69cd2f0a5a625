internal import CISAL

/// CRC-32C (Castagnoli, RFC 3720 section 12.1): finds damage without a key, proves nothing.
/// - Parameter before: the checksum of what stands before these bytes; 0 if nothing does.
public func crc32c(_ bytes: Span<UInt8>, after before: UInt32 = 0) -> UInt32 {
    unsafe bytes.withUnsafeBufferPointer { buffer in
        // ISA-L's prototype lacks the const; it only reads.
        unsafe ~crc32_iscsi(UnsafeMutablePointer(mutating: buffer.baseAddress), Int32(buffer.count), ~before)
    }
}
