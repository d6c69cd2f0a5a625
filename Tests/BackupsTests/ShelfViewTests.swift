import CryptoCore
import FoundationEssentials
import Testing

@testable import Backups

@Suite("What is believed of a shelf")
struct ShelfViewTests {
    private func hash(_ byte: UInt8) -> Hash256 { Hash256([UInt8](repeating: byte, count: 32))! }
    private func backup(_ day: Int, _ byte: UInt8 = 7) -> StoredBackup {
        StoredBackup(name: BackupName(job: "office", time: Int64(day) * 86400), size: 1, sha256: hash(byte))
    }

    /// Remembers backups of days 1 to 4, and is about to make that of day 5 and to remove that of day 6.
    private var state: BackupState {
        var state = BackupState()
        state.note((1...4).map { BackupState.Copy(backup($0)) }, uncertain: [5, 6].map { BackupState.Copy(backup($0)) }, "nas", nil)
        return state
    }

    @Test("a remembered checksum is believed, not the one that lies there; what is not remembered is nobody's")
    func kinds() {
        var catalogue = Catalogue([backup(1), backup(2, 9), backup(5), backup(8)])
        catalogue.unproven = [backup(3).name.text, backup(9).name.text]
        var state = state
        let view = state.look(at: catalogue, "nas", nil, job: "office")
        #expect(view.known == [backup(1), backup(5)] && view.altered == [backup(2, 9)] && view.unknown == [backup(8)] && !view.isNew)
        #expect(view.unproven == [backup(3).name] && view.missing == [backup(4).name])
        #expect(view.findings("nas", nil).map(\.kind) == [.altered, .unproven, .missing, .unknown])
        // What is gone is told once; the exchanged one is still remembered as it was.
        #expect(state.shelf("nas", nil)?.copies == [1, 2, 3, 5].map { BackupState.Copy(backup($0)) })
        #expect(state.shelf("nas", nil)?.uncertain == nil)
        #expect(state.look(at: catalogue, "nas", nil, job: "office").missing.isEmpty)
    }

    @Test("what was about to be made or removed when the run was killed is there or not, and neither is told")
    func uncertain() {
        var state = state
        let all = Catalogue((1...6).map { backup($0) })
        #expect(ShelfView(all, state.shelf("nas", nil), job: "office").findings("nas", nil).isEmpty)
        let none = Catalogue((1...4).map { backup($0) })
        #expect(state.look(at: none, "nas", nil, job: "office").findings("nas", nil).isEmpty)
        let exchanged = Catalogue((1...4).map { backup($0) } + [backup(5, 9)])
        #expect(ShelfView(exchanged, self.state.shelf("nas", nil), job: "office").unknown == [backup(5, 9)])
    }

    @Test("a shelf that is not remembered is taken over, and that is told")
    func new() {
        var state = state
        let view = state.look(at: Catalogue([backup(1)]), "away", nil, job: "office")
        #expect(view.isNew && view.known == [backup(1)] && view.findings("away", nil).map(\.kind) == [.adopted])
        #expect(state.look(at: Catalogue([backup(1)]), "away", nil, job: "office").findings("away", nil).isEmpty)
        #expect(ShelfView(Catalogue(), nil, job: "office").findings("away", nil).isEmpty)
    }

    @Test("a state of an earlier version is read: what it does not say is a default")
    func earlier() throws {
        let text = """
            {"schema": 1, "lastRun": {"began": 5, "ended": 6, "failed": [], "clockWasBehind": false},
             "shelves": [{"target": "nas", "copies": [{"time": 86400, "size": 1, "sha256": "\(hash(7).text)"}]}]}
            """
        let state = try JSONDecoder().decode(BackupState.self, from: Data(text.utf8))
        #expect(ShelfView(Catalogue([backup(1)]), state.shelf("nas", nil), job: "office").known == [backup(1)])
        #expect(state.lastRun?.findings == nil && state.number == nil)
    }
}
