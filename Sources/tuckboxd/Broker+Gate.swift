import GateMessages
import GuardControl
import MediaGuard
import SystemFiles

/// What the gates say.
extension Broker {
    func hear(from stick: Stick) {
        guard let messages = stick.worker?.read() else { return gateDied(stick) }
        let device = stick.name
        for message in messages {
            switch message {
            case .ready: tell(stick)
            case .refused(let refusal, let file):
                stick.refusals.add(categories: refusal.categories, people: refusal.people, now: bootTime())
                var said = Message.RefusedFile(device: device, reason: refusal.reason.rawValue)
                (said.categories, said.people) = (refusal.categories, UInt64(clamping: refusal.people))
                tellOfFile(file) { path in
                    said.path = path
                    return .refused(said)
                }
            case .saved(let file): tellOfFile(file) { path in .saved(device: device, path: path) }
            case .notWritten(let error, let file): tellOfFile(file) { _ in .notWritten(device: device, error: error) }
            case .finished(let lost):
                if lost > 0 { Log.warn("\(device): \(lost) files were still being written to, and are not on it") }
                return close(stick)
            }
        }
    }

    private func gateDied(_ stick: Stick) {
        let ending = stick.worker?.kill() ?? nil
        stick.worker = nil
        if stick.finishing != nil { return close(stick) }
        Log.error("\(stick.name): the gate ended (\(ending.map { "\($0)" } ?? "it hangs")), so the stick is shut")
        stick.facts.fault = .gateFailed
        look(stick)
    }
}
