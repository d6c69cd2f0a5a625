import CryptoCore
public import SystemFiles

/// Takes content out of an unlocked vault: whole and under its name, or not at all.
public struct VaultExtractor: Sendable {
    let selection: Selection
    let jobs: Int
    public let progress = Progress()

    /// - Parameter jobs: threads.
    public init(_ selection: Selection, jobs: Int) {
        self.selection = selection
        self.jobs = jobs
    }

    /// What came out.
    public struct Summary: Sendable {
        public let fileCount: Int
        /// Bytes of content.
        public let contentSize: UInt64
        /// False if the vault's table of checksums is damaged; the content is authentic all the same.
        public let checksumTableAgrees: Bool
    }

    private var reader: ContentReader { ContentReader(contents: selection.contents, jobs: jobs, progress: progress) }
    private var runs: [Range<UInt64>] {
        selection.contents.entries.count == selection.roots.reduce(0) { $0 + $1.entries.count }
            ? reader.allRuns
            : reader.runs(
                holding: selection.roots.map { root in
                    let entries = selection.contents.entries
                    return entries[root.entries.lowerBound].members.lowerBound..<entries[root.entries.upperBound - 1].members.upperBound
                }.sorted { $0.lowerBound < $1.lowerBound })
    }

    /// Writes to `output`, which becomes the file, or the folder, or a folder of all if there are several.
    /// - Parameter replacing: whether a file that is there is replaced. A folder never is.
    public func extract(to output: Path, replacing: Bool) throws -> Summary {
        selection.isSingleFile ? try extractFile(to: output, replacing: replacing) : try extractTree(to: output)
    }

    /// Writes to a stream: one file as it is, otherwise the whole vault as a tar. Only authenticated content is written; an error may come after some of it.
    public func extract(toStream stream: borrowing Descriptor) throws -> Summary {
        let output = stream.lent()
        if selection.isSingleFile {
            let shared = SharedDescriptor(output)
            let staged = StagedFiles(selection, folder: nil, file: nil)
            let ordered = ContentReader(contents: selection.contents, jobs: 1, progress: progress)
            return summary(try ordered.read(runs: runs) { StreamSink(shared, staged) })
        }
        let whole = ContentReader(contents: selection.contents, jobs: 1, progress: progress)
        return summary(try whole.streamTar(to: output))
    }

    private func extractFile(to output: Path, replacing: Bool) throws -> Summary {
        try OutputFile.write(to: output, replacing: replacing, size: selection.size) { file in
            let staged = StagedFiles(selection, folder: nil, file: SharedDescriptor(file))
            let agrees = try reader.read(runs: runs) { FileSink(staged) }
            let entry = selection.contents.entries[selection.roots[0].entries.lowerBound]
            try file.finish(size: entry.size, permissions: entry.permissions, modified: entry.modified)
            return summary(agrees)
        }
    }

    private func extractTree(to output: Path) throws -> Summary {
        if try FileStatus.ifPresent(output) != nil { throw VaultError.outputExists(output) }
        let parent = try Descriptor.open(output.parent, [.read, .directory])
        try OutputFile.checkRoom(for: selection.size, in: output.parent)
        let name = AtomicOutput.temporaryName()
        do {
            try parent.makeDirectory(Path(bytes: name))
            let folder = try parent.open(Path(bytes: name), [.read, .directory, .noFollow])
            let staged = StagedFiles(selection, folder: folder.lent(), file: nil)
            try staged.create()
            let agrees = try reader.read(runs: runs) { FileSink(staged) }
            try staged.finish()
            try parent.syncFileSystem()
            do throws(FileError) {
                try AtomicOutput.publish(name, as: output.lastComponent, in: parent, replacing: false)
            } catch {
                throw error.isExisting ? VaultError.outputExists(output) : error
            }
            try parent.sync()
            return summary(agrees)
        } catch {
            AtomicOutput.discardTree(name, in: parent)
            throw OutputFile.told(error, of: output, insteadOf: parent.path.appending(name))
        }
    }

    private func summary(_ tableAgrees: Bool) -> Summary {
        Summary(fileCount: selection.fileCount, contentSize: selection.size, checksumTableAgrees: tableAgrees)
    }
}
