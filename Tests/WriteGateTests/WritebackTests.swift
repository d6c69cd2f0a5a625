internal import Dispatch
internal import Glibc
import SystemFiles
import Testing

@testable import WriteGate

@Suite struct WritebackTests {
    private final class Watched: @unchecked Sendable { weak var file: OpenFile? }

    @Test("whoever asks when, every file is begun with and let go: nobody waits for a thread that has ended")
    func everyFile() throws {
        let writeback = Writeback()
        let budget = StagingBudget(StagingLimits(folder: Path("/tmp")))
        for _ in 0..<20 {
            let watched = (0..<16).map { _ in Watched() }
            DispatchQueue.concurrentPerform(iterations: watched.count) { number in
                guard let file = try? budget.makeFile(onDisk: true), (try? file.truncate(to: 2 << 20)) != nil else { return }
                watched[number].file = file
                for start in 0..<2 { writeback.begin(file, start << 20..<(start + 1) << 20) }
            }
            let end = MonotonicTime.now.adding(milliseconds: 60_000)
            while watched.contains(where: { $0.file != nil }), MonotonicTime.now.milliseconds < end.milliseconds { usleep(1000) }
            #expect(watched.allSatisfy { $0.file == nil })
        }
    }

    @Test("small files are begun with together once there are enough, and fewer are let go")
    func gathered() throws {
        let writeback = Writeback()
        let budget = StagingBudget(StagingLimits(folder: Path("/tmp")))
        let watched = (0..<100).map { _ in Watched() }
        var firsts: [Int] = []
        for (number, one) in watched.enumerated() {
            let file = try budget.makeFile(onDisk: true)
            one.file = file
            if writeback.gather(file, 100) { firsts.append(number) }
        }
        #expect(firsts == [0, 64])
        let end = MonotonicTime.now.adding(milliseconds: 60_000)
        while watched[..<64].contains(where: { $0.file != nil }), MonotonicTime.now.milliseconds < end.milliseconds { usleep(1000) }
        #expect(watched[..<64].allSatisfy { $0.file == nil } && watched[64...].allSatisfy { $0.file != nil })
        writeback.letGo()
        #expect(watched.allSatisfy { $0.file == nil })
    }
}
