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
        /// Places of files that are there.
        var live: [Int: [Extent]] = [:]
        var random: [(volume: Int?, extent: Extent)] = []
        /// Places of deleted files, which free space has too.
        var deleted: [Int: [Extent]] = [:]
        /// Volumes without a file system that hold nothing but zeros.
        var blank: Set<Int> = []

        /// Whether a deleted file has a place; for sorted ones.
        func isKnown(_ place: UInt64, _ volume: Int) -> Bool {
            guard let extents = deleted[volume] else { return false }
            var (low, high) = (0, extents.count)
            while low < high {
                let middle = (low + high) / 2
                if (extents[middle].end ?? 0) <= place { low = middle + 1 } else { high = middle }
            }
            return low < extents.count && (extents[low].offset ?? .max) <= place
        }
    }

    /// By number, from 1: those that a partition claims, or the medium.
    let volumes: [Int: MediumVolume]
    /// What no partition claims.
    let gaps: [Extent]
    let numbers: [Int]
    private let state = Mutex(State())

    /// More files than a stick of an expected size has; the audit's own limit is higher.
    private static let candidates = 900_000
    /// A larger deleted file may be a mistake that covers others.
    private static let largestKnown: UInt64 = 64 << 20

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
            if entry.state == .live, case .extents(let extents) = entry.storage {
                state.live[volume, default: []] += extents.filter { $0.offset != nil }
            }
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
            // A deleted file with a name has it.
            if let volume, let start = extents.first?.offset, state.isKnown(start, volume) { return }
            Self.add(Candidate(carved: extents, volume: volume), &state)
        }
    }

    private static func add(_ candidate: Candidate, _ state: inout State) {
        guard state.count < candidates else {
            if !state.gaps.contains(where: { $0.kind == .limitReached }) {
                state.gaps.append(Confidence.Gap(.limitReached, volume: candidate.volume))
            }
            return
        }
        state.count += 1
        state.candidates.append(candidate)
        if candidate.state == .deleted || candidate.state == .orphan, candidate.size <= largestKnown, let volume = candidate.volume {
            state.deleted[volume, default: []] += candidate.extents.filter { $0.offset != nil }
        }
    }

    func setBlank(_ volume: Int?) { if let volume { state.withLock { _ = $0.blank.insert(volume) } } }
    func isBlank(_ volume: Int) -> Bool { state.withLock { $0.blank.contains(volume) && $0.free[volume] == nil } }

    /// Nothing more is added by name: from now on places can be looked up.
    func sortPlaces() {
        state.withLock { state in
            for volume in state.deleted.keys { state.deleted[volume] = state.deleted[volume]?.merged() }
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

    /// All that is in no file: free space, what lies behind the ends of files, what a damaged file system has lost, volumes that cannot be read,
    /// and what no partition claims.
    var searchable: [(Int?, [Extent])] {
        state.withLock { state in
            var areas: [(Int?, [Extent])] = []
            for number in numbers {
                guard let volume = volumes[number], volume.encryptedBy == nil else { continue }
                areas.append((number, [volume.extent].subtracting(state.live[number] ?? [])))
            }
            return areas + gaps.map { (nil, [$0]) }
        }
    }

    func free(_ volume: Int) -> [Extent]? { state.withLock { $0.free[volume] } }
    func problem(_ volume: Int) -> AuditWording.Problem? { state.withLock { $0.problems[volume] } }
    func tookTooLong(_ volume: Int) -> Bool { if case .volume(.timeLimit) = problem(volume) { true } else { false } }
    func losses(_ volume: Int) -> [MediumEntry.Loss: Int] { state.withLock { $0.losses[volume] ?? [:] } }
    var random: [(volume: Int?, extent: Extent)] { state.withLock { $0.random } }
    var ownGaps: [Confidence.Gap] { state.withLock { $0.gaps } }
}

extension [Extent] {
    /// In order, and those that overlap or touch as one.
    func merged() -> [Extent] {
        var result: [Extent] = []
        for extent in sorted(by: { ($0.offset ?? 0) < ($1.offset ?? 0) }) {
            if let last = result.last, let lastStart = last.offset, let lastEnd = last.end, let start = extent.offset, let end = extent.end,
                start <= lastEnd
            {
                result[result.count - 1].count = Swift.max(lastEnd, end) - lastStart
            } else {
                result.append(extent)
            }
        }
        return result
    }
}
