import CryptoCore
import Testing

@testable import Backups
@testable import SystemFiles

@Suite("What a place holds")
struct CatalogueTests {
    private let hash = Hash256([UInt8](repeating: 7, count: 32))!
    private func name(_ day: Int) -> String { BackupName(job: "office", time: Int64(day) * 86400).text }
    private func line(_ name: String) -> ChecksumLine { ChecksumLine(hash, Array(name.utf8)) }

    @Test("a name says when, and goes both ways")
    func names() throws {
        let name = BackupName(job: "office", time: 1_795_673_254)
        #expect(name.text == "office.20261126T060734Z.vault")
        #expect(BackupName(name.text, job: "office") == name)
        for wrong in [
            "offic.20261126T060734Z.vault", "office.20261126T060734Z.vault.sha256", "office.20261326T060734Z.vault", "office.20261126T0607341.vault",
            "office.20261126-060734Z.vault", "office.2026112éT060734Z.vault", "office..vault", "office.vault", "",
        ] { #expect(BackupName(wrong, job: "office") == nil, "\(wrong)") }
        #expect(BackupName("office.20261126T060734Z.vault", job: "offi") == nil)
    }

    @Test("lines of sha256sum go both ways, whatever the name")
    func lines() {
        for text in ["a", "with space", "back\\slash", "new\nline", "return\r", " leading", "*star"] {
            let line = self.line(text)
            #expect(ChecksumLine(line.bytes.dropLast()) == line)
        }
        #expect(String(decoding: line("a\nb").bytes, as: UTF8.self) == "\\\(hash.text)  a\\nb\n")
        let digits = hash.text
        for wrong in [
            "", digits, "\(digits)  ", "\(digits) a", "\(digits.uppercased().replacing("0", with: "A"))  a", "\\\(digits)  a\\", "\\\(digits)  a\\x",
        ] {
            #expect(ChecksumLine(Array(wrong.utf8)) == nil, "\(wrong)")
        }
    }

    @Test("a line behind another file's rest is found")
    func glued() {
        let (first, second) = (line(name(1)), line(name(2)))
        #expect(ChecksumLine.all(in: first.bytes + [0x78] + second.bytes + Array("nonsense  x".utf8)) == [first, second])
        // The newline between them is missing, and both are whole.
        #expect(ChecksumLine.all(in: first.bytes.dropLast() + second.bytes) == [first, second])
    }

    @Test("only a vault with its checksum is a backup; what a kill left is known")
    func catalogue() {
        let catalogue = Catalogue(
            job: "office",
            files: [
                (name(2), 10), (name(2) + ".sha256", 96), (name(1), 20), (name(1) + ".sha256", 96), (name(3), 30), (name(4) + ".sha256", 96),
                (".tuckbox.office.abc.part", 5), (".tuckbox.office-2.abc.part", 5), ("holiday.jpg", 5), ("office-2.20261126T060734Z.vault", 5),
            ],
            lines: [line(name(1)), line(name(2)), line(name(3)), line(name(4)), line("holiday.jpg")])
        #expect(catalogue.backups.map(\.name.text) == [name(1), name(2)] && catalogue.backups.map(\.size) == [20, 10])
        #expect(catalogue.unproven == [name(3)])
        #expect(catalogue.leftovers == [name(4) + ".sha256", ".tuckbox.office.abc.part"])
    }

    @Test("a vault that cannot be looked at is there, and its checksum is no leftover")
    func unreadable() {
        let listing = RemotePlace.files(in: Array("-1;\(name(1))\n96;\(name(1)).sha256\nnonsense\n".utf8))
        #expect(listing.others == [name(1)] && listing.files.map(\.name) == [name(1) + ".sha256"])
        let catalogue = Catalogue(job: "office", files: listing.files, others: listing.others, lines: [line(name(1))])
        #expect(catalogue.unproven == [name(1)] && catalogue.leftovers.isEmpty && catalogue.backups.isEmpty)
    }

    @Test("rotation takes neither what was just made, nor the newest, nor what nothing vouches for")
    func rotation() {
        var files: [(name: String, size: UInt64)] = [(name(9), 1)]
        for day in 1...5 { files += [(name(day), 1), (name(day) + ".sha256", 96)] }
        let catalogue = Catalogue(job: "office", files: files, lines: (1...5).map { line(name($0)) })
        let made = BackupName(job: "office", time: 2 * 86400)
        #expect(catalogue.removable(by: Retention(daily: 1), keeping: made).map(\.name.text) == [name(1), name(3), name(4)])
        #expect(catalogue.removable(by: Retention(), keeping: BackupName(job: "office", time: 5 * 86400)).count == 4)
    }
}

@Suite("Whether backups are recent")
struct StatusTests {
    private let job = try! BackupJob(
        yaml: Array(
            """
            schema: 1
            name: office
            source: {folders: [/a]}
            targets:
              - {name: sticks, sticks: [{name: A, id: a}, {name: B, id: b}]}
              - {name: nas, folder: /mnt/nas}
            alert_after: 36 hours
            """.utf8))
    private let hash = Hash256([UInt8](repeating: 7, count: 32))!
    private let now: Int64 = 1_800_000_000

    private func state(_ shelves: [(String, String?, [Int64])], ended: Bool = true, failed: [String] = []) -> BackupState {
        var state = BackupState()
        for (target, stick, times) in shelves {
            state.note(times.map { BackupState.Copy(time: $0, size: 1, sha256: hash.text) }, target, stick)
        }
        state.lastRun = BackupState.Run(began: now - 10, ended: ended ? now : nil, failed: failed)
        return state
    }

    private func status(_ state: BackupState, running: Bool = false) -> BackupStatus { BackupStatus(job, state, isRunning: running, now: now) }

    @Test("good is only what is recent everywhere, with a last run that ended well")
    func verdicts() {
        let fresh: [(String, String?, [Int64])] = [("sticks", "A", [now - 3600]), ("sticks", "B", [now - 300_000]), ("nas", nil, [now - 3600])]
        #expect(status(state(fresh)).verdict == .good)
        #expect(status(state(fresh)).targets[0].dueStick == "B")
        #expect(status(state(fresh, failed: ["nas"])).verdict == .partial)
        #expect(status(state(fresh, ended: false)).verdict == .partial && status(state(fresh, ended: false)).wasCutOff)
        #expect(status(state(fresh, ended: false), running: true).verdict == .good)
        #expect(status(state([fresh[0]])).verdict == .partial)
        #expect(status(state([("nas", nil, [now - 36 * 3600])])).targets[1].isFresh)
        #expect(status(state([("nas", nil, [now - 36 * 3600 - 1])])).verdict == .overdue)
        #expect(status(BackupState()).verdict == .overdue)
        #expect(!status(state([("sticks", "C", [now])])).targets[0].isFresh, "a stick that the job does not name")
    }

    @Test("a backup that is dated in the future proves nothing about tonight")
    func future() {
        let state = state([("sticks", "A", [now + 400_000]), ("nas", nil, [now - 300_000, now + 400_000])])
        #expect(status(state).verdict == .overdue && status(state).fromTheFuture == 2)
        #expect(status(state).targets[1].newest == now - 300_000)
    }

    @Test("what is dated in the future on a target or a stick that the job no longer has is nobody's")
    func formerTargets() {
        let fresh: [(String, String?, [Int64])] = [("sticks", "A", [now - 3600]), ("nas", nil, [now - 3600])]
        let former: [(String, String?, [Int64])] = [("sticks", "C", [now + 400_000]), ("old", nil, [now + 400_000])]
        #expect(status(state(fresh + former)).verdict == .good)
    }

    @Test("times beyond any calendar do not trap")
    func extremes() {
        var state = BackupState()
        state.shelves = [BackupState.Shelf(target: "nas", stick: nil, copies: [BackupState.Copy(time: .min, size: 1, sha256: "")])]
        #expect(BackupStatus(job, state, isRunning: false, now: .max).verdict == .overdue)
        #expect(BackupStatus(job, state, isRunning: false, now: .min).targets[1].newest == .min)
    }
}

@Suite("Where sticks are mounted")
struct MountTests {
    @Test("the system's own table is read, and an identity that is no name finds nothing")
    func real() throws {
        #expect(try MountTable().mounts.contains { $0.place == Path("/") })
        #expect(try NamedMedium.places(of: "../../../dev/null").isEmpty)
        #expect(try NamedMedium.places(of: "no-such-stick").isEmpty)
    }
}
