internal import Glibc
import Synchronization
import SystemFiles
import Testing

@Suite struct PatienceTests {
    @Test("a deadline holds also against a helper that never stops talking", .timeLimit(.minutes(1)))
    func deadline() throws {
        let (ours, theirs) = try Channel.sockets()
        let isOver = Mutex(false)
        // The thread's own: it may go on for a moment when all else is over.
        let number = dup(theirs.number)
        let packet: [UInt8] = [1, 0, 0, 0, 0x41]
        #expect(
            DetachedThread.run {
                let channel = Channel(Descriptor.inherited(number, name: "helper"))
                let many = Array(repeatElement(packet, count: 1000).joined())
                while !isOver.withLock({ $0 }), (try? channel.send(many)) != nil {}
                close(number)
            })
        let reader = PacketReader(ours, limit: 16)
        let deadline = MonotonicTime.now.adding(milliseconds: 200)
        let latest = deadline.adding(milliseconds: 3000)
        var timedOut = false
        while MonotonicTime.now.milliseconds < latest.milliseconds, !timedOut {
            do { _ = try reader.next(.until(deadline)) } catch is PacketReader.TimedOut { timedOut = true }
        }
        isOver.withLock { $0 = true }
        withExtendedLifetime(theirs) {}
        #expect(timedOut)
    }
}
