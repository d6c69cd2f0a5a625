import GuardControl
import MediaGuard
import SystemFiles

/// The program that looks at what is on one stick.
final class SurveyProcess {
    private let process: ChildProcess
    private let channel: Channel
    private var splitter = LineSplitter(limit: SurveyLine.limit)
    private var last = SurveyLine()
    /// By `bootTime`.
    let deadline: Int64

    /// - Parameter root: of a mount through which nothing can be written.
    init(_ root: borrowing DetachedMount, as account: Account, minutes: Int) throws {
        guard let program = DaemonOptions.program("tuckbox-survey") else { throw FileError(.open, Path("tuckbox-survey"), code: 2) }
        (process, channel) = try Self.start(program, root.root, account)
        deadline = bootTime() + Int64(minutes) * 60_000
    }

    /// Apart, so that our copy of its end of the socket is closed, and its death is the end of ours.
    private static func start(_ program: Path, _ root: borrowing Descriptor, _ account: Account) throws -> (ChildProcess, Channel) {
        let (ours, theirs) = try Channel.sockets()
        let null = try Descriptor.open(Path("/dev/null"), .readWrite)
        let nothing = null.numberForPrograms
        let process = try ChildProcess(
            program, [String(account.user), String(account.group)], descriptors: [nothing, nothing, 2, root.numberForPrograms, theirs.number],
            leadingGroup: true)
        withExtendedLifetime(theirs) {}
        return (process, ours)
    }

    var number: Int32 { channel.number }

    enum News: Equatable {
        case nothing
        /// So far.
        case counts(SurveyResult)
        case ended(SurveyResult)
    }

    /// What has come; call it when there is something to read.
    func read() -> News {
        guard let bytes = try? channel.receive(4096), !bytes.isEmpty, let lines = try? splitter.take(bytes) else { return .ended(result(.failed)) }
        var news = News.nothing
        for line in lines {
            guard let report = try? SurveyLine(line: line) else { return .ended(result(.failed)) }
            last = report
            guard let end = report.end else {
                // Not an end yet: as far as it is known, the rest may be anything.
                news = .counts(result(.failed))
                continue
            }
            return .ended(result(SurveyEnd(end)))
        }
        return news
    }

    /// What is known when its time is over.
    func giveUp() -> SurveyResult {
        kill()
        return result(.timeLimit)
    }

    func kill() { process.kill(within: Broker.killTime) }

    private func result(_ end: SurveyEnd) -> SurveyResult {
        var counts = SurveyCounts()
        (counts.vaults, counts.protected, counts.encrypted, counts.clean) = (last.vaults, last.protected, last.encrypted, last.clean)
        (counts.notExamined, counts.resisted, counts.people) = (last.notExamined, last.resisted, last.people)
        return SurveyResult(counts: counts, end: end, categories: last.categories)
    }
}

extension SurveyEnd {
    init(_ end: SurveyLine.End) {
        self =
            switch end {
            case .whole: .whole
            case .readFault: .readFault
            case .tooMuch: .tooMuch
            case .failed: .failed
            }
    }
}
