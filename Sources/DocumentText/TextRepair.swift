/// Text in single pieces as well-formed UTF-8.
enum TextRepair {
    /// UTF-8 with what is malformed replaced by U+FFFD.
    static func utf8(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        isASCII(bytes) ? Array(bytes) : Array(String(decoding: bytes, as: UTF8.self).utf8)
    }

    static func latin(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(2 * bytes.underestimatedCount)
        for byte in bytes { Windows1252.append(byte, to: &output) }
        return output
    }

    static func utf16(_ bytes: some Sequence<UInt8>, bigEndian: Bool = false) -> [UInt8] {
        var output: [UInt8] = []
        var decoder = TextDecoder(.utf16(bigEndian: bigEndian))
        decoder.decode(Array(bytes), into: &output)
        decoder.finish(into: &output)
        return output
    }

    /// Appends the scalar in UTF-8; U+FFFD if there is no such scalar.
    static func append(_ value: UInt32, to output: inout [UInt8]) {
        UTF8Sequence.append(Unicode.Scalar(value) == nil || value == 0 ? 0xfffd : value, to: &output)
    }

    /// How many bytes at the end are the beginning of a character: 0 to 3.
    static func incompleteTail(_ bytes: ArraySlice<UInt8>) -> Int {
        for back in 1...3 where back <= bytes.count {
            let byte = bytes[bytes.endIndex - back]
            if byte & 0xc0 == 0x80 { continue }
            let length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
            return length > back ? back : 0
        }
        return 0
    }

    static func isASCII(_ bytes: ArraySlice<UInt8>) -> Bool {
        var all: UInt8 = 0
        for byte in bytes { all |= byte }
        return all < 0x80
    }
}
