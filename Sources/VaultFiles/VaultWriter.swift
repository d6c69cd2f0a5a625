import CryptoCore
public import SystemFiles

/// Writes vaults, all to one recipe.
public struct VaultWriter: Sendable {
    public var recipe: VaultRecipe
    let jobs: Int
    public let progress = Progress()

    /// - Parameter jobs: threads.
    public init(_ recipe: VaultRecipe, jobs: Int) {
        self.recipe = recipe
        self.jobs = jobs
    }

    /// What was written.
    public struct Summary: Sendable {
        /// 16 bytes.
        public let vaultID: [UInt8]
        /// Bytes of the vault.
        public let size: UInt64
        public let memberCount: Int
        /// Bytes of content.
        public let contentSize: UInt64
    }

    /// The marking that the vaults get.
    public var label: String { recipe.label }

    /// Bytes of the vault that `tree` will make.
    public static func plannedSize(_ tree: SourceTree) throws -> UInt64 {
        try WritePlan(tree).geometry.fileSize
    }

    /// Writes a vault of `tree` to the file `output`: whole and on the medium, or not at all.
    /// - Parameter replacing: whether a file that is there is replaced.
    /// - Parameter vaultID: 16 random bytes.
    /// - Parameter readingBack: whether it is read from the medium again and verified before it gets its name.
    public func wrap(_ tree: SourceTree, to output: Path, replacing: Bool, vaultID: [UInt8], readingBack: Bool = false) throws -> Summary {
        let plan = try WritePlan(tree)
        progress.expect(plan.geometry.plaintextLength)
        if replacing, try tree.contains(output) { throw VaultError.outputIsInput(output) }
        return try OutputFile.write(to: output, replacing: replacing, size: plan.geometry.fileSize) { file in
            let vault = try newVault(vaultID)
            let summary = try writeParallel(vault, plan, to: file)
            if readingBack { try verify(file, vault, output) }
            return summary
        }
    }

    /// Writes a vault of `tree` to a stream, such as standard output.
    public func wrap(_ tree: SourceTree, toStream stream: borrowing Descriptor, vaultID: [UInt8]) throws -> Summary {
        let plan = try WritePlan(tree)
        progress.expect(plan.geometry.plaintextLength)
        let vault = try newVault(vaultID)
        let payload = try PayloadStream(vault, plaintextLength: plan.geometry.plaintextLength, to: stream)
        let writer = InnerWriter(plan.layout, plan.tree)
        for number in 0..<plan.geometry.runs {
            try Interruption.check()
            let run = plan.geometry.run(number)
            try writer.fill(payload.sealer.plaintext, with: run.plaintext)
            try payload.flush(run.plaintext.count, isLast: run.isLast)
            progress.advance(UInt64(run.plaintext.count))
        }
        try writer.finish()
        try payload.end()
        return summary(vault, plan)
    }

    func newVault(_ vaultID: [UInt8]) throws -> NewVault {
        try recipe.makeVault(vaultID: vaultID, created: UInt64(clamping: currentTime()))
    }

    /// Reads what was written, from the medium and not from memory as far as the kernel lets us, and authenticates everything.
    private func verify(_ file: borrowing Descriptor, _ vault: NewVault, _ output: Path) throws {
        try file.sync()
        file.dropCache()
        do {
            let opened = try OpenedHeader(contentKey: vault.contentKey.copy(), slot: 0)
            _ = try UnlockedVault(VaultFile(reading: file.lent(), output), opened: opened).verify(jobs: jobs, progress: Progress())
        } catch let error as Interrupted {
            throw error
        } catch {
            throw VaultError.readBackFailed(output)
        }
    }

    private func writeParallel(
        _ vault: NewVault, _ plan: WritePlan, to file: borrowing Descriptor
    ) throws -> Summary {
        try file.write(vault.beginning(), at: 0)
        let table = ChecksumTable(count: plan.geometry.chunks)
        let shared = SharedDescriptor(file)
        try concurrently(plan.geometry.runs, jobs: jobs) { next in
            let worker = try RunWorker(vault, plan, table, shared)
            while let number = try next() { progress.advance(try worker.write(plan.geometry.run(number))) }
            try worker.finish()
        }
        try file.write(vault.ending(checksums: table.values, payloadLength: plan.geometry.payloadLength), at: plan.geometry.tableOffset)
        return summary(vault, plan)
    }

    private func summary(_ vault: NewVault, _ plan: WritePlan) -> Summary {
        Summary(
            vaultID: vault.header.fixed.vaultID, size: plan.geometry.fileSize, memberCount: plan.tree.entries.count,
            contentSize: plan.tree.contentSize)
    }
}

/// A tree and where its bytes go.
private struct WritePlan: Sendable {
    let tree: SourceTree
    let layout: InnerLayout
    let geometry: VaultGeometry

    init(_ tree: SourceTree) throws {
        self.tree = tree
        let members = tree.members
        layout = try InnerLayout(members, index: IndexCoding.encode(members))
        guard let geometry = VaultGeometry(plaintextLength: layout.length) else { throw CryptoError.damaged(.payloadLength) }
        self.geometry = geometry
    }
}

/// One thread's share of a parallel write.
private final class RunWorker {
    private let sealer: RunSealer
    private let writer: InnerWriter
    private let table: ChecksumTable
    private let file: SharedDescriptor

    init(
        _ vault: NewVault, _ plan: WritePlan, _ table: ChecksumTable, _ file: SharedDescriptor
    ) throws {
        sealer = try RunSealer(vault, plaintextLength: plan.geometry.plaintextLength)
        writer = InnerWriter(plan.layout, plan.tree)
        self.table = table
        self.file = file
    }

    /// Returns the bytes of plaintext.
    func write(_ run: VaultGeometry.Run) throws -> UInt64 {
        try writer.fill(sealer.plaintext, with: run.plaintext)
        let sealed = try sealer.seal(length: run.plaintext.count, firstChunk: run.firstChunk, isLast: run.isLast)
        try sealer.stored.withSpan(0..<sealed.length) { try file.write($0, at: run.stored.lowerBound) }
        table.set(sealed.checksums, at: run.firstChunk)
        return UInt64(run.plaintext.count)
    }

    func finish() throws { try writer.finish() }
}
