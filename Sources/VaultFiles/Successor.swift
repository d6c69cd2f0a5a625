import CryptoCore
import SystemFiles

/// A vault's contents under a new content key, in a temporary file beside it. Plaintext is in memory only, a run at a time.
final class Successor: Sendable {
    private let old: UnlockedVault
    private let new: NewVault
    private let beginning: [UInt8]
    private let directory: Descriptor
    private let name: [UInt8]
    private let file: Descriptor

    init(of old: UnlockedVault, recipe: RewrapRecipe) throws {
        self.old = old
        let header = old.file.headers.header
        guard try old.file.file.linkCount() <= 1 else { throw VaultError.hasOtherNames(old.file.path) }
        let contentKey = try ContentKey.generate()
        let payloadKeys = try contentKey.payloadKeys(for: header.fixed, salt: randomBytes(Cobblestone.saltSize))
        let slots = try recipe.slots(after: header, contentKey: contentKey)
        let newHeader = try header.renewed(payloadPrefix: payloadKeys.prefix, slots: slots)
        new = NewVault(contentKey: contentKey, payloadKeys: payloadKeys, header: newHeader)
        beginning = try new.beginning()
        let parent = old.file.path.parent
        try OutputFile.checkRoom(for: old.file.size, in: parent)
        directory = try Descriptor.open(parent, [.read, .directory])
        name = AtomicOutput.temporaryName()
        file = try directory.open(Path(bytes: name), [.readWrite, .createNew])
        try file.setPermissions(old.file.file.status().permissions)
    }

    /// What identifies it in a journal: the checksum of its first header copy.
    var fingerprint: [UInt8] { Array(beginning[Header.copySize - 32..<Header.copySize]) }

    /// Decrypts and encrypts the payload, run by run.
    func write(jobs: Int) throws {
        let geometry = old.file.geometry
        try file.write(beginning, at: 0)
        let table = ChecksumTable(count: geometry.chunks)
        try concurrently(geometry.runs, jobs: jobs) { next in
            let opener = try RunOpener(old.file, old.keys)
            let sealer = try RunSealer(new, plaintext: opener.plaintext, plaintextLength: geometry.plaintextLength)
            while let number = try next() {
                let run = geometry.run(number)
                let outcome = try opener.open(run)
                if let chunk = outcome.damagedChunk { throw VaultError.damagedContents(DamageReport(chunks: [chunk], members: nil)) }
                let sealed = try sealer.seal(length: outcome.length, firstChunk: run.firstChunk, isLast: run.isLast)
                try sealer.stored.withSpan(0..<sealed.length) { try file.write($0, at: run.stored.lowerBound) }
                table.set(sealed.checksums, at: run.firstChunk)
            }
        }
        try file.write(new.ending(checksums: table.values, payloadLength: geometry.payloadLength), at: geometry.tableOffset)
        file.startWriteback(at: 0, count: Int(clamping: geometry.fileSize))
    }

    /// Reads back what is on the medium by now and authenticates everything.
    func check(jobs: Int) throws {
        file.dropCache()
        do {
            let opened = OpenedHeader(contentKey: try new.contentKey.copy(), slot: 0)
            _ = try UnlockedVault(VaultFile(reading: file.lent(), old.file.path), opened: opened).verify(jobs: jobs, progress: Progress())
        } catch let error as Interrupted {
            throw error
        } catch {
            throw VaultError.readBackFailed(old.file.path)
        }
    }

    /// Takes the old vault's place.
    func publish() throws {
        try AtomicOutput.publish(name, as: old.file.path.lastComponent, in: directory, replacing: true)
    }

    func discard() { AtomicOutput.discard(name, in: directory) }

    func syncFileSystem() throws { try directory.syncFileSystem() }
}
