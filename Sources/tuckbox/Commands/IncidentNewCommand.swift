import ArgumentParser
import AuditReport
import AuditTrail
import CryptoCore
import FoundationEssentials
import SystemFiles
import VaultFiles

struct IncidentNewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Make the form of an incident from an audit.",
        usage: "tuckbox incident new [<options>] --from <audit.json>",
        discussion: """
            Fills in what the audit knows: kinds of records, how many children, what was
            encrypted, evidence, the 72-hour deadline, who must be told. The rest is for
            people. It names no child.

            tuckbox audit /dev/sdb --json > audit.json
            tuckbox incident new --from audit.json --became-aware "2026-11-26 08:40"

            Exit status: 0 done, 1 failed, 14 the audit was made by a newer tuckbox,
            64 usage.
            """)

    @Option(help: ArgumentHelp("The audit, as 'tuckbox audit --json' prints it; - is standard input.", valueName: "audit.json"))
    var from: String

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("Where the form goes; incident-REFERENCE.html here without it; - is standard output.", valueName: "form.html"))
    var output: String?

    @Option(help: ArgumentHelp("Write the report of the audit too, as the form's annex.", valueName: "report.html"))
    var annex: String?

    @Option(
        help: ArgumentHelp(
            "When the school became aware: local time, as in \"2026-11-26 08:40\", or with a zone, as in 2026-11-26T08:40:00Z. The start of the audit without it.",
            valueName: "time"))
    var becameAware: String?

    @Option(help: ArgumentHelp("Whose clocks, by the name in the time zone database.", valueName: "place"))
    var timeZone = "Europe/London"

    @Flag(name: [.short, .long], help: "Replace files that are there.")
    var force = false

    @OptionGroup var trail: TrailOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if output == "" || annex == "" { throw ValidationError("a file needs a name") }
        if annex == "-" { throw ValidationError("the annex needs the name of a file") }
        if output == "-", common.json { throw ValidationError("say -o - or --json, not both") }
    }

    func run() throws {
        guard let place = LocalClock(timeZone) else {
            throw Failure(
                .usage, message: "there is no time zone \(quoted(Path(argument: timeZone)))",
                hint: "Europe/London, for example; 'timedatectl list-timezones' lists them")
        }
        let (audit, digest) = try AuditDocument.read(Path(argument: from))
        let now = UTCTime(currentTime())
        let aware = try becameAware.map { try TimeArgument.time($0, in: place) }
        if let aware, aware > now { throw Failure(.usage, message: "--became-aware is in the future", hint: "say when it was") }
        try ActionRecord.prepare(.incident, trail).intend(common) { $0.files = UInt64(audit.totals.files) }
        let incident = Incident(audit, digest: digest, becameAware: aware, made: now, in: place)
        let form = output ?? "incident-\(incident.reference).html"
        let page = Array(IncidentPage.text(incident, in: place).utf8)
        if form == "-" { Console.result(page) } else if output != nil || !common.json { try write(page, form) }
        if let annex { try write(Array(AuditPage.text(audit, showsNames: false).utf8), annex) }
        if common.json { try JSONDocument.print(incident) }
        let over = incident.clock.deadline.utc < now ? "were over" : "are over"
        common.note(
            "the 72 hours \(over) on \(place.time(incident.clock.deadline.utc).words)\(incident.clock.isAssumed ? ", counted from the start of the audit" : "")"
        )
    }

    private func write(_ page: [UInt8], _ name: String) throws {
        let path = Path(argument: name)
        try KeyOutput.write(page.span, newline: false, to: path, permissions: 0o600, replacing: force)
        common.note("wrote \(quoted(path))")
    }
}

/// An audit from a file.
enum AuditDocument {
    /// The audit, and the SHA-256 of its document in hexadecimal.
    static func read(_ path: Path) throws -> (audit: Audit, digest: String) {
        let file = path == Path("-") ? Descriptor.inherited(0, name: "standard input") : try Descriptor.open(path, .read)
        var bytes: [UInt8] = []
        let buffer = ByteBuffer(count: 1 << 20)
        while bytes.count <= AuditLimits.documentBytes {
            let count = try buffer.withMutableSpan(0..<buffer.count) { try file.read(into: &$0) }
            if count == 0 { break }
            bytes += buffer.withSpan(0..<count) { span in unsafe span.withUnsafeBytes { unsafe Array($0) } }
        }
        do { return (try Audit(json: Data(bytes)), hexadecimal(try Digest.sha256.hash(bytes.span))) } catch let error as InvalidAudit {
            throw Failure(error, path)
        }
    }
}
