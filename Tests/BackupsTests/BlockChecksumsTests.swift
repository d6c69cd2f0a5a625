import CryptoCore
import SeededGenerator
import Testing

@testable import Backups

@Suite("Checksums of a file's blocks")
struct BlockChecksumsTests {
    @Test("are those of its bytes, in whatever pieces they come")
    func pieces() {
        var generator = SeededGenerator("pieces of a file")
        let bytes = generator.bytes(3 * BlockChecksums.blockSize + 12345)
        let checksums = BlockChecksums()
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + Int(generator.next() % 900_000))
            checksums.add(bytes.span.extracting(start..<end))
            start = end
        }
        #expect(checksums.size == UInt64(bytes.count))
        for block in 0...3 {
            let end = min(bytes.count, (block + 1) * BlockChecksums.blockSize)
            #expect(checksums[block] == crc32c(bytes.span.extracting(block * BlockChecksums.blockSize..<end)))
        }
        #expect(checksums[4] == nil)
    }

    @Test("end with a block that is just full")
    func full() {
        let checksums = BlockChecksums()
        let bytes = [UInt8](repeating: 7, count: 2 * BlockChecksums.blockSize)
        checksums.add(bytes.span)
        #expect(checksums.size == UInt64(bytes.count))
        #expect(checksums[0] == checksums[1])
        #expect(checksums[2] == nil)
    }

    @Test("are none of an empty file")
    func empty() {
        let checksums = BlockChecksums()
        let nothing: [UInt8] = []
        checksums.add(nothing.span)
        #expect(checksums.size == 0)
        #expect(checksums[0] == nil)
    }
}
