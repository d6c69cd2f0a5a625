internal import Dispatch
import GateMessages
import Synchronization
import SystemFiles
import WriteGate

/// The socket to the broker.
final class BrokerChannel: Sendable {
    private struct Ends: @unchecked Sendable { let channel: Channel }

    private let ends: Ends
    /// Held while a line is sent.
    private let turn = Mutex<Void>(())
    private let queue = DispatchQueue(label: "broker")

    init(_ socket: consuming Descriptor) { ends = Ends(channel: Channel(socket)) }

    /// A broker that does not hear is gone, which `listen` finds out.
    func send(_ message: GateMessage) {
        turn.withLock { _ in try? ends.channel.send(message.line.bytes) }
    }

    /// Does what the broker says, on a thread of its own. Without a broker nobody is to write anything: the gate ends.
    func listen(_ gate: Gate, _ session: GateSession) {
        queue.async {
            var line: [UInt8] = []
            while let bytes = try? self.ends.channel.receive(4096), !bytes.isEmpty, line.count < MessageLine.limit {
                for byte in bytes {
                    if byte == 0x0a {
                        self.obey(line, gate)
                        line = []
                    } else {
                        line.append(byte)
                    }
                }
            }
            gate.becomeReadOnly()
            session.stop()
        }
    }

    private func obey(_ line: [UInt8], _ gate: Gate) {
        switch MessageLine(line).flatMap(BrokerMessage.init) {
        case .readOnly: gate.becomeReadOnly()
        case .finish: send(.finished(lost: gate.finish()))
        case nil: break
        }
    }
}
