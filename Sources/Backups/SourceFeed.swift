internal import CryptoCore
internal import SystemFiles
internal import VaultFiles

/// A failure of what is backed up, whatever the target is: another target would not help.
public struct SourceFailure: Error {
    /// May name a file of the source, which is not for messages and journals.
    public let cause: any Error
}

/// Puts what a job backs up into a vault.
struct SourceFeed {
    let job: BackupJob
    let writer: VaultWriter
    /// Seconds since 1970: when the backup is said to be made.
    let time: Int64
    /// Is told how often something in the folders does not go in.
    let omits: (Int) -> Void

    /// What a new vault is, and what its bytes must be.
    struct Written {
        let summary: VaultWriter.Summary
        let sha256: Hash256
    }

    /// Bytes that the vault of the folders will have, about; nil if a program's output is not known before.
    func plannedSize() throws -> UInt64? {
        guard case .folders(let paths, _) = job.source else { return nil }
        let tree = try SourceTree(paths.map { Path($0) })
        // The manifest: a hash and a path for each file.
        let lines = tree.members.reduce(UInt64(0)) { $0 + 80 + UInt64($1.path.count) }
        return try VaultWriter.plannedSize(tree) + lines + lines / 100 + 65536
    }

    /// Writes the vault to `output`.
    /// - Parameter note: gets what was written, piece by piece.
    /// - Throws: `SourceFailure` if it is the source's fault.
    func write(to output: borrowing Descriptor, _ note: @escaping BackupPlace.Watcher) throws -> Written {
        let outside = output.path
        let ciphertext = try StreamingDigest()
        let watcher: SequentialWriter.Watcher = { bytes in
            ciphertext.update(bytes)
            try note(bytes)
        }
        do {
            let vault = try SequentialWriter(writer, vaultID: try randomBytes(16), to: output, watcher: watcher, hashingContents: true)
            var manifest = Manifest()
            let contents = Array(Manifest.contents.utf8)
            try vault.add(folder: contents)
            switch job.source {
            case .folders(let paths, let atLeast):
                let tree = try SourceTree(paths.map { Path($0) })
                omits(tree.omitted.count)
                try vault.add(tree, below: contents) { manifest.add($0) }
                // A share that is not mounted is an empty folder.
                guard manifest.files > 0 else { throw BackupError.noFiles }
                guard manifest.bytes >= atLeast else {
                    throw BackupError.sourceTooSmall(Path(paths[0]), bytes: manifest.bytes, atLeast: atLeast)
                }
            case .command(let line, let storedAs, let atLeast):
                let file = try Programs.reading(line) { try vault.add(stream: $0, as: contents + [0x2f] + Array(storedAs.utf8)) }
                guard file.size >= atLeast else {
                    throw BackupError.sourceTooSmall(Path(line.words[0]), bytes: file.size, atLeast: atLeast)
                }
                manifest.add(file)
            }
            try vault.add(file: Array(Manifest.name.utf8), manifest.text(job: job.name, time: time))
            return Written(summary: try vault.finish(), sha256: try ciphertext.finish())
        } catch let error as FileError where error.path == outside {
            throw error
        } catch let error as BackupError where error.isOfMedium {
            throw error
        } catch let error as Interrupted {
            throw error
        } catch {
            throw SourceFailure(cause: error)
        }
    }
}
