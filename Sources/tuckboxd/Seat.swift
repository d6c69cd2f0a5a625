import SystemFiles

/// Who sits at the computer.
enum Seat {
    /// logind's `ACTIVE_UID`; nil if nobody has logged in, or there is no logind.
    static func user(_ file: Path) -> UInt32? {
        guard let file = try? Descriptor.open(file, .read), let bytes = try? file.bytes(count: 4096, at: 0) else { return nil }
        for line in bytes.split(separator: 0x0a) where line.starts(with: "ACTIVE_UID=".utf8) {
            return UInt32(String(decoding: line.dropFirst("ACTIVE_UID=".utf8.count), as: UTF8.self))
        }
        return nil
    }
}
