import Testing

@testable import CryptoCore

@Suite("Digests")
struct DigestTests {
    @Test("the examples of FIPS 180-4 come out")
    func examples() throws {
        let word = Array("abc".utf8)
        #expect(
            try Digest.sha256.hash(word.span) == [UInt8](hex: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"))
        #expect(
            try Digest.sha512.hash(word.span)
                == [UInt8](
                    hex:
                        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
                ))
        #expect(try Digest.sha256.hash(Span()) == [UInt8](hex: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))
    }

    @Test("an empty HMAC key is a key, and not the key of before")
    func emptyKey() throws {
        _ = try Digest.sha256.authenticate([1, 2, 3].span, key: [4, 5, 6].span)
        #expect(
            try Digest.sha256.authenticate(Span(), key: Span())
                == [UInt8](hex: "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"))
    }

    @Test("byte strings are equal if all bytes and the lengths are")
    func equality() {
        let bytes = [UInt8](0..<64)
        #expect(areEqual(bytes, bytes))
        #expect(!areEqual(bytes, bytes.dropLast()))
        for i in bytes.indices {
            var other = bytes
            other[i] ^= 0x80
            #expect(!areEqual(bytes, other))
        }
    }

    private func areEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool { constantTimeEqual(a.span, b.span) }
}
