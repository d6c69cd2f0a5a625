import CryptoCore
import ScratchFolder
import Synchronization
import SystemFiles
import Testing

@testable import Backups

@Suite("Work on a thread behind")
struct WorkBehindTests {
    private struct Broken: Error, Equatable { let number: Int }

    @Test("is done in order, all of it before the end")
    func order() throws {
        let done = Mutex<[Int]>([])
        let behind = WorkBehind(ahead: 3)
        for number in 0..<1000 { try behind.run { done.withLock { $0.append(number) } } }
        try behind.finish()
        #expect(done.withLock { $0 } == Array(0..<1000))
    }

    @Test("stops at what fails, and says so even if nothing comes after it")
    func failure() throws {
        let done = Mutex<[Int]>([])
        let behind = WorkBehind(ahead: 2)
        #expect(throws: Broken(number: 3)) {
            for number in 0..<1000 {
                try behind.run {
                    if number == 3 { throw Broken(number: 3) }
                    done.withLock { $0.append(number) }
                }
            }
            try behind.finish()
        }
        #expect(done.withLock { $0 } == [0, 1, 2])
        #expect(throws: Broken(number: 3)) { try behind.finish() }
    }

    @Test("has ended when whoever asked for it lets go of it half-way")
    func letGo() throws {
        let done = Mutex(0)
        do {
            let behind = WorkBehind(ahead: 8)
            for _ in 0..<8 {
                try behind.run {
                    var sum: UInt64 = 0
                    for number in 0..<200_000 as Range<UInt64> { sum &+= number &* number }
                    done.withLock { $0 += sum == 0 ? 0 : 1 }
                }
            }
        }
        #expect(done.withLock { $0 } == 8)
    }

    @Test("gives the SHA-256 of a file of many blocks, and passes on the same bytes", arguments: [0, 1, (1 << 20) - 1, 1 << 20, (9 << 20) + 5])
    func digest(size: Int) throws {
        let scratch = try Scratch()
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7 ^ $0 >> 9) }
        try scratch.write(bytes, to: "file")
        var passed: [UInt8] = []
        let found = try FileDigest.passing(Descriptor.open(scratch("file"), .read)) { span in
            for i in span.indices { passed.append(span[i]) }
        }
        let whole = try StreamingDigest()
        whole.update(bytes.span)
        #expect(try found.sha256 == whole.finish())
        #expect(found.size == UInt64(size) && passed == bytes)
    }
}
