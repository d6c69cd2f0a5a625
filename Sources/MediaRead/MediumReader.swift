import Synchronization
public import SystemFiles

/// Has a medium read by helpers in a sandbox. Whatever becomes of a helper, an answer comes out. For many threads.
public final class MediumReader: Sendable {
    public struct Options: Sendable {
        /// The helper. Next to the running program, or where Debian's package has it.
        public var program: Path?
        /// Milliseconds without a sign of life after which a helper is given up: longer than a failing stick takes for one read.
        public var silence: Int64 = 120_000
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
    private let source: MediumSource
    private struct Idle: @unchecked Sendable { var helpers: [MediaHelper] = [] }
    /// How often a helper has taken too long.
    private let delays = Atomic<Int>(0)
    private let idle = Mutex(Idle())
    /// 0: the kernel has no Landlock.
    public let landlockVersion: Int

    /// What a helper may tell in one answer: it is not trusted to keep to its own limits.
    private static let messages = 8_000_000
    /// Bytes that one answer may take here.
    private static let memory = 256 << 20

    /// Of one medium; after that libtsk is asked nothing more, so that every file of a medium can be a circle and the audit ends.
    private static let mostDelays = 16

    /// Starts the first helper.
    public init(_ source: MediumSource, _ options: Options = Options()) throws(Failure) {
        guard let program = options.program ?? Self.installed else { throw .missing }
        (self.program, self.options, self.source) = (program, options, source)
        guard let helper = try? MediaHelper(program, source) else { throw .noSandbox }
        landlockVersion = helper.landlockVersion
        idle.withLock { $0.helpers = [helper] }
    }

    public func volumes() throws -> (PartitionScheme, [MediumVolume], MediaShortfall?) {
        var scheme = PartitionScheme.none
        var volumes: [MediumVolume] = []
        let shortfall = try ask([.volumes]) { report in
            switch report {
            case .scheme(let found): scheme = found
            case .volume(let volume) where volumes.count < 512 && self.holds(volume.extent): volumes.append(volume)
            default: throw MalformedMessage()
            }
        }
        return (scheme, volumes, shortfall)
    }

    /// - Parameter orphans: files that no folder names, instead of those that folders do.
    public func entries(of volume: MediumVolume, orphans: Bool, _ take: (MediumEntry) throws -> Void) throws -> MediaShortfall? {
        var left = Self.memory
        return try ask([orphans ? .orphans(volume) : .entries(volume)]) { report in
            guard case .entry(let entry) = report, self.holds(entry) else { throw MalformedMessage() }
            left -= entry.memory
            guard left > 0 else { throw MalformedMessage() }
            try Self.pass { try take(entry) }
        }
    }

    public func freeSpace(of volume: MediumVolume, _ take: ([Extent]) throws -> Void) throws -> MediaShortfall? {
        var left = Self.memory
        return try ask([.freeSpace(volume)]) { report in
            guard case .extents(let extents) = report, extents.allSatisfy(self.holds) else { throw MalformedMessage() }
            left -= 32 * extents.count
            guard left > 0 else { throw MalformedMessage() }
            try Self.pass { try take(extents) }
        }
    }

    /// - Parameter take: gets `size` bytes at most.
    public func content(
        of volume: MediumVolume, _ reference: ContentReference, size: UInt64, _ take: ([UInt8]) throws -> Void
    ) throws -> MediaShortfall? {
        var left = size
        return try ask([.content(volume, reference, size: size)]) { report in
            guard case .data(let bytes) = report, UInt64(bytes.count) <= left else { throw MalformedMessage() }
            left -= UInt64(bytes.count)
            try Self.pass { try take(bytes) }
        }
    }

    public enum Find: Sendable {
        case document([Extent])
        case random(Extent)
        /// There is nothing but zeros.
        case blank
    }

    /// Looks for documents without names, and for what looks random.
    public func search(_ area: [Extent], _ take: (Find) throws -> Void) throws -> MediaShortfall? {
        var requests: [MediaRequest] = stride(from: 0, to: area.count, by: 65536).map { .area(Array(area[$0..<min($0 + 65536, area.count)])) }
        requests.append(.search)
        var left = Self.memory
        return try ask(requests, anyway: true) { report in
            switch report {
            case .found(let extents) where extents.allSatisfy(self.holds):
                left -= 64 + 32 * extents.count
                guard left > 0 else { throw MalformedMessage() }
                try Self.pass { try take(.document(extents)) }
            case .blank: try Self.pass { try take(.blank) }
            case .random(let extent) where self.holds(extent): try Self.pass { try take(.random(extent)) }
            default: throw MalformedMessage()
            }
        }
    }

    private func holds(_ extent: Extent) -> Bool { extent.end.map { $0 <= source.size } ?? true }

    private func holds(_ entry: MediumEntry) -> Bool {
        if case .extents(let extents) = entry.storage { return extents.allSatisfy(holds) }
        return true
    }

    /// What the receiver throws is not the helper's failure.
    private struct TakerFailed: Error { let error: any Error }

    private static func pass(_ body: () throws -> Void) throws {
        do { try body() } catch { throw TakerFailed(error: error) }
    }

    /// - Parameter anyway: although there were delays enough; no part of libtsk's is in the answer.
    private func ask(_ requests: [MediaRequest], anyway: Bool = false, _ take: (MediaReport) throws -> Void) throws -> MediaShortfall? {
        guard anyway || delays.load(ordering: .relaxed) < Self.mostDelays else { return .timeLimit }
        guard
            let helper = idle.withLock({ Idle(helpers: $0.helpers.popLast().map { [$0] } ?? []) }).helpers.first
                ?? (try? MediaHelper(program, source))
        else { return .helperFailed }
        var left = Self.messages
        do {
            let shortfall = try helper.ask(requests, silence: options.silence) { report in
                left -= 1
                guard left > 0 else { throw MalformedMessage() }
                try take(report)
            }
            let back = Idle(helpers: [helper])
            idle.withLock { $0.helpers += back.helpers }
            return shortfall
        } catch let error as TakerFailed {
            throw error.error
        } catch is PacketReader.TimedOut {
            delays.add(1, ordering: .relaxed)
            return .timeLimit
        } catch let error as Interrupted {
            throw error
        } catch {
            let shortfall = helper.end()
            if shortfall == .timeLimit { delays.add(1, ordering: .relaxed) }
            return shortfall
        }
    }

    /// Never by a name that the environment could change.
    static var installed: Path? {
        let own =
            (try? Path("/proc/self/exe").resolved().parent).map {
                [$0.appending("tuckbox-media"), $0.parent.appending("libexec/tuckbox/tuckbox-media")]
            } ?? []
        return own.first { (try? FileStatus.of($0))?.kind == .file }
    }
}

extension MediumEntry {
    /// Bytes that it takes, about.
    fileprivate var memory: Int {
        var extents = 0
        if case .extents(let all) = storage { extents = all.count }
        return 256 + path.count + 32 * extents
    }
}
