import GuardControl
import SystemFiles

/// Listens to the guard until the session ends; when the guard is gone, says so once and looks for it again.
struct Session {
    /// Milliseconds between two looks for a guard that is not there.
    private static let pauseTime: UInt32 = 10_000

    private let socket: Path
    private let desktop: Desktop
    private var hasWarned = false
    private var places: [String: String] = [:]

    init(_ socket: Path, _ desktop: Desktop) { (self.socket, self.desktop) = (socket, desktop) }

    mutating func run() {
        while !Interruption.isRequested {
            if let connection = try? LocalConnection.connect(socket) { listen(connection) }
            if Interruption.isRequested { return }
            warn("it is not running; memory sticks stay shut, or may be open if it was removed")
            pause(milliseconds: Self.pauseTime)
        }
    }

    private mutating func listen(_ connection: LocalConnection) {
        let request = Request(.listen).line() + [0x0a]
        guard connection.send(request[...]) == request.count else { return }
        var splitter = LineSplitter(limit: Message.limit)
        while !Interruption.isRequested {
            let ready = Polling.wait(([connection.number] + desktop.answers).map { ($0, false) })
            if ready.contains(where: { $0 > 0 }) { desktop.takeAnswers() }
            guard ready.contains(0) else { continue }
            guard case .bytes(let bytes) = connection.receive(1 << 16) else { return }
            guard let lines = try? splitter.take(bytes) else { return }
            for line in lines { if let message = try? Message(line: line) { tell(message) } }
        }
    }

    private mutating func tell(_ message: Message) {
        switch message {
        case .guardState(let state):
            if state.isProtecting { hasWarned = false } else { warn("not all of it is in place; 'tuckbox guard status' says what is missing") }
        case .stick(let stick): tell(stick)
        case .gone(let device): places[device] = nil
        case .refused(let file):
            // Without a path it was somebody else's file.
            guard let path = file.path else { return }
            desktop.show(NoticeText.refused(file, path), action: NoticeText.savingAction(file.reason, places[file.device]))
        case .saved(_, let path?): desktop.show(NoticeText.saved(path))
        case .notWritten(_, let error): desktop.show(NoticeText.notWritten(error))
        case .saved, .done, .failed: return
        }
    }

    private mutating func tell(_ stick: Message.StickState) {
        let isMine = stick.user == nil || stick.user == CurrentUser.identifier
        places[stick.device] = isMine ? stick.place : nil
        guard isMine, let text = NoticeText.stick(stick) else { return }
        desktop.show(text)
    }

    /// Once for each time that it goes.
    private mutating func warn(_ why: String) {
        if !hasWarned { desktop.show(NoticeText(summary: "Memory sticks are not protected", body: "Tuckbox's guard: \(why).", isUrgent: true)) }
        hasWarned = true
    }
}
