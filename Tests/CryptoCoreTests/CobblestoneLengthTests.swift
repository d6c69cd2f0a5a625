import Testing

@testable import CryptoCore

@Suite("Lengths of messages")
struct CobblestoneLengthTests {
    /// 2^38 chunks, the last of them short: 4 PiB less one byte.
    static let longest: UInt64 = 1 << 52 - 1

    @Test("the length of a message and of its plaintext determine each other")
    func inverse() throws {
        for plaintext in [0, 1, 15, 16, 17, 16383, 16384, 16385, 32767, 32768, 1 << 32, 1 << 51, Self.longest - 16384, Self.longest] as [UInt64] {
            let length = try #require(Cobblestone.messageLength(plaintext: plaintext))
            let shape = try #require(Cobblestone.shape(ofMessage: length))
            #expect(shape.plaintext == plaintext)
            #expect(shape.chunks == plaintext / 16384 + 1)
        }
    }

    @Test("the lengths at which a message starts are those of the specification")
    func known() {
        #expect(Cobblestone.messageLength(plaintext: 0) == 72)
        #expect(Cobblestone.messageLength(plaintext: 16383) == 56 + 16399)
        #expect(Cobblestone.messageLength(plaintext: 16384) == 56 + 16400 + 16)
        #expect(Cobblestone.messageLength(plaintext: Self.longest) == 56 + ((1 << 38) - 1) * 16400 + 16399)
    }

    @Test("every length is either that of one plaintext, or is refused because its last chunk has no room for a tag")
    func everyLength() {
        for length in 0..<UInt64(56 + 3 * 16400 + 100) {
            let isPossible = length >= 72 && (length - 56) % 16400 >= 16
            let shape = Cobblestone.shape(ofMessage: length)
            guard (shape != nil) == isPossible, shape == nil || Cobblestone.messageLength(plaintext: shape?.plaintext ?? 0) == length else {
                Issue.record(
                    "a message of \(length) bytes is \(isPossible ? "possible" : "impossible"), but its shape is \(String(describing: shape))")
                return
            }
        }
    }

    @Test("more than 2^38 chunks are refused, however many")
    func tooLong() throws {
        for plaintext in [Self.longest + 1, 1 << 53, 1 << 63, UInt64.max - 16383, .max] {
            #expect(Cobblestone.messageLength(plaintext: plaintext) == nil)
        }
        let length = try #require(Cobblestone.messageLength(plaintext: Self.longest))
        for message in [length + 1, length + 16, length + 17, length + 16400, 1 << 63, UInt64.max - 1, .max] {
            #expect(Cobblestone.shape(ofMessage: message) == nil)
        }
    }
}
