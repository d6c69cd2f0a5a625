import ArgumentParser
import AuditTrail
import CryptoCore
import SystemFiles

struct LogVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check that nobody has changed the record.",
        usage: "tuckbox log verify [<options>]",
        discussion: """
            Finds entries that were edited, dropped, put in, moved or cut off, and names
            the first. With the verification key from the safe also those of somebody who
            knows how the record is made; with a checkpoint that was kept elsewhere also a
            record that was put back.

            tuckbox log verify
            tuckbox log verify --verification-key /media/safe/key --checkpoint january.txt

            Exit status: 0 whole, 1 failed, 13 altered, 64 usage, 130 interrupted.
            """)

    @OptionGroup var trail: TrailOption

    @Option(help: ArgumentHelp("The verification key; - is standard input.", valueName: "file"))
    var verificationKey: String?

    @Option(help: ArgumentHelp("A checkpoint that was kept elsewhere; may be repeated.", valueName: "file"))
    var checkpoint: [String] = []

    @Option(help: ArgumentHelp("Verify this archive of a month instead.", valueName: "file"))
    var archive: String?

    @Option(help: ArgumentHelp("Files, or parts of one, that are worked on at once.", valueName: "n"))
    var jobs: Int?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try OutputOptions.checkJobs(jobs)
        if archive != nil, !checkpoint.isEmpty { throw ValidationError("an archive has its own checkpoint") }
    }

    func run() throws {
        if let archive { return try verify(archive: Path(argument: archive)) }
        let snapshot = try TrailSnapshot(try trail.folder())
        let checkpoints = try checkpoint.map { try Self.checkpoint(Path(argument: $0)) }
        let result = try Verifier(key: try key(snapshot), checkpoints: checkpoints, jobs: jobs ?? Machine.processors).verify(snapshot)
        let isProven = verificationKey != nil
        if common.json { try JSONDocument.print(VerificationFacts(result, isProven: isProven, checkpoint)) }
        for problem in result.problems { report(problem) }
        if !result.isGood { ExitStatus.damaged.exit() }
        let keyIsHere = try snapshot.verificationKey() != nil
        common.note(VerificationFacts.sentence(result, isProven: isProven, checkpoints: checkpoints.count, keyIsHere: keyIsHere))
        if result.tornBytes > 0 { common.note("the last line was never finished, by a crash or a kill; the next entry mends that") }
    }

    private func verify(archive path: Path) throws {
        let key = try verificationKey.map { try Self.key(Path(argument: $0)) }
        let month = try ArchivedMonth.verify(path, key: key, jobs: jobs ?? Machine.processors)
        let count = counted(Int(clamping: month.next - month.first), "entry", "entries")
        let proof = verificationKey == nil ? "its own checkpoint agrees" : "the verification key proves it"
        common.note("\(quoted(path)) is whole: \(month.month), \(count), of which the first is \(month.first); \(proof)")
        if common.json { try JSONDocument.print(ArchiveFacts(month)) }
    }

    private func report(_ problem: TrailProblem) {
        Failure(
            .damaged, message: VerificationFacts.sentence(problem, checkpoint),
            hint: "keep a copy of the folder as it is, then ask who looks after this computer"
        ).report()
    }

    /// The one that was given, or else the one that is still beside the record.
    private func key(_ snapshot: borrowing TrailSnapshot) throws -> VerificationKey? {
        guard let verificationKey else { return try snapshot.verificationKey() }
        return try Self.key(Path(argument: verificationKey))
    }

    private static func key(_ path: Path) throws -> VerificationKey {
        let limit = VerificationKey.maximumFileSize + 1
        let file = path == Path("-") ? Descriptor.inherited(0, name: "standard input") : try Descriptor.open(path, .read)
        let text = try SecretFile.read(file, limit: limit)
        guard let key = try VerificationKey(text: text) else { throw TrailError.notAVerificationKey(path) }
        return key
    }

    private static func checkpoint(_ path: Path) throws -> Checkpoint {
        let file = try Descriptor.open(path, .read)
        guard let checkpoint = Checkpoint(try file.bytes(count: Checkpoint.maximumSize, at: 0)) else { throw TrailError.notACheckpoint(path) }
        return checkpoint
    }
}
