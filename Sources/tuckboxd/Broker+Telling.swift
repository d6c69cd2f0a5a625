import DeviceWatch
import GateMessages
import GuardControl
import MediaGuard
import Policy
import SystemFiles

/// What is said to those who ask and listen.
extension Broker {
    /// Tells of a stick if there is something new about it.
    func tell(_ stick: Stick) {
        let place = stick.held.isMounted ? stick.opened?.place : nil
        let now = Stick.Told(
            access: stick.decision.access, reason: stick.decision.reason, place: place, protected: stick.facts.survey?.counts.protected ?? 0)
        guard stick.told != now else { return }
        if stick.told?.access != now.access || stick.told?.reason != now.reason {
            Log.note(
                "\(stick.name) (\(escapedForDisplay(Array(stick.device.identity.text.utf8)))): \(now.access.rawValue), because: \(now.reason.rawValue)"
            )
        }
        stick.told = now
        for client in clients where client.isListening { client.send(.stick(state(of: stick, for: client))) }
    }

    /// To everybody what happened, and to who did it with which file.
    func tellOfFile(_ file: GateMessage.FileFacts, _ message: (String?) -> Message) {
        for client in clients where client.isListening {
            client.send(message(client.user == file.user ? escapedForDisplay(file.path) : nil))
        }
    }

    func answerStatus(_ client: Client) {
        client.send(.guardState(Message.GuardState(version: Release.version, shortfalls: shortfalls, policy: policy.state)))
        for stick in sticks.values.sorted(by: { $0.name < $1.name }) { client.send(.stick(state(of: stick, for: client))) }
        client.send(.done)
    }

    private var shortfalls: [String] {
        var found = StaticFloor.shortfalls
        if policy.state == "unusable" { found.append("policy_unusable") }
        for name in ["tuckbox-gate", "tuckbox-survey", "tuckbox-scan"] where DaemonOptions.program(name) == nil { found.append("program_missing") }
        if sticks.values.contains(where: { $0.facts.fault == .recordUnavailable }) { found.append("record_unavailable") }
        if sticks.values.contains(where: { !$0.device.isShutByRules }) { found.append("floor_missing") }
        return Array(Set(found)).sorted()
    }

    private func state(of stick: Stick, for client: Client) -> Message.StickState {
        var state = Message.StickState(device: stick.name, access: stick.decision.access.rawValue, reason: stick.decision.reason.rawValue)
        let device = stick.device
        (state.identity, state.isUnique) = (escapedForDisplay(Array(device.identity.text.utf8)), device.identity.isUnique)
        state.name = escapedForDisplay(Array([device.vendor, device.model].compactMap { $0 }.joined(separator: " ").utf8))
        state.fileSystem = device.fileSystem.map { escapedForDisplay(Array($0.type.utf8)) }
        if stick.held.isMounted, let place = stick.opened?.place { (state.place, state.user) = (place.display, stick.user) }
        if case .allowed(_, let until) = stick.facts.wish { state.secondsLeft = max(0, until - bootTime() / 1000) }
        // What is on it is nobody's business but who has it and who looks after it.
        guard client.user == stick.user || isAdministrator(client), let survey = stick.facts.survey else { return state }
        let counts = survey.counts
        state.counts = Message.Counts(
            vaults: counts.vaults, protected: counts.protected, encrypted: counts.encrypted, notExamined: counts.notExamined + counts.resisted,
            clean: counts.clean, people: counts.people)
        state.categories = survey.categories
        return state
    }

    func isAdministrator(_ client: Client) -> Bool { client.isAdministrator(policy.sticks?.administratorGroups ?? []) }
}
