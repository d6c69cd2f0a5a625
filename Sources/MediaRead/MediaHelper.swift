internal import Glibc
import SystemFiles

/// One helper process with a medium, from its start to its end.
final class MediaHelper {
    private let process: ChildProcess
    private let channel: MediaChannel
    let landlockVersion: Int

    private static let startTime: Int64 = 20_000

    /// Starts one and waits until it is in its sandbox.
    init(_ program: Path, _ source: MediumSource) throws {
        (process, channel) = try Self.start(program)
        guard case .ready(let version, _) = try channel.receive(MediaReport.self, silence: Self.startTime) else { throw MalformedMessage() }
        landlockVersion = Int(version)
        for piece in source.pieces { try channel.send(MediaRequest.piece(size: piece.size), with: piece.descriptor) }
    }

    /// Apart, so that our copy of its end of the socket is closed, and its death is the end of ours.
    private static func start(_ program: Path) throws -> (ChildProcess, MediaChannel) {
        let (ours, theirs) = try Channel.sockets()
        let null = try Descriptor.open(Path("/dev/null"), .readWrite)
        let nothing = null.numberForPrograms
        let process = try withExtendedLifetime(theirs) {
            try ChildProcess(program, [], environment: ["TZ=UTC"], descriptors: [nothing, nothing, nothing, theirs.number], leadingGroup: true)
        }
        return (process, MediaChannel(ours))
    }

    /// Sends requests, of which the last one is answered.
    /// - Returns: nil if the answer is whole.
    /// - Throws: `Died` if it did; what `take` throws.
    func ask(_ requests: [MediaRequest], silence: Int64, _ take: (MediaReport) throws -> Void) throws -> MediaShortfall? {
        for request in requests { try channel.send(request) }
        while let report = try channel.receive(MediaReport.self, silence: silence) {
            switch report {
            case .working: continue
            case .finished(let shortfall): return shortfall
            default: try take(report)
            }
        }
        throw Died()
    }

    struct Died: Error {}

    /// Why there is no more to be had from it; it is gone then.
    func end() -> MediaShortfall {
        process.kill()
        // It had used more processor time than it got on with.
        return process.wait() == .killed(signal: SIGXCPU) ? .timeLimit : .helperFailed
    }
}
