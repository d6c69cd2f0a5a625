public import CryptoCore
import Synchronization
public import SystemFiles

/// Gives many vaults new keys: in batches, so that a batch shares its syncs; in parallel; and so that at any moment each vault has its old keys or its new ones.
public struct Rewrapper: Sendable {
    private var recipe: RewrapRecipe { journal.recipe }
    let credentials: Credentials
    let journal: RewrapJournal
    let jobs: Int
    public let progress = Progress()

    /// Batches under way: while one waits for the medium, the other works.
    private static let lanes = 3
    /// Vaults that are worked on together; each is up to three open files.
    private static let batchSize = 96
    /// Bytes of new vaults in a batch: what may lie about as temporary files.
    private static let batchBytes: UInt64 = 1 << 30

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
        /// Recovery keys that were kept, although neither the recipe nor the caller named them.
        public let otherRecoveryKeys: [RecoveryPublicKey]
    }

    /// Works through `vaults` and reports each when its batch is done; on any thread, one at a time.
    public func run(_ vaults: [(path: Path, size: UInt64)], report: @Sendable (Result) throws -> Void) throws {
        progress.expect(vaults.reduce(0) { $0 &+ $1.size })
        let batches = Self.batches(of: vaults.map(\.size))
        let reporting = Mutex(())
        try concurrently(UInt64(batches.count), jobs: Self.lanes, onThreadsOfTheirOwn: true) { next in
            while let number = try next() {
                let batch = vaults[batches[Int(number)]]
                let results = try runBatch(batch.map(\.path))
                try reporting.withLock { _ in for result in results { try report(result) } }
                progress.advance(batch.reduce(0) { $0 + $1.size })
            }
        }
    }

    private static func batches(of sizes: [UInt64]) -> [Range<Int>] {
        var batches: [Range<Int>] = []
        var (start, bytes) = (0, UInt64(0))
        for (number, size) in sizes.enumerated() {
            if number > start, number - start == batchSize || bytes &+ size > batchBytes {
                batches.append(start..<number)
                (start, bytes) = (number, 0)
            }
            bytes &+= size
        }
        if start < sizes.count { batches.append(start..<sizes.count) }
        return batches
    }

    private func runBatch(_ paths: [Path]) throws -> [Result] {
        let tasks = paths.map(RewrapTask.init)
        defer { for task in tasks { task.abandon() } }
        // Few vaults share the threads within each; many have one thread each.
        let inner = tasks.count < jobs ? jobs : 1
        try each(tasks) { try $0.prepare(recipe, credentials, journal) }
        try journal.intend(tasks.compactMap { task in task.fingerprint.map { (task.vaultID, $0) } })
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
            return Result(path: task.path, vaultID: task.vaultID, outcome: outcome, otherRecoveryKeys: task.otherRecoveryKeys)
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
