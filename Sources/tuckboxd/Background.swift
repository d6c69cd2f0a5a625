import Synchronization
import SystemFiles

/// Work that may have to wait for a medium, away from the thread that answers everybody. Results are taken from `results` once `number` can be read.
final class Background: Sendable {
    struct Result: Sendable {
        /// Whose: a stick may have gone meanwhile, and another come to its place.
        let insertion: UInt64
        let outcome: Outcome
    }

    enum Outcome: Sendable {
        case opened(OpenedStick)
        /// It could not be mounted; or cannot as long as somebody uses it as it was.
        case failed(FileError)
        case busy
        /// It has no place any more; busy: it still has.
        case unmounted(isBusy: Bool)
        case closed(isBusy: Bool)
        case frozen(isBusy: Bool)
    }

    private let waiting = Mutex<[Result]>([])
    private let reading: Descriptor
    private let writing: Descriptor

    init() throws {
        let (first, second) = try Channel.pipe()
        reading = try Descriptor.inherited(first.number, name: "pipe").duplicate()
        writing = try Descriptor.inherited(second.number, name: "pipe").duplicate()
    }

    var number: Int32 { reading.numberForPrograms }

    func run(_ insertion: UInt64, _ work: @escaping @Sendable () -> Outcome) {
        let isStarted = DetachedThread.run { [self] in finish(insertion, work()) }
        if !isStarted { finish(insertion, .failed(FileError(.mount, Path("thread"), code: 11))) }
    }

    private func finish(_ insertion: UInt64, _ outcome: Outcome) {
        waiting.withLock { $0.append(Result(insertion: insertion, outcome: outcome)) }
        // A full pipe is as good a wake-up as one more byte.
        try? writing.write([0])
    }

    func results() -> [Result] {
        _ = try? Channel(reading.lent()).read(4096)
        return waiting.withLock { results in
            defer { results = [] }
            return results
        }
    }
}
