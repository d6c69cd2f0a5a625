public import CryptoCore
public import SystemFiles

/// Gives many vaults new keys: in batches, so that a batch shares its syncs; in parallel; and so that at any moment each vault has its old keys or its new ones.
public struct Rewrapper: Sendable {
    private var recipe: RewrapRecipe { journal.recipe }
    let credentials: Credentials
    let journal: RewrapJournal
    let jobs: Int
    public let progress = Progress()

    /// Vaults that are worked on together; each is an open file.
    private static let batchSize = 256
    /// Bytes of new vaults in a batch: what may lie about as temporary files.
    private static let batchBytes: UInt64 = 2 << 30

    /// - Parameter credentials: what the vaults open with now.
    /// - Parameter journal: has the recipe.
    public init(_ journal: RewrapJournal, credentials: Credentials, jobs: Int) {
        (self.journal, self.credentials, self.jobs) = (journal, credentials, jobs)
    }

    /// How one vault came out.
    public struct Result {
        public enum Outcome {
            case renewed
            /// It had the new keys before.
            case already
            /// It is as it was.
            case failed(any Error)
        }

        public let path: Path
        /// Empty if it could not be read.
        public let vaultID: [UInt8]
        public let outcome: Outcome
    }

    /// Works through `vaults` and reports each, batch by batch.
    public func run(_ vaults: [(path: Path, size: UInt64)], report: (Result) throws -> Void) throws {
        progress.expect(vaults.reduce(0) { $0 &+ $1.size })
        var position = 0
        while position < vaults.count {
            try Interruption.check()
            var end = position
            var bytes: UInt64 = 0
            while end < vaults.count, end - position < Self.batchSize, end == position || bytes + vaults[end].size <= Self.batchBytes {
                bytes += vaults[end].size
                end += 1
            }
            for result in try runBatch(vaults[position..<end].map(\.path)) { try report(result) }
            progress.advance(bytes)
            position = end
        }
    }

    private func runBatch(_ paths: [Path]) throws -> [Result] {
        let tasks = paths.map(RewrapTask.init)
        defer { for task in tasks { task.abandon() } }
        // Few vaults share the threads within each; many have one thread each.
        let inner = tasks.count < jobs ? jobs : 1
        try each(tasks) { try $0.prepare(recipe, credentials, journal) }
        try journal.intend(tasks.compactMap { task in try? task.fingerprint().map { (task.vaultID, $0) } })
        // What is begun in place is ended; a new vault beside the old can be given up until it takes its place.
        let canStop = !recipe.headerOnly
        try each(tasks, canStop) { try $0.writeFirst(jobs: inner) }
        sync(tasks)
        try each(tasks, canStop) { try $0.checkFirst(jobs: inner) }
        try each(tasks, false) { try $0.publish() }
        sync(tasks)
        try each(tasks, false) { try $0.checkSecond() }
        return tasks.map { task in
            let outcome: Result.Outcome =
                switch task.outcome {
                case .renewed: .renewed
                case .already: .already
                case .failed(let error): .failed(error)
                case nil: .failed(Interrupted())
                }
            return Result(path: task.path, vaultID: task.vaultID, outcome: outcome)
        }
    }

    private func each(_ tasks: [RewrapTask], _ interruptible: Bool = true, _ step: @Sendable (RewrapTask) throws -> Void) throws {
        try concurrently(UInt64(tasks.count), jobs: jobs, interruptible: interruptible) { next in
            while let number = try next() { tasks[Int(number)].step(step) }
        }
    }

    /// One sync for each file system. If it fails, so do all vaults there.
    private func sync(_ tasks: [RewrapTask]) {
        var synced: [UInt64: (any Error)?] = [:]
        for task in tasks {
            task.step { task in
                guard let device = try task.device() else { return }
                if synced[device] == nil {
                    do {
                        try task.syncFileSystem()
                        synced[device] = .some(nil)
                    } catch { synced[device] = .some(error) }
                }
                if case .some(.some(let error)) = synced[device] { throw error }
            }
        }
    }
}
