public import DocumentText
import Synchronization
public import SystemFiles

/// Has documents examined by helpers in a sandbox. Whatever becomes of a helper, an outcome comes out. For many threads.
public final class SandboxedScanner: Sendable {
    public struct Options: Sendable {
        /// The helper. Next to the running program, or where Debian's package has it.
        public var program: Path?
        /// Documents after which a helper is replaced, so that one that a document has taken over does not see many others.
        public var documentsPerHelper = 64
        /// Milliseconds for any document, and for each MiB of it more.
        public var timePerDocument: Int64 = 60_000
        public var timePerMebibyte: Int64 = 200
        public init() {}
    }

    public enum Failure: Error, Equatable, Sendable {
        /// There is no helper program.
        case missing
        /// It was started, and did not get into its sandbox.
        case noSandbox
    }

    private let program: Path
    private let options: Options
    private struct Idle: @unchecked Sendable { var helpers: [ScanHelper] = [] }
    private let idle = Mutex(Idle())
    /// What the kernel gives: say its `shortfall` once.
    public let protection: ScanProtection

    /// Starts the first helper.
    public init(_ options: Options = Options()) throws(Failure) {
        guard let program = options.program ?? Self.installed else { throw .missing }
        (self.program, self.options) = (program, options)
        guard let helper = try? ScanHelper(program) else { throw .noSandbox }
        protection = helper.protection
        idle.withLock { $0.helpers = [helper] }
    }

    /// Gives a document's pieces, and says how far it could be read. What `take` throws is thrown on.
    /// - Parameters:
    ///   - file: open for reading only; its position is not kept.
    ///   - name: hostile, like everything else.
    public func extract(_ file: borrowing Descriptor, name: [UInt8], _ take: (DocumentPiece) throws -> Void) throws -> ExtractionOutcome {
        // A helper that was taken over could write through it.
        guard file.isReadOnly else { throw FileError(.open, file.path, code: 1) }
        let size = try file.status().size
        let time = options.timePerDocument + Int64(clamping: size >> 20) * options.timePerMebibyte
        let outputLimit = min(size, .max / 4) * 2 + (2 << 30)
        guard let helper = helper() else { return .notFullyExamined(.helperFailed) }
        defer { giveBack(helper) }
        return try helper.examine(file, name, limit: .now.adding(milliseconds: time), outputLimit: outputLimit, take)
    }

    private func helper() -> ScanHelper? {
        if let helper = idle.withLock({ Idle(helpers: $0.helpers.popLast().map { [$0] } ?? []) }).helpers.first { return helper }
        return try? ScanHelper(program)
    }

    private func giveBack(_ helper: ScanHelper) {
        guard helper.isFit, helper.documents < options.documentsPerHelper else { return helper.kill() }
        let idle = Idle(helpers: [helper])
        self.idle.withLock { $0.helpers += idle.helpers }
    }

    /// Never by a name that the environment could change.
    private static var installed: Path? {
        let own =
            (try? Path("/proc/self/exe").resolved().parent).map {
                [$0.appending("tuckbox-scan"), $0.parent.appending("libexec/tuckbox/tuckbox-scan")]
            } ?? []
        return own.first { (try? FileStatus.of($0))?.kind == .file }
    }
}
