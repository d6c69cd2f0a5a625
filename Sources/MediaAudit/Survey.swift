import AuditReport
import MediaRead
import Synchronization

/// What is known of a medium's volumes, and what of it is still to be examined. For many threads.
final class Survey: Sendable {
    private struct State: Sendable {
        var candidates: [Candidate] = []
        var count = 0
        var free: [Int: [Extent]] = [:]
        var problems: [Int: AuditWording.Problem] = [:]
        var gaps: [Confidence.Gap] = []
        var losses: [Int: [MediumEntry.Loss: Int]] = [:]
        var slack: [Int: [Extent]] = [:]
        var random: [(volume: Int?, extent: Extent)] = []
        /// Places of deleted files, which free space has too.
        var deleted: [Int: Set<UInt64>] = [:]
    }

    /// By number, from 1: those that a partition claims, or the medium.
    let volumes: [Int: MediumVolume]
    /// What no partition claims.
    let gaps: [Extent]
    let numbers: [Int]
    private let state = Mutex(State())

    /// More files than a stick of an expected size has; the audit's own limit is higher.
    private static let candidates = 900_000

    init(_ found: [MediumVolume], _ wording: AuditWording) {
        var volumes: [Int: MediumVolume] = [:]
        for volume in found where !volume.isGap { volumes[volumes.count + 1] = volume }
        self.volumes = volumes
        gaps = found.filter(\.isGap).map(\.extent)
        numbers = volumes.keys.sorted()
    }

    var readable: [(Int, MediumVolume)] { numbers.compactMap { number in volumes[number].flatMap { $0.isReadable ? (number, $0) : nil } } }

    func add(_ entry: MediumEntry, _ volume: Int) {
        state.withLock { state in
            if !entry.slack.isEmpty { state.slack[volume, default: []] += entry.slack }
            if case .lost(let loss) = entry.storage, entry.state != .live, loss != .encrypted {
                state.losses[volume, default: [:]][loss, default: 0] += 1
                return
            }
            Self.add(Candidate(entry, volume: volume), &state)
        }
    }

    /// - Parameter volume: nil outside of every volume.
    func add(found extents: [Extent], _ volume: Int?) {
        state.withLock { state in
            // It has a name: a deleted file begins there.
            if let volume, let start = extents.first?.offset, state.deleted[volume]?.contains(start) == true { return }
            Self.add(Candidate(carved: extents, volume: volume), &state)
        }
    }

    private static func add(_ candidate: Candidate, _ state: inout State) {
        guard state.count < candidates else {
            if !state.gaps.contains(where: { $0.kind == .limitReached }) { state.gaps.append(Confidence.Gap(.limitReached, volume: candidate.volume)) }
            return
        }
        state.count += 1
        state.candidates.append(candidate)
        if candidate.state == .deleted || candidate.state == .orphan, let volume = candidate.volume, let start = candidate.extents.first?.offset {
            state.deleted[volume, default: []].insert(start)
        }
    }

    func add(random extent: Extent, _ volume: Int?) { state.withLock { $0.random.append((volume, extent)) } }
    func add(_ gap: Confidence.Gap) { state.withLock { $0.gaps.append(gap) } }
    func add(_ problem: AuditWording.Problem) { state.withLock { $0.problems[0] = problem } }
    func setFree(_ extents: [Extent], _ volume: Int) { state.withLock { $0.free[volume] = extents } }

    /// What a step through a volume came short of.
    func note(_ shortfall: MediaShortfall?, _ volume: Int) {
        guard let shortfall else { return }
        state.withLock { $0.problems[volume] = $0.problems[volume] ?? .volume(shortfall) }
    }

    func takeCandidates() -> [Candidate] {
        state.withLock { state in
            defer { state.candidates = [] }
            return state.candidates
        }
    }

    /// Free space, what lies behind the ends of files, volumes that cannot be read, and what no partition claims.
    var searchable: [(Int?, [Extent])] {
        state.withLock { state in
            var areas: [(Int?, [Extent])] = []
            for number in numbers {
                guard let volume = volumes[number], volume.encryptedBy == nil else { continue }
                if let free = state.free[number] {
                    areas.append((number, free))
                    if let slack = state.slack[number] { areas.append((number, slack)) }
                } else {
                    areas.append((number, [volume.extent]))
                }
            }
            return areas + gaps.map { (nil, [$0]) }
        }
    }

    func free(_ volume: Int) -> [Extent]? { state.withLock { $0.free[volume] } }
    func problem(_ volume: Int) -> AuditWording.Problem? { state.withLock { $0.problems[volume] } }
    func losses(_ volume: Int) -> [MediumEntry.Loss: Int] { state.withLock { $0.losses[volume] ?? [:] } }
    var random: [(volume: Int?, extent: Extent)] { state.withLock { $0.random } }
    var ownGaps: [Confidence.Gap] { state.withLock { $0.gaps } }
}
