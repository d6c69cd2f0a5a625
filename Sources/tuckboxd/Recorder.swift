import AuditTrail
import DeviceWatch
import MediaGuard
import SystemFiles

/// The computer's record of sticks. What is on them is counted, never named.
struct Recorder {
    private let trail: Trail
    /// Sticks on which nothing can be written or read anyway are put on record only so often: plugging one in and out costs nothing.
    private var allowance = 60.0
    private var refilled = bootTime()

    init(_ folder: Path) { trail = Trail(folder, version: Release.version) }

    /// Announces a scan.
    mutating func begin(_ stick: Stick, _ policy: PolicySource) throws -> UInt64 {
        try append(entry(stick, .intent), policy)
    }

    /// What was decided.
    mutating func decided(_ stick: Stick, _ policy: PolicySource) throws {
        let decision = stick.decision
        if [.noFileSystem, .unsupportedFileSystem].contains(decision.reason), !takeAllowance() { return }
        var entry = entry(stick, .outcome)
        (entry.intent, entry.access, entry.reason) = (stick.intent, decision.access.rawValue, decision.reason.rawValue)
        if let survey = stick.facts.survey {
            let counts = survey.counts
            (entry.files, entry.vaults, entry.protectedFiles) = (counts.files, counts.vaults, counts.protected)
            (entry.encryptedFiles, entry.unexaminedFiles) = (counts.encrypted, counts.notExamined + counts.resisted)
            (entry.people, entry.categories) = (counts.people, survey.categories)
        }
        let isIncident = decision.reason == .protectedData
        (entry.status, entry.code) = isIncident ? (21, "protected_data_found") : decision.access.isWritable ? (0, "done") : (20, "refused_by_policy")
        _ = try append(entry, policy)
    }

    /// Files that the gate did not let through.
    mutating func refused(_ stick: Stick, _ tally: RefusalTally, _ policy: PolicySource) throws {
        var entry = entry(stick, .outcome, "guard refuse")
        (entry.failed, entry.people, entry.categories) = (tally.files, tally.people, tally.categories.sorted())
        (entry.status, entry.code) = (20, "refused_by_policy")
        _ = try append(entry, policy)
    }

    /// What an administrator wants.
    mutating func wished(_ stick: Stick, _ verb: String, by user: UInt32, seconds: Int?, writing: Bool, _ policy: PolicySource) throws {
        var entry = entry(stick, .outcome, verb)
        (entry.by, entry.seconds) = (UInt64(user), seconds.map { UInt64(clamping: $0) })
        entry.access = seconds == nil ? Access.shut.rawValue : writing ? Access.unjudged.rawValue : Access.readOnly.rawValue
        (entry.status, entry.code) = (0, "done")
        _ = try append(entry, policy)
    }

    private func entry(_ stick: Stick, _ phase: TrailEntry.Phase, _ verb: String = "guard") -> TrailEntry {
        var entry = TrailEntry(verb: verb, phase)
        let device = stick.device
        entry.device = device.identity.text
        entry.medium = MediumIdentity(
            isRemovable: true, serial: device.usb?.serial.map { escapedForDisplay(Array($0.utf8.prefix(128))) },
            fileSystem: device.fileSystem?.uuid.map { escapedForDisplay(Array($0.utf8.prefix(128))) })
        return entry
    }

    private func append(_ entry: TrailEntry, _ policy: PolicySource) throws -> UInt64 {
        let receipt = try trail.append([entry], policy: policy.digest)
        let (targets, digest) = (policy.forwardTargets, policy.digest)
        // A computer that does not answer is waited for elsewhere.
        if !targets.isEmpty { _ = DetachedThread.run { [trail] in trail.forward(to: targets, policy: digest) } }
        return receipt.number
    }

    private mutating func takeAllowance() -> Bool {
        let now = bootTime()
        allowance = min(60, allowance + Double(now - refilled) / 1000)
        refilled = now
        guard allowance >= 1 else { return false }
        allowance -= 1
        return true
    }
}
