/// The checksum of RFC 1950.
enum Adler {
    static func sum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        var (a, b): (UInt32, UInt32) = (1, 0)
        var rest = bytes
        while !rest.isEmpty {
            // As many as cannot overflow.
            for byte in rest.prefix(5552) {
                a += UInt32(byte)
                b += a
            }
            (a, b) = (a % 65521, b % 65521)
            rest = rest.dropFirst(5552)
        }
        return b << 16 | a
    }
}
