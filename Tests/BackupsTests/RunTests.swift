import CryptoCore
import ScratchFolder
import SystemFiles
import Testing
import VaultFiles

@testable import Backups

/// Runs of jobs with real folders and programs.
@Suite("Runs of a job", .serialized)
struct RunTests {
    private let scratch: Scratch
    private let writer: VaultWriter
    private let key: RecoveryPrivateKey

    init() throws {
        scratch = try Scratch()
        key = try RecoveryPrivateKey.generate()
        writer = VaultWriter(
            try VaultRecipe(credentials: nil, requiresTwoFactors: false, recoveryKeys: [key.publicKey], label: "PROTECT", notice: ""), jobs: 1)
        try scratch.write(Array("first".utf8), to: "source/a")
        try scratch.write([UInt8](repeating: 5, count: 100_000), to: "source/sub/b c")
        for name in ["one/x", "two/x", "three/x"] { try scratch.write([], to: name) }
    }

    private var folder: StateFolder { get throws { try StateFolder(job: "office", in: scratch("state")) } }

    private func job(_ source: BackupSource? = nil, keep: Retention? = nil) -> BackupJob {
        var job = BackupJob()
        job.name = "office"
        job.source = source ?? .folders([text(scratch("source"))])
        job.targets = ["one", "two"].map { BackupTarget(name: $0, place: .folder(text(scratch($0)))) }
        job.keep = keep
        return job
    }

    private func text(_ path: Path) -> String { String(decoding: path.bytes, as: UTF8.self) }
    private func command(_ script: String, atLeast: UInt64 = 1) -> BackupSource {
        .command(CommandLine(["/bin/sh", "-c", script]), storedAs: "stream", atLeast: atLeast)
    }

    private func run(_ job: BackupJob) throws -> BackupReport { try BackupRun(job, writer, try folder).run() }

    private func vaults(_ place: String) throws -> [String] { try scratch.names(in: place).filter { $0.hasSuffix(".vault") } }

    @Test("a backup is on every target under the same name with the same bytes, and restores what went in")
    func folders() throws {
        let report = try run(job())
        #expect(report.isGood && report.results.count == 2)
        let names = try vaults("one")
        #expect(names.count == 1)
        #expect(try vaults("two") == names)
        #expect(try contents(of: scratch("one/\(names[0])")) == contents(of: scratch("two/\(names[0])")))
        let vault = try VaultFile(scratch("one/\(names[0])")).unlock(Credentials(passphrase: nil, keyFile: nil, recoveryKeys: [key]))
        let inside = try vault.verify(jobs: 1, progress: Progress())
        let out = scratch("out")
        _ = try VaultExtractor(Selection([], in: inside), jobs: 1).extract(to: out, replacing: false)
        let comparison = try Manifest.compare(out)
        #expect(comparison.isGood && comparison.files == 2 && comparison.bytes == 100_005)
        #expect(try contents(of: scratch("out/contents/source/sub/b c")).count == 100_000)
        let file = try Descriptor.open(scratch("out/contents/source/a"), .readWrite)
        try file.write(Array("F".utf8), at: 0)
        #expect(try Manifest.compare(out).wrong == 1)
        try AtomicOutput.remove(scratch("out/contents/source/a"))
        #expect(try Manifest.compare(out).wrong == 1)
    }

    @Test("a program's output of several parts comes back whole")
    func stream() throws {
        let size = 3 * (8 << 20) + 17
        let report = try run(job(command("head -c \(size) /dev/zero")))
        #expect(report.isGood)
        let vault = try VaultFile(scratch("one/\(try vaults("one")[0])")).unlock(Credentials(passphrase: nil, keyFile: nil, recoveryKeys: [key]))
        let inside = try vault.verify(jobs: 2, progress: Progress())
        _ = try VaultExtractor(Selection([], in: inside), jobs: 1).extract(to: scratch("out"), replacing: false)
        let comparison = try Manifest.compare(scratch("out"))
        #expect(comparison.isGood && comparison.files == 1 && comparison.bytes == UInt64(size))
    }

    @Test(
        "a source that fails leaves no file and is not a backup",
        arguments: ["head -c 20000000 /dev/zero; exit 3", "head -c 20000000 /dev/zero; kill -9 $$", "true", "exec 1>&-; exit 1"])
    func failing(_ script: String) throws {
        #expect(try run(job()).isGood)
        let before = try scratch.names(in: "one")
        #expect(throws: (any Error).self) { try run(job(command(script))) }
        #expect(try scratch.names(in: "one") == before)
        #expect(try scratch.names(in: "two") == before)
        #expect(try folder.load().lastRun?.failed == ["one", "two"])
    }

    @Test("a source that gives less than is plausible is not a backup")
    func small() throws {
        #expect(throws: SourceFailure.self) { try run(job(command("echo", atLeast: 100))) }
        #expect(try vaults("one").isEmpty)
    }

    @Test("folders without a file, or with less than is plausible, are not a backup")
    func emptyFolders() throws {
        try scratch.write([], to: "empty/sub/x")
        try AtomicOutput.remove(scratch("empty/sub/x"))
        #expect(throws: SourceFailure.self) { try run(job(.folders([text(scratch("empty"))]))) }
        #expect(throws: SourceFailure.self) { try run(job(.folders([text(scratch("source"))], atLeast: 200_000))) }
        #expect(try vaults("one").isEmpty)
        #expect(try run(job(.folders([text(scratch("source"))], atLeast: 100_000))).isGood)
    }

    @Test("less than half of the last time is told every night, and nothing is removed, until the job says what is plausible")
    func shrunk() throws {
        #expect(try run(job(command("head -c 1000000 /dev/zero"))).isGood)
        for _ in 0..<2 {
            let report = try run(job(command("head -c 4999 /dev/zero"), keep: Retention(daily: 1)))
            #expect(!report.isGood && report.hasBackup && report.shrankFrom != nil && report.results.allSatisfy { $0.removed == 0 })
            #expect(try BackupStatus(job(), folder.load(), isRunning: false, now: currentTime()).verdict == .partial)
        }
        #expect(try run(job(command("head -c 4999 /dev/zero", atLeast: 4000), keep: Retention(daily: 1))).isGood)
        #expect(try vaults("one").count == 1)
    }

    @Test("two targets that are one place by a link: the second is refused, and the first keeps its proof")
    func samePlace() throws {
        try Descriptor.open(scratch.path, [.read, .directory]).makeSymbolicLink(Path("link"), target: scratch("one").bytes)
        var job = job()
        job.targets[1].place = .folder(text(scratch("link")))
        for _ in 0..<2 {
            let report = try run(job)
            #expect(report.results.map(\.target) == ["two", "one"])
            #expect(report.results[0].failure as? BackupError == .samePlace(asTarget: "one"))
        }
        #expect(try FolderPlace(scratch("one")).catalogue(of: "office").backups.count == 2)
    }

    @Test("a backup whose name or checksum is taken is not made, and what is there stays")
    func taken() throws {
        let name = BackupName(job: "office", time: 5)
        let place = try FolderPlace(scratch("one"))
        func store() throws -> StoredBackup {
            try place.store("t") { output, note in
                try output.write([1])
                let bytes: [UInt8] = [1]
                try note(bytes.span)
                return StoredBackup(name: name, size: 1, sha256: try FileDigest.passing(Descriptor.open(Path("/dev/null"), .read)) { _ in }.sha256)
            }
        }
        _ = try store()
        let before = try scratch.names(in: "one")
        #expect(throws: FileError.self) { try store() }
        #expect(try scratch.names(in: "one") == before)
        try place.remove(name.text)
        #expect(throws: FileError.self) { try store() }
        #expect(try scratch.names(in: "one") == before.filter { $0 != name.text })
    }

    @Test("what is removed is in the folder that was opened, not in the one that has its path by now")
    func removal() throws {
        let place = try FolderPlace(scratch("one"))
        let top = try Descriptor.open(scratch.path, [.read, .directory])
        try AtomicOutput.publish(Array("one".utf8), as: Array("moved".utf8), in: top, replacing: false)
        try scratch.write([1], to: "one/x")
        try place.remove("x")
        #expect(try scratch.names(in: "one") == ["x"] && scratch.names(in: "moved").isEmpty)
    }

    @Test("when the backup that others are copied from goes, the source is asked again, and a failure of it is one target's")
    func originGone() throws {
        let report = BackupReport()
        let count = text(scratch("count"))
        let job = job(command("echo >> \(count); [ $(wc -l < \(count)) -lt 3 ] && head -c 10000 /dev/zero"))
        let maker = BackupMaker(job, writer, number: "n", expectedSize: nil, report)
        func store(_ folder: String) throws -> StoredBackup {
            try maker.store(BackupName(job: "office", time: 5), in: FolderPlace(scratch(folder)), of: folder) { _ in }
        }
        let first = try store("one")
        try AtomicOutput.remove(scratch("one/\(first.name.text)"))
        let second = try store("two")
        #expect(second.name.time == 6 && second.sha256 != first.sha256)
        #expect(report.results.map(\.target) == ["one"] && report.results[0].failure != nil)
        try AtomicOutput.remove(scratch("two/\(second.name.text)"))
        #expect(throws: SourceFailure.self) { try store("three") }
    }

    @Test("a backup that is not what was written any more, when it is copied, is no backup")
    func originAltered() throws {
        let report = BackupReport()
        let maker = BackupMaker(job(), writer, number: "n", expectedSize: nil, report)
        func store(_ folder: String) throws -> StoredBackup {
            try maker.store(BackupName(job: "office", time: 5), in: FolderPlace(scratch(folder)), of: folder) { _ in }
        }
        let first = try store("one")
        try Descriptor.open(scratch("one/\(first.name.text)"), .readWrite).write([1, 2, 3], at: 5000)
        let second = try store("two")
        #expect(second.name.time == 6)
        #expect(report.results.map(\.target) == ["one"] && report.results[0].failure as? BackupError == .altered(first.name.text))
        #expect(maker.takeSpoilt().map(\.target) == ["one"] && maker.takeSpoilt().isEmpty)
        #expect(try scratch.names(in: "one").filter { $0.hasPrefix("office.") }.isEmpty)
    }

    @Test("one target that fails costs the other nothing")
    func oneFails() throws {
        var job = job()
        job.targets[0].place = .folder(text(scratch("missing")))
        let report = try run(job)
        #expect(!report.isGood && report.hasBackup)
        #expect(report.results.map(\.target) == ["one", "two"] && report.results[0].failure != nil && report.results[1].backup != nil)
        #expect(try vaults("two").count == 1)
    }

    @Test("a folder that must be mounted and is not is refused")
    func mounted() throws {
        try scratch.write([], to: "one/x2")
        var job = job()
        job.targets[0].place = .folder("/etc", mounted: .anything)
        #expect(try run(job).results[0].failure as? BackupError == .notMounted(Path("/etc")))
        let folder = text(scratch("one"))
        job.targets[0].place = .folder(folder, mounted: .at(folder))
        #expect(try run(job).results[0].failure as? BackupError == .notMounted(Path(folder)))
    }

    @Test("what is no longer kept goes, only after the new one, and what others put there stays")
    func rotation() throws {
        for _ in 0..<4 { #expect(try run(job()).isGood) }
        #expect(try vaults("one").count == 4)
        let report = try run(job(keep: Retention(daily: 1)))
        #expect(report.results.map(\.removed) == [4, 4])
        #expect(try vaults("one").count == 1)
        #expect(try scratch.names(in: "one").contains("x"))
        #expect(try scratch.names(in: "one").count == 3)
    }

    @Test("with a clock that is behind, a backup is made and nothing is removed")
    func clockBehind() throws {
        #expect(try run(job()).isGood)
        // A computer that remembers nothing takes over what is there.
        try AtomicOutput.remove(scratch("state/office/state.json"))
        let ahead = BackupName(job: "office", time: currentTime() + 86400 * 30).text
        let made = try vaults("one")[0]
        try scratch.write(contents(of: scratch("one/\(made)")), to: "one/\(ahead)")
        let line = ChecksumLine(try FileDigest.of(Descriptor.open(scratch("one/\(made)"), .read)).sha256, Array(ahead.utf8))
        try scratch.write(line.bytes, to: "one/\(ahead).sha256")
        let report = try run(job(keep: Retention(daily: 1)))
        #expect(report.clockIsBehind != nil && !report.isGood && report.hasBackup)
        #expect(try vaults("one").count == 3)
    }

    @Test("a target that says it has huge backups of the future costs the others neither their backup nor their rotation")
    func hostileTarget() throws {
        let ahead = BackupName(job: "office", time: currentTime() + 86400).text
        try scratch.write([], to: "two/\(ahead)")
        try Descriptor.open(scratch("two/\(ahead)"), .readWrite).truncate(to: 1 << 42)
        try scratch.write(
            ChecksumLine(try FileDigest.of(Descriptor.open(Path("/dev/null"), .read)).sha256, Array(ahead.utf8)).bytes, to: "two/\(ahead).sha256")
        for removed in 0...1 {
            let report = try run(job(command("head -c 10000 /dev/zero"), keep: Retention(daily: 1)))
            #expect(report.results.allSatisfy { $0.backup != nil } && report.clockIsBehind != nil)
            #expect(report.results.map(\.removed) == [removed, 0])
        }
    }

    @Test("what a kill has left is removed by the next run")
    func leftovers() throws {
        try scratch.write([1], to: "one/.tuckbox.office.abc.part")
        let theirs = ["\(BackupName(job: "office", time: 5).text).sha256", ".tuckbox.office.theirs.abc.part", ".tuckbox.other.abc.part"]
        for name in theirs { try scratch.write([1], to: "one/\(name)") }
        #expect(try run(job()).isGood)
        #expect(try Set(scratch.names(in: "one").filter { $0.contains("abc.part") || $0 == theirs[0] }) == Set(theirs))
        #expect(try scratch.names(in: "one").count == 6)
    }

    @Test("two runs at once: the second is told so")
    func locked() throws {
        let held = try folder.lock()
        #expect(throws: BackupError.alreadyRunning) { try run(job()) }
        #expect(try folder.isRunning)
        _ = held.numberForPrograms
    }

    @Test("a place that gives back other bytes than it took has no backup")
    func readBack() throws {
        let place = try FolderPlace(scratch("one"))
        let before = try scratch.names(in: "one")
        for (size, byte) in [(3, 1), (3_000_000, 2_999_999), (40_000_000, 20_000_000), (40_000_000, 0)] {
            #expect(throws: BackupError.readBackDiffers(place.display)) {
                try place.store("t") { output, note in
                    var bytes = [UInt8](repeating: 7, count: size)
                    let digest = try StreamingDigest()
                    digest.update(bytes.span)
                    try note(bytes.span)
                    bytes[byte] ^= 1
                    try output.write(bytes)
                    return StoredBackup(name: BackupName(job: "office", time: 5), size: UInt64(size), sha256: try digest.finish())
                }
            }
            #expect(try scratch.names(in: "one") == before)
        }
    }

    @Test(
        "what is written in pieces of any size is read back whole",
        arguments: [0, 1, 4096, (1 << 20) + 1, (16 << 20) - 1, 16 << 20, (35 << 20) + 77])
    func readBackWhole(size: Int) throws {
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 11) }
        let name = BackupName(job: "office", time: 5)
        let stored = try FolderPlace(scratch("one")).store("t") { output, note in
            let digest = try StreamingDigest()
            var end = 0
            while end < size {
                let piece = Array(bytes[end..<min(size, end + 1_234_567)])
                try output.write(piece)
                digest.update(piece.span)
                end += piece.count
                try note(piece.span)
            }
            return StoredBackup(name: name, size: UInt64(size), sha256: try digest.finish())
        }
        #expect(try contents(of: scratch("one/\(name.text)")) == bytes)
        #expect(try FolderPlace(scratch("one")).catalogue(of: "office").backups == [stored])
    }

    @Test("a state that somebody has spoilt is not taken for none")
    func spoiltState() throws {
        #expect(try run(job()).isGood)
        let file = try Descriptor.open(scratch("state/office/state.json"), .readWrite)
        try file.write(Array("{\"sch".utf8), at: 0)
        try file.truncate(to: 5)
        #expect(throws: BackupError.self) { try folder.load() }
    }
}
