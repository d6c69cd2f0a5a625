import GuardControl
import SystemFiles

/// Somebody who talks to the guard.
final class Client {
    /// Bytes that wait for a listener at most: one who does not listen is let go.
    private static let backlog = 1 << 18

    private let connection: LocalConnection
    private var splitter = LineSplitter(limit: Request.limit)
    private var outgoing: [UInt8] = []
    var isListening = false
    private(set) var isGone = false

    let user: UInt32
    private let peer: LocalConnection.Peer

    /// Nil if the kernel does not say who it is.
    init?(_ connection: LocalConnection) {
        guard let peer = connection.peer else { return nil }
        (self.connection, self.peer, user) = (connection, peer, peer.user)
    }

    var number: Int32 { connection.number }
    var hasToSend: Bool { !outgoing.isEmpty }

    /// - Parameter groups: whose members may do what root may.
    func isAdministrator(_ groups: [String]) -> Bool { user == 0 || groups.contains { peer.isMember(of: $0) } }

    /// The requests that have come; nil in the place of what is none.
    func read() -> [Request?] {
        switch connection.receive(Request.limit) {
        case .nothingYet: return []
        case .end:
            isGone = true
            return []
        case .bytes(let bytes):
            guard let lines = try? splitter.take(bytes) else {
                // Where the next line begins nobody knows.
                isGone = true
                return []
            }
            return lines.map { try? Request(line: $0) }
        }
    }

    func send(_ message: Message) {
        guard !isGone else { return }
        outgoing += message.line() + [0x0a]
        flush()
        if outgoing.count > Self.backlog { isGone = true }
    }

    func flush() {
        while !outgoing.isEmpty, !isGone {
            guard let sent = connection.send(outgoing[...]) else {
                isGone = true
                return
            }
            if sent == 0 { return }
            outgoing.removeFirst(sent)
        }
    }
}
