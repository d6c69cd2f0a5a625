import ArgumentParser
import GuardControl
import SystemFiles

/// The connection to the guard.
struct GuardOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Where the guard listens.", visibility: .hidden))
    var socket = "/run/tuckbox/guard.sock"

    /// Nil if no guard listens there.
    func connect() -> GuardLink? { (try? LocalConnection.connect(Path(argument: socket))).map { GuardLink($0) } }

    /// Asks for something to be done, and throws why it is not.
    func ask(_ request: Request) throws {
        guard let link = connect() else {
            guard GuardPackage.isInstalled else {
                throw Failure(.failed, message: "there is no guard on this computer, so nothing can be asked of it", hint: GuardPackage.howToInstall)
            }
            throw Failure(
                .failed, message: "the guard is not running, so nothing can be asked of it",
                hint: "'sudo systemctl start tuckboxd' starts it; 'tuckbox guard status' says what protects this computer now")
        }
        try link.send(request)
        while let message = try link.next() {
            switch message {
            case .done: return
            case .failed(let failed): throw GuardWording.failure(failed.code, request)
            default: continue
            }
        }
        throw Failure(.failed, message: "the guard ended before it answered", hint: "'journalctl -u tuckboxd' may say why")
    }
}

/// A conversation with the guard.
final class GuardLink {
    private let connection: LocalConnection
    private var splitter = LineSplitter(limit: Message.limit)
    private var lines: [[UInt8]] = []

    init(_ connection: LocalConnection) { self.connection = connection }

    func send(_ request: Request) throws {
        var rest = (request.line() + [0x0a])[...]
        while !rest.isEmpty {
            guard let sent = connection.send(rest) else { throw Failure(.failed, message: "the guard hung up") }
            rest = rest.dropFirst(sent)
        }
    }

    /// The next message; nil at the end. Waits for it.
    func next() throws -> Message? {
        while lines.isEmpty {
            try Interruption.check()
            guard case .bytes(let bytes) = connection.receive(1 << 16) else { return nil }
            do { lines = try splitter.take(bytes).reversed() } catch { throw Self.strange }
        }
        guard let line = lines.popLast() else { return nil }
        do { return try Message(line: line) } catch { throw Self.strange }
    }

    private static let strange = Failure(
        .tooNew, message: "the guard says something that this tuckbox does not understand", hint: "install the same version of both")

    /// Everything that it says of now.
    func status() throws -> (guardState: Message.GuardState, sticks: [Message.StickState])? {
        try send(Request(.status))
        var (state, sticks): (Message.GuardState?, [Message.StickState]) = (nil, [])
        while let message = try next() {
            switch message {
            case .guardState(let said): state = said
            case .stick(let stick): sticks.append(stick)
            case .done: return state.map { ($0, sticks) }
            default: continue
            }
        }
        return nil
    }
}
