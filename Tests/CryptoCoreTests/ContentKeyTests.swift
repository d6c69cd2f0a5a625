import Testing

@testable import CryptoCore

@Suite("Content keys")
struct ContentKeyTests {
    @Test("they have 32 bytes, and no two are alike")
    func generated() throws {
        let one = try ContentKey.generate()
        let other = try ContentKey.generate()
        #expect(one.bytes.count == 32)
        #expect(one.bytes.copyOfPublicBytes() != other.bytes.copyOfPublicBytes())
    }

    @Test("a copy is the same key, and is there when the first is gone")
    func copy() throws {
        let one = try ContentKey.generate()
        let bytes = one.bytes.copyOfPublicBytes()
        let copy = try one.copy()
        _ = consume one
        #expect(copy.bytes.copyOfPublicBytes() == bytes)
    }
}
