import DocumentText
import SystemFiles

/// One helper process, from its start to its end.
final class ScanHelper {
    private let process: ChildProcess
    private let frames: FrameChannel
    let protection: ScanProtection
    /// Documents that it has had.
    private(set) var documents = 0
    /// Whether it may have another one.
    private(set) var isFit = true

    /// Milliseconds; much, for a computer that is busy: without a helper a whole scan fails.
    private static let startTime: Int64 = 60_000

    /// Starts one and waits until it is in its sandbox.
    init(_ program: Path) throws {
        (process, frames) = try Self.start(program)
        guard case .ready(let version, let changedUser) = try frames.receive(until: .now.adding(milliseconds: Self.startTime)) else {
            throw Frame.Malformed.frame
        }
        protection = ScanProtection(landlockVersion: Int(version), changedUser: changedUser)
    }

    /// Apart, so that our copy of its end of the socket is closed, and its death is the end of ours.
    private static func start(_ program: Path) throws -> (ChildProcess, FrameChannel) {
        let (ours, theirs) = try Channel.sockets()
        let null = try Descriptor.open(Path("/dev/null"), .readWrite)
        let nothing = null.numberForPrograms
        let process = try withExtendedLifetime(theirs) {
            try ChildProcess(program, [], descriptors: [nothing, nothing, nothing, theirs.number], leadingGroup: true)
        }
        return (process, FrameChannel(ours))
    }

    /// Has it examine a document. Afterwards `isFit` says whether it can be used again.
    func examine(
        _ file: borrowing Descriptor, _ name: [UInt8], limit: MonotonicTime, outputLimit: UInt64, _ take: (DocumentPiece) throws -> Void
    ) throws -> ExtractionOutcome {
        documents += 1
        // Until the outcome is there.
        isFit = false
        var usedLibrary = false
        var left = outputLimit
        do {
            try frames.send(.document(name: name), with: file)
            while let frame = try frames.receive(until: limit) {
                switch frame {
                case .library: usedLibrary = true
                case .piece(let piece):
                    let size = UInt64(piece.size) + 1
                    guard size <= left else { return .notFullyExamined(.outputLimit) }
                    left -= size
                    try Self.passOn(piece, take)
                case .outcome(let outcome):
                    isFit = !usedLibrary
                    return outcome
                default: throw Frame.Malformed.frame
                }
            }
            // It died.
            return .notFullyExamined(.helperFailed)
        } catch let error as TakerFailed { throw error.error } catch is PacketReader.TimedOut {
            return .notFullyExamined(.timeLimit)
        } catch is Frame.Malformed { return .notFullyExamined(.helperFailed) } catch is FileError {
            return .notFullyExamined(.helperFailed)
        }
    }

    func kill() { process.kill() }

    /// What the receiver of pieces throws is not the helper's failure.
    private struct TakerFailed: Error { let error: any Error }

    private static func passOn(_ piece: DocumentPiece, _ take: (DocumentPiece) throws -> Void) throws {
        do { try take(piece) } catch { throw TakerFailed(error: error) }
    }
}
