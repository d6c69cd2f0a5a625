import ArgumentParser
import AuditTrail
import CryptoCore
import SystemFiles
import VaultFiles

struct UnwrapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unwrap",
        abstract: "Decrypt a vault, or some of its members.",
        discussion: """
            Without -o, what was wrapped appears beside the vault under its own name.
            With -o NAME it gets that name; if NAME is a folder, it goes inside.
            To standard output goes one file as it is, or everything as a tar.
            Nothing appears unless all of it is authentic.

            tuckbox unwrap "SEN reviews.vault"
            tuckbox unwrap "SEN reviews.vault" -o - "SEN reviews/register.csv"

            Exit status: 0 done, 1 failed, 10 not a vault, 11 in use, 12 wrong
            passphrase or key, 13 damaged or altered, 14 made by a newer tuckbox,
            64 usage, 130 interrupted.
            """)

    @Argument(help: ArgumentHelp("The vault; - is standard input.", valueName: "vault"))
    var vault: String

    @Argument(help: ArgumentHelp("Members to take out, as 'tuckbox list' names them; all if none.", valueName: "member"))
    var members: [String] = []

    @Flag(help: "Take out of a damaged vault what is whole, to a new folder NAME.salvaged; always exits 13 if anything is damaged.")
    var salvage = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var opening: OpeningOptions
    @OptionGroup var trail: TrailOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        try opening.passphrase.requireApart(from: vault)
        if vault == "-", output.output == nil { throw ValidationError("a vault from standard input needs -o") }
        if salvage, vault == "-" || output.isStandardOutput || output.dryRun || output.force || !members.isEmpty {
            throw ValidationError("--salvage takes a vault that is a file and writes all that is left to a new folder")
        }
    }

    func run() throws {
        let path = Path(argument: vault)
        let record = output.dryRun ? nil : try ActionRecord.prepare(.unwrap, trail)
        if vault != "-" { ReaderBeside.warnIfChanged(besideVault: path) }
        do { salvage ? try Salvage.run(path, to: output.path, opening, record, common) : try unwrap(path, record) } catch {
            throw Failure(error, about: path) ?? error
        }
    }

    private func unwrap(_ path: Path, _ record: ActionRecord?) throws {
        let opened = try OpenedVault(path, opening) { try record?.intend($0, path, common) }
        common.detail("opened by slot \(opened.vault.slot + 1); vault \(hexadecimal(opened.vault.file.headers.header.fixed.vaultID))")
        let selection = try Selection(members.map(CommandLineArguments.bytes(of:)), in: opened.contents)
        record?.note { ($0.files, $0.contentBytes) = (UInt64(selection.fileCount), selection.size) }
        let extractor = VaultExtractor(selection, jobs: output.threads)
        if output.isStandardOutput {
            guard !output.dryRun else { return }
            if !members.isEmpty, !selection.isSingleFile {
                throw Failure(.failed, message: "several members cannot go to standard output", hint: "name one file, or unwrap to a folder with -o")
            }
            let summary = try extractor.extract(toStream: .inherited(1, name: "standard output"))
            return warn(summary, path)
        }
        let destination = try destination(path, selection)
        if output.dryRun { return try report(destination, selection, summary: nil) }
        let summary = try ProgressBar.during("unwrapping", extractor.progress, shown: common.showsProgress) {
            try extractor.extract(to: destination, replacing: output.force)
        }
        warn(summary, path)
        try report(destination, selection, summary: summary)
    }

    /// What is not good enough to pass over, and not bad enough to stop.
    private func warn(_ summary: VaultExtractor.Summary, _ path: Path) {
        if !summary.checksumTableAgrees {
            Console.warn("\(quoted(path)): its table of checksums is damaged; the contents are authentic, but make a new vault of them soon")
        }
    }

    private func destination(_ vault: Path, _ selection: Selection) throws -> Path {
        let name = selection.name ?? vault.vaultStem ?? vault.lastComponent + Array(".unwrapped".utf8)
        guard let given = output.path else { return vault.parent.appending(name) }
        let exists = try FileStatus.ifPresent(given, following: true)?.kind == .directory
        return given.hasTrailingSlash || exists ? given.withoutTrailingSlashes.appending(name) : given
    }

    private func report(_ destination: Path, _ selection: Selection, summary: VaultExtractor.Summary?) throws {
        let (files, bytes) = (selection.fileCount, selection.size)
        common.note("\(summary == nil ? "would write" : "wrote") \(quoted(destination)): \(counted(files, "file")), \(byteCount(bytes))")
        if common.json {
            try JSONDocument.print(
                Report(
                    path: destination.display, files: files, contentBytes: bytes, written: summary != nil,
                    checksumTableAgrees: summary?.checksumTableAgrees))
        }
    }

    private struct Report: Encodable {
        let schema = 1
        let path: String
        let files: Int
        let contentBytes: UInt64
        let written: Bool
        let checksumTableAgrees: Bool?
    }
}
