/// Big-endian fields in byte arrays. Offsets come from the format's tables and lengths are checked before, so an access out of range is a programmer's error.
extension [UInt8] {
    func u16(at offset: Int) -> UInt16 { UInt16(truncatingIfNeeded: bigEndian(offset, 2)) }
    func u32(at offset: Int) -> UInt32 { UInt32(truncatingIfNeeded: bigEndian(offset, 4)) }
    func u64(at offset: Int) -> UInt64 { bigEndian(offset, 8) }

    mutating func put<Value: FixedWidthInteger>(_ value: Value, at offset: Int) {
        for i in 0..<MemoryLayout<Value>.size {
            self[offset + i] = UInt8(truncatingIfNeeded: value >> Value(8 * (MemoryLayout<Value>.size - 1 - i)))
        }
    }

    mutating func put(_ bytes: [UInt8], at offset: Int) {
        replaceSubrange(offset..<offset + bytes.count, with: bytes)
    }

    func isZero(_ range: Range<Int>) -> Bool { self[range].allSatisfy { $0 == 0 } }

    private func bigEndian(_ offset: Int, _ size: Int) -> UInt64 {
        self[offset..<offset + size].reduce(0) { $0 << 8 | UInt64($1) }
    }
}

/// `D(x)` of the format: the ASCII bytes of `name` and a zero byte.
func domain(_ name: String) -> [UInt8] { Array(name.utf8) + [0] }
