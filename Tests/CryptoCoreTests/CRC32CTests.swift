import Testing

@testable import CryptoCore

@Suite("CRC-32C")
struct CRC32CTests {
    @Test("the check value is that of the format")
    func checkValue() {
        #expect(crc32c(Array("123456789".utf8).span) == 0xe306_9283)
    }

    @Test("the examples of RFC 3720, B.4, come out, and nothing is zero")
    func examples() {
        #expect(crc32c([UInt8](repeating: 0, count: 32).span) == 0x8a91_36aa)
        #expect(crc32c([UInt8](repeating: 0xff, count: 32).span) == 0x62a8_ab43)
        #expect(crc32c([UInt8](0..<32).span) == 0x46dd_794e)
        #expect(crc32c([UInt8]((0..<32).reversed()).span) == 0x113f_db5c)
        #expect(crc32c(Span()) == 0)
    }

    @Test("one part after another gives the checksum of the whole")
    func parts() {
        let whole = [UInt8](0..<200)
        for cut in [0, 1, 7, 64, 199, 200] {
            let before = crc32c(whole.span.extracting(..<cut))
            #expect(crc32c(whole.span.extracting(cut...), after: before) == crc32c(whole.span))
        }
    }
}
