import AuditTrail
import CryptoCore
import Synchronization
import SystemFiles

/// The record of what the program is asked to do: an intent before, an outcome after. A verb calls `prepare` and `intend`, adds vaults as it
/// goes on, and however it ends `finish` writes the outcome, because every way out of the program leads through it.
final class ActionRecord: Sendable {
    private static let current = Mutex<ActionRecord?>(nil)

    private let verb: String
    private let trail: Trail
    private let rules: RecordRules
    private let content: Mutex<Content>

    private struct Content {
        /// Number of the entry.
        var intent: UInt64?
        /// Only where the policy takes that: `trail: best-effort`.
        var isUnrecorded = false
        var facts: TrailEntry
        var batch: VaultBatch
    }

    private init(_ verb: String, _ trail: Trail, _ rules: RecordRules) {
        (self.verb, self.trail, self.rules) = (verb, trail, rules)
        content = Mutex(Content(facts: TrailEntry(verb: verb, .outcome), batch: VaultBatch(verb)))
    }

    /// Writes nothing yet; but should the action fail before `intend`, that will be recorded.
    /// - Parameter policy: what the verb obeys; by default, what holds on this computer.
    @discardableResult
    static func prepare(_ verb: RecordedVerb, _ option: TrailOption, policy: PolicyInForce? = nil) throws -> ActionRecord {
        let record = ActionRecord(verb.rawValue, try option.writable(), policy.map { RecordRules($0) } ?? RecordRules.ofComputer())
        current.withLock { $0 = record }
        return record
    }

    /// Records what is about to be done; throws if that cannot be recorded, and then it must not be done.
    /// - Parameter common: whether the user wants to be told that the record has begun.
    func intend(_ common: CommonOptions, _ fill: (inout TrailEntry) -> Void = { _ in }) throws {
        var entry = TrailEntry(verb: verb, .intent)
        (entry.organisation, entry.scheme) = (rules.organisation, rules.scheme)
        fill(&entry)
        do {
            let receipt = try trail.append([entry], policy: rules.digest)
            content.withLock { content in
                content.intent = receipt.number
                (content.facts.vaultID, content.facts.label, content.facts.medium) = (entry.vaultID, entry.label, entry.medium)
            }
            tell(receipt, common)
        } catch {
            // Nothing was done, so there is no outcome.
            guard rules.isBestEffort else {
                Self.current.withLock { $0 = nil }
                throw Failure.unrecorded(error)
            }
            content.withLock { $0.isUnrecorded = true }
            Console.warn("there will be no record of this: \(Failure(error)?.message ?? "\(error)")")
        }
    }

    /// An action on one vault, of which only the header is known yet.
    func intend(_ header: Header, _ path: Path, _ common: CommonOptions) throws {
        try intend(common) { entry in
            (entry.vaultID, entry.label) = (header.fixed.vaultID, header.fixed.label)
            entry.medium = path == Path("-") ? nil : try? MediumIdentity(of: path.parent)
        }
    }

    private func tell(_ receipt: Trail.Receipt, _ common: CommonOptions) {
        if receipt.began {
            common.note("from now on tuckbox keeps a record of what is done with vaults, in \(quoted(trail.folder)); 'tuckbox log --help' says more")
        }
        if receipt.found.contains(where: { [.cut, .foreign].contains($0) }) {
            Console.warn("somebody has altered the record in \(quoted(trail.folder)); 'tuckbox log verify' says where")
        }
    }

    /// Something about the one vault, or about all of them.
    func note(_ fill: (inout TrailEntry) -> Void) { content.withLock { fill(&$0.facts) } }

    /// A vault was done, or failed; with many, every few hundred are recorded as an entry.
    func add(_ vault: VaultBatch.Vault) throws {
        let (entry, intent) = content.withLock { ($0.batch.add(vault), $0.isUnrecorded ? nil : $0.intent) }
        guard var entry, let intent else { return }
        entry.intent = intent
        do { try trail.append([entry], policy: rules.digest) } catch {
            guard rules.isBestEffort else { throw Failure.unrecorded(error) }
            Console.warn("part of this is not on record: \(Failure(error)?.message ?? "\(error)")")
        }
    }

    /// Records how it ended. What the program should exit with: another status only if the outcome cannot be recorded.
    static func finish(_ status: ExitStatus) -> ExitStatus {
        // First, so that nothing below can come back here.
        guard
            let record = current.withLock({ current in
                defer { current = nil }
                return current
            }), status != .usage
        else { return status }
        return record.end(status)
    }

    private func end(_ status: ExitStatus) -> ExitStatus {
        let (entries, isUnrecorded, isIntended) = content.withLock { content -> ([TrailEntry], Bool, Bool) in
            var outcome = content.facts
            outcome.intent = content.intent
            (outcome.status, outcome.code) = (status.rawValue, status.code)
            var entries = content.batch.end(into: &outcome)
            for index in entries.indices { entries[index].intent = content.intent }
            return (entries + [outcome], content.isUnrecorded, content.intent != nil)
        }
        if isUnrecorded { return status }
        do {
            try trail.append(entries, policy: rules.digest)
            if !rules.targets.isEmpty { trail.forward(to: rules.targets, policy: rules.digest) }
            return status
        } catch {
            let message = Failure(error)?.message ?? "\(error)"
            guard isIntended else {
                Console.warn("there is no record of this attempt: \(message)")
                return status
            }
            Console.warn("the record says that this was begun, and cannot be made to say how it ended: \(message)")
            return status == .done && !rules.isBestEffort ? .incomplete : status
        }
    }
}

extension ExitStatus {
    /// As the record has it.
    var code: String {
        switch self {
        case .done: "done"
        case .failed: "failed"
        case .incomplete: "incomplete"
        case .notAVault: "not_a_vault"
        case .busy: "busy"
        case .wrongKey: "wrong_key"
        case .damaged: "damaged"
        case .tooNew: "too_new"
        case .refusedByPolicy: "refused_by_policy"
        case .protectedDataFound: "protected_data_found"
        case .usage: "usage"
        case .interrupted: "interrupted"
        }
    }
}
