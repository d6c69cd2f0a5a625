import DeviceWatch
import MediaGuard
import SystemFiles

/// A disk or partition that the guard keeps, as long as it is plugged in.
final class Stick {
    /// Tells it from what was in the same port before.
    let insertion: UInt64
    var device: BlockDevice
    var facts: MediaGuard.Facts
    var decision = Decision(.shut, .beingScanned)

    var opened: OpenedStick?
    /// The gate's worker may write no more, although it could.
    var isFrozen = false
    /// The medium itself could not be made read-only yet: something was still written to it.
    var isHalfFrozen = false
    var worker: GateWorker?
    var survey: SurveyProcess?
    /// Scans that did not even begin.
    var failedStarts = 0
    /// Something is being done about it elsewhere, and will be heard of.
    var isWorking = false
    /// The gate was told to finish; by `bootTime`, when it will not be waited for any longer.
    var finishing: Int64?
    /// By `bootTime`: when something that was busy is tried again.
    var retry: Int64?
    /// Who is to be told that it can be unplugged, or that it is in use.
    var ejecting: [Client] = []
    /// Whom it is mounted for; nil: everybody.
    var user: UInt32?

    /// Number of the entry that announced the scan.
    var intent: UInt64?
    var recorded: Decision?
    var told: Stick.Told?
    /// Refused files that are not on record yet.
    var refusals = RefusalTally()

    init(_ insertion: UInt64, _ device: BlockDevice, now: Int64) {
        (self.insertion, self.device) = (insertion, device)
        facts = MediaGuard.Facts(identity: device.identity.text, content: Self.content(device), now: now)
    }

    static func content(_ device: BlockDevice) -> MediumContent { MediumContent(type: device.fileSystem?.type, usage: device.fileSystem?.usage) }

    var node: Path? { device.node.map { Path($0) } }
    /// `sdb1`.
    var name: String { device.node.map { String($0.split(separator: "/").last ?? "") } ?? "" }
    var diskPath: String? { if case .partition(let disk) = device.kind { disk } else { nil } }

    /// As people can use it now.
    var held: Access {
        guard let opened else { return .shut }
        return isFrozen && opened.access == .gate ? .readOnly : opened.access
    }

    /// What was said about it last, so that nobody hears the same twice.
    struct Told: Equatable {
        let access: Access
        let reason: Reason
        let place: Path?
        let protected: UInt64
    }

    /// Ends the programs that work on it.
    func killPrograms() {
        worker?.kill()
        survey?.kill()
        (worker, survey) = (nil, nil)
    }
}

/// Refused files since the last entry about them: many may be refused in a second, and the record is for people.
struct RefusalTally {
    static let interval: Int64 = 10_000

    private(set) var files: UInt64 = 0
    private(set) var people: UInt64 = 0
    private(set) var categories: Set<String> = []
    /// By `bootTime`: when they are put on record.
    private(set) var due: Int64?

    mutating func add(categories: [String], people: Int, now: Int64) {
        files += 1
        self.people = self.people.addingReportingOverflow(UInt64(clamping: people)).partialValue
        self.categories.formUnion(categories.prefix(16))
        if due == nil { due = now + Self.interval }
    }
}
