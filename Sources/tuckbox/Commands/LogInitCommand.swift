import ArgumentParser
import AuditTrail
import CryptoCore
import SystemFiles

struct LogInitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Begin the record now, before there is anything to record.",
        discussion: """
            For whoever sets up a computer: begin the record, and take its key to the safe
            at once.

            tuckbox log init
            tuckbox log key

            Exit status: 0 begun, 1 failed or there is one already, 64 usage.
            """)

    @OptionGroup var trail: TrailOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let trail = try trail.writable()
        try trail.begin()
        common.note("the record begins in \(quoted(trail.folder)); 'tuckbox log key' shows its key, for the safe")
        if common.json { try JSONDocument.print(Report(folder: trail.folder.display)) }
    }

    private struct Report: Encodable {
        let schema = 1
        let folder: String
    }
}
