/// Bech32m (BIP 350): text with six check characters that find every error of up to four characters.
enum Bech32m {
    private static let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
    private static let constant: UInt32 = 0x2bc8_30a3

    static func encode(_ secret: borrowing SecretBytes, humanReadablePart: String) throws(CryptoError) -> SecretBytes {
        let prefix = Array(humanReadablePart.utf8) + [0x31]
        let groups = (secret.count * 8 + 4) / 5
        let output = try SecretBytes(count: prefix.count + groups + 6)
        secret.withSpan { bytes in
            output.withMutableSpan { text in
                var check = Checksum(humanReadablePart)
                for i in prefix.indices { text[i] = prefix[i] }
                for i in 0..<groups {
                    let value = fiveBits(of: bytes, at: i * 5)
                    check.add(value)
                    text[prefix.count + i] = alphabet[Int(value)]
                }
                for _ in 0..<6 { check.add(0) }
                let value = check.value ^ constant
                for i in 0..<6 { text[prefix.count + groups + i] = alphabet[Int(value >> UInt32(5 * (5 - i)) & 31)] }
            }
        }
        return output
    }

    /// Nil unless `text` is lower-case Bech32m of exactly `byteCount` bytes, padding bits zero.
    static func decode(
        _ text: borrowing SecretBytes, humanReadablePart: String, byteCount: Int
    ) throws(CryptoError) -> SecretBytes? {
        let prefix = Array(humanReadablePart.utf8) + [0x31]
        let groups = (byteCount * 8 + 4) / 5
        guard text.count == prefix.count + groups + 6 else { return nil }
        let output = try SecretBytes(count: byteCount)
        let valid = text.withSpan { characters in
            output.withMutableSpan { bytes in
                guard prefix.indices.allSatisfy({ characters[$0] == prefix[$0] }) else { return false }
                var check = Checksum(humanReadablePart)
                var (accumulator, bits, written) = (UInt32(0), 0, 0)
                for i in prefix.count..<characters.count {
                    guard let value = alphabet.firstIndex(of: characters[i]) else { return false }
                    check.add(UInt32(value))
                    guard i < prefix.count + groups else { continue }
                    accumulator = (accumulator << 5 | UInt32(value)) & 0xfff
                    bits += 5
                    if bits >= 8 {
                        bits -= 8
                        bytes[written] = UInt8(truncatingIfNeeded: accumulator >> UInt32(bits))
                        written += 1
                    }
                }
                return check.value == constant && accumulator & (1 << UInt32(bits) - 1) == 0
            }
        }
        guard valid else { return nil }
        return output
    }

    /// Five bits from bit `position`, zeros after the end.
    private static func fiveBits(of bytes: Span<UInt8>, at position: Int) -> UInt32 {
        let index = position / 8
        let pair = UInt32(bytes[index]) << 8 | (index + 1 < bytes.count ? UInt32(bytes[index + 1]) : 0)
        return pair >> UInt32(11 - position % 8) & 31
    }

    /// The BCH code of BIP 173.
    private struct Checksum {
        private(set) var value: UInt32 = 1

        init(_ humanReadablePart: String) {
            for c in humanReadablePart.utf8 { add(UInt32(c >> 5)) }
            add(0)
            for c in humanReadablePart.utf8 { add(UInt32(c & 31)) }
        }

        mutating func add(_ symbol: UInt32) {
            let top = value >> 25
            value = (value & 0x1ff_ffff) << 5 ^ symbol
            let generators: [UInt32] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3]
            for i in 0..<5 where top >> UInt32(i) & 1 == 1 { value ^= generators[i] }
        }
    }
}
