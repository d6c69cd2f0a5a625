internal import Glibc
import SeededGenerator
import SystemFiles
import Testing

@testable import WriteGate

@Suite struct StageTests {
    /// - Parameter memory: bytes; less than a small one takes has it go to the disk in between.
    @Test(
        "whatever is written around the size where it becomes a file, it reads, copies and is handed on as an array would",
        arguments: [1 << 20, 70_000, 20_000])
    func likeAnArray(memory: UInt64) throws {
        var numbers = SeededGenerator("stages of \(memory) bytes")
        let budget = StagingBudget(StagingLimits(memory: memory, total: 1 << 22, folder: Path("/tmp")))
        for _ in 0..<60 {
            let stage = Stage(budget)
            var wanted: [UInt8] = []
            for _ in 0..<Int.random(in: 1...12, using: &numbers) {
                let place = Int.random(in: 0...Int.random(in: 1...140_000, using: &numbers), using: &numbers)
                if Bool.random(using: &numbers) {
                    let piece = [UInt8](repeating: .random(in: 1...255, using: &numbers), count: Int.random(in: 0...40_000, using: &numbers))
                    try unsafe piece.withUnsafeBytes { try unsafe stage.write($0, at: UInt64(place)) }
                    // As with write(2), no bytes behind the end do not make a file longer.
                    if !piece.isEmpty {
                        wanted += repeatElement(0, count: max(0, place + piece.count - wanted.count))
                        wanted.replaceSubrange(place..<place + piece.count, with: piece)
                    }
                } else {
                    try stage.truncate(to: UInt64(place))
                    wanted = Array(wanted.prefix(place)) + repeatElement(0, count: max(0, place - wanted.count))
                }
                #expect(stage.size == wanted.count)
            }
            let whole = stage.bytes
            #expect(whole == nil || whole == wanted)
            let copy = try budget.makeFile(onDisk: false)
            try stage.copy(to: copy) { _ in }
            let copied = try unsafe read(wanted.count + 10) { try unsafe copy.read(into: $0, at: 0) }
            let staged = try unsafe read(wanted.count + 10) { try unsafe stage.read(into: $0, at: 0) }
            #expect(copied == wanted && staged == wanted)
            #expect(try stage.readOnly().bytes(count: wanted.count + 10, at: 0) == wanted)
            #expect(stage.bytes == nil && stage.size == wanted.count)
        }
        // All of it has been given back.
        #expect(budget.take(memory, onDisk: false))
        #expect(budget.take((1 << 22) - memory, onDisk: true))
    }

    @Test("bytes that wait in memory count, also those of small files")
    func counted() throws {
        let budget = StagingBudget(StagingLimits(memory: 10_000, total: 10_000, folder: Path("/tmp")))
        let (first, second) = (Stage(budget), Stage(budget))
        let piece = [UInt8](repeating: 7, count: 6000)
        try unsafe piece.withUnsafeBytes { try unsafe first.write($0, at: 0) }
        #expect(throws: Errno.full) { try unsafe piece.withUnsafeBytes { try unsafe second.write($0, at: 0) } }
        #expect(first.bytes == piece)
    }

    private func read(_ count: Int, _ body: (UnsafeMutableRawBufferPointer) throws -> Int) throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: count)
        let got = try unsafe buffer.withUnsafeMutableBytes { try unsafe body($0) }
        return Array(buffer.prefix(got))
    }
}
