import ArgumentParser
import Backups
import CryptoCore
import SystemFiles

struct BackupListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the backups on the targets that can be reached, and those remembered of sticks that are away.",
        usage: "tuckbox backup list [<options>] <job>",
        discussion: """
            tuckbox backup list office.yaml

            Exit status: 0 done, 3 some target could not be reached.
            """)

    @OptionGroup var options: BackupOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
        let file = try options.file()
        let shelves = try Shelves(file.job, try options.folder(file.job))
        var lines: [Line] = []
        var seen: Set<String> = []
        for shelf in shelves.shelves {
            let (target, stick) = (shelf.connection.target.name, shelf.connection.stick)
            seen.insert(Bulletin.name(target, stick))
            lines += shelf.catalogue.backups.map {
                let state = shelf.view.unknown.contains($0) ? "unknown" : shelf.view.altered.contains($0) ? "altered" : "good"
                return Line($0.name.text, $0.name.time, $0.size, $0.sha256.text, target, stick, state)
            }
            lines += shelf.catalogue.unproven.map { Line($0, nil, nil, nil, target, stick, "unproven") }
        }
        for shelf in shelves.state.shelves where !seen.contains(Bulletin.name(shelf.target, shelf.stick)) {
            lines += shelf.copies.map {
                Line(BackupName(job: file.job.name, time: $0.time).text, $0.time, $0.size, $0.sha256, shelf.target, shelf.stick, "away")
            }
        }
        if common.json {
            try JSONDocument.print(
                Report(job: file.job.name, backups: lines, failed: shelves.failures.map { JSONFailure($0.failure, path: $0.target) }))
        } else {
            for line in lines { Console.result(line.text) }
        }
        for (target, failure) in shelves.failures {
            Failure(failure.status, message: "\(target): \(failure.message)", hint: failure.hint).report()
        }
        if !shelves.failures.isEmpty { ExitStatus.incomplete.exit() }
    }

    private struct Report: Encodable {
        let schema = 1
        let job: String
        let backups: [Line]
        let failed: [JSONFailure]
    }

    private struct Line: Encodable {
        let name: String
        let made: String?
        let vaultBytes: UInt64?
        let sha256: String?
        let target: String
        let stick: String?
        /// `good`, `away` (on a stick that is not here, as it was remembered), `unproven` (nothing vouches for it),
        /// `altered` (not what this computer remembers), `unknown` (this computer did not make it).
        let state: String

        init(_ name: String, _ time: Int64?, _ size: UInt64?, _ hash: String?, _ target: String, _ stick: String?, _ state: String) {
            (self.name, made, vaultBytes, sha256) = (name, time.map { timestamp($0) }, size, hash)
            (self.target, self.stick, self.state) = (target, stick, state)
        }

        var text: String {
            let size = vaultBytes.map { byteCount($0) } ?? "?"
            let note = state == "good" ? "" : "  \(state)"
            return "\(name)  \(String(repeating: " ", count: max(0, 9 - size.count)))\(size)  \(Bulletin.name(target, stick))\(note)"
        }
    }
}
