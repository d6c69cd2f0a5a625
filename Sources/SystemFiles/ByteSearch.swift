internal import CLinux

extension Span<UInt8> {
    /// Where `needle` first stands at or behind `start`; nil if it does not. Empty needles stand everywhere.
    public func firstIndex(of needle: [UInt8], from start: Int = 0) -> Int? {
        guard start <= count else { return nil }
        let found = unsafe withUnsafeBytes { bytes in
            unsafe needle.withUnsafeBytes { needle -> Int64 in
                guard let base = bytes.baseAddress, let wanted = needle.baseAddress else { return unsafe needle.isEmpty ? 0 : -1 }
                return unsafe tuckbox_find(base + start, UInt64(bytes.count - start), wanted, UInt64(needle.count))
            }
        }
        return found < 0 ? nil : start + Int(found)
    }

    public func contains(_ needle: [UInt8]) -> Bool { firstIndex(of: needle) != nil }
}
