import ArgumentParser
import AuditTrail
import SystemFiles
import VaultFiles

struct LogCheckpointCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "Say in five signed lines how long the record is and what is in it.",
        usage: "tuckbox log checkpoint [<options>]",
        discussion: """
            Print it, or mail it to somebody who keeps it: 'tuckbox log verify
            --checkpoint FILE' then shows whether the record was put back to an earlier
            state, or exchanged. The format is a C2SP tlog-checkpoint, which collectors of
            other makes keep too.

            tuckbox log checkpoint | mail -s "record" office@school.example

            Exit status: 0 done, 1 failed, 64 usage.
            """)

    @OptionGroup var trail: TrailOption

    @Option(name: [.short, .long], help: ArgumentHelp("Where it goes; standard output by default.", valueName: "file"))
    var output: String?

    @Flag(name: [.short, .long], help: "Replace a file that is there.")
    var force = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let snapshot = try TrailSnapshot(try trail.folder())
        let checkpoint = try snapshot.checkpoint()
        if let output, output != "-" {
            let path = Path(argument: output)
            let bytes = checkpoint.note
            try KeyOutput.write(bytes.span, newline: false, to: path, permissions: 0o644, replacing: force)
            common.note("wrote \(quoted(path)): \(counted(Int(checkpoint.size), "entry", "entries"))")
        } else if !common.json {
            Console.result(checkpoint.note)
        }
        if common.json { try JSONDocument.print(CheckpointFacts(checkpoint)) }
    }
}

/// A checkpoint in JSON.
struct CheckpointFacts: Encodable {
    let schema = 1
    let origin: String
    let entries: UInt64
    let root: String
    let note: String

    init(_ checkpoint: Checkpoint) {
        (origin, entries, root) = (checkpoint.origin, checkpoint.size, checkpoint.root.hexadecimal)
        note = String(decoding: checkpoint.note, as: UTF8.self)
    }
}
