import ArgumentParser
import AuditTrail
import CryptoCore
import Policy
import SystemFiles
import VaultFiles

struct WrapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wrap",
        abstract: "Encrypt files and folders into vaults.",
        discussion: """
            Without -o, each PATH gets a vault of its own beside it, NAME.vault.
            With -o FOLDER/ the vaults go there; with -o FILE one vault holds them all.
            On a memory stick the vault's name does not give away what is inside.

            tuckbox wrap report.docx
            tuckbox wrap "SEN reviews" -o /media/stick/
            tuckbox wrap a.csv b.csv -o both.vault --recovery-key school.pub
            tuckbox wrap report.pdf --for-parent

            Exit status: 0 done, 1 failed, 3 some inputs were left out, 20 refused by
            policy, 64 usage, 130 interrupted.
            """)

    @Argument(help: ArgumentHelp("Files and folders; - is standard input.", valueName: "path"))
    var paths: [String]

    @OptionGroup var output: OutputOptions
    @OptionGroup var recipe: RecipeOptions
    @OptionGroup var policy: PolicyOption

    @Flag(help: "Remove the inputs after the vault was read back from the medium and verified.")
    var removeSource = false

    @OptionGroup var reader: ReaderOptions

    @Flag(help: "Make a page for mail with the vault inside.")
    var forParent = false

    @Option(help: ArgumentHelp("The day by which it should be back, as 2026-12-01.", valueName: "day"))
    var due: String?

    @OptionGroup var trail: TrailOption
    @OptionGroup var common: CommonOptions

    private var parentPage: ParentPage {
        ParentPage(inputs: paths.map { Path(argument: $0) }, output: output, recipe: recipe, common: common)
    }

    func validate() throws {
        if paths.contains("-"), paths.count > 1 { throw ValidationError("- stands alone: standard input cannot be wrapped with other inputs") }
        try paths.forEach(recipe.passphrase.requireApart(from:))
        if paths == ["-"], output.output == nil { throw ValidationError("standard input needs -o FILE, or -o - for standard output") }
        if let due {
            let today = String(UTCTime(currentTime()).text.prefix(10))
            guard due.count == 10, UTCTime(due) != nil else { throw ValidationError("--due takes a day, as in \(today)") }
            // Where it is still yesterday, yesterday is no day of the past.
            let yesterday = String(UTCTime(currentTime() - 86_400).text.prefix(10))
            if due < yesterday { throw ValidationError("--due \(due) is in the past: today is \(today)") }
        }
        if forParent {
            if removeSource || reader.with || reader.without {
                throw ValidationError("--for-parent goes with none of --remove-source, --with-reader, --without-reader")
            }
            try parentPage.validate()
        }
        if reader.with, output.isStandardOutput { throw ValidationError("--with-reader needs a vault that is a file") }
        if removeSource, paths == ["-"] || output.isStandardOutput { throw ValidationError("--remove-source needs files as input and output") }
    }

    func run() throws {
        if output.isStandardOutput, Console.outputIsTerminal {
            throw Failure(.failed, message: "a vault is not text; it will not be printed on a terminal", hint: "use -o FILE, or redirect the output")
        }
        let policy = try policy.load()
        let record = output.dryRun ? nil : try ActionRecord.prepare(.wrap, trail, policy: policy)
        if forParent { return try parentPage.run(policy, record) }
        let rules = LabelRules(policy: policy, asked: recipe.label, hasKeyFile: recipe.keyFile != nil)
        var jobs = try WrapJob.plan(paths.map { Path(argument: $0) }, output, rules)
        try prepare(&jobs)
        var written: [WrittenVault] = []
        if output.dryRun {
            let failed = try forEach(&jobs) { written.append(try $0.dryRun()) }
            try report(written, failed, [])
            if !failed.isEmpty { ExitStatus.incomplete.exit() }
            return
        }

        try record?.intend(common) { entry in
            entry.vaults = UInt64(jobs.count)
            entry.due = due
            if jobs.count == 1 { (entry.label, entry.medium) = (jobs[0].decision?.label, jobs[0].medium) }
        }
        let writer = VaultWriter(try recipe.recipe(policy, outputs: jobs), jobs: output.threads)
        var folders: [Path] = []
        var failed: [JSONFailure] = []
        try ProgressBar.during("wrapping", writer.progress, shown: common.showsProgress) {
            failed = try forEach(&jobs) { job in
                let (vault, identifier) = try job.run(writer, output, removeSource: removeSource)
                written.append(vault)
                try record?.add(
                    VaultBatch.Vault(
                        identifier: identifier, label: vault.label, medium: job.medium, files: UInt64(vault.files),
                        contentBytes: vault.contentBytes, vaultBytes: vault.vaultBytes))
                if let folder = job.folder { folders.append(folder) }
            } afterFailure: {
                try record?.add(VaultBatch.Vault(failed: true, medium: $0.medium))
            }
        }
        let pages = Result { try reader.write(in: folders) }
        try report(written, failed, (try? pages.get()) ?? [])
        _ = try pages.get()
        if let note = try policy.recoveryNote(), !written.isEmpty {
            common.note(note)
        } else if !recipe.hasRecoveryKey, !written.isEmpty {
            common.note("keep the passphrase: without it nobody can open \(written.count == 1 ? "this vault" : "these vaults")")
        }
        if !failed.isEmpty || written.contains(where: { !$0.omitted.isEmpty }) { ExitStatus.incomplete.exit() }
    }

    /// What can be refused is refused before anybody types a passphrase. One of several that cannot be done is told of when its turn comes, so that
    /// the others are wrapped all the same; if none can be done, each is told of now.
    private func prepare(_ jobs: inout [WrapJob]) throws {
        var hopeless = 0
        for index in jobs.indices {
            do { try prepare(&jobs[index], isOnly: jobs.count == 1) } catch let error where jobs.count > 1 && isOfOneInput(error) { hopeless += 1 }
        }
        guard hopeless == jobs.count else { return }
        let failed = try forEach(&jobs) { try prepare(&$0, isOnly: false) }
        try report([], failed, [])
        ExitStatus.incomplete.exit()
    }

    private func prepare(_ job: inout WrapJob, isOnly: Bool) throws {
        // Trees of many jobs would take much memory at once.
        defer { if !isOnly { job.forget() } }
        try job.prepare(output)
        try job.decideLabel()
        if let decision = job.decision, let raisedBy = decision.raisedBy {
            common.note("\(quoted(job.inputs[0])) gets the label \(decision.label): it has a vault in it that is \(raisedBy)")
        }
    }

    /// A refusal by the policy, for example, is not: it concerns them all.
    private func isOfOneInput(_ error: any Error) -> Bool {
        error is FileError || error is VaultError || (error as? Failure)?.status == .failed
    }

    /// Does something with each job. With several, one that fails is told of, and the others go on.
    private func forEach(
        _ jobs: inout [WrapJob], _ body: (inout WrapJob) throws -> Void, afterFailure: (WrapJob) throws -> Void = { _ in }
    ) throws -> [JSONFailure] {
        var failed: [JSONFailure] = []
        for index in jobs.indices {
            do { try body(&jobs[index]) } catch {
                guard jobs.count > 1, !(error is Interrupted), let failure = Failure(error, about: jobs[index].inputs.first) else { throw error }
                failure.report()
                failed.append(JSONFailure(failure, path: jobs[index].inputs.first?.display))
                try afterFailure(jobs[index])
            }
            // A tree in memory is not needed again.
            jobs[index].forget()
        }
        return failed
    }

    private func report(_ written: [WrittenVault], _ failed: [JSONFailure], _ pages: [Path]) throws {
        for vault in written {
            for omitted in vault.omitted { Console.warn("left out \(omitted)") }
            common.note(vault.sentence(dryRun: output.dryRun))
            if let vaultID = vault.vaultId { common.detail("  vault \(vaultID), \(grouped(vault.vaultBytes)) bytes") }
        }
        for page in pages { common.note("with \(quoted(page)), which opens vaults in any browser") }
        if common.json, !output.isStandardOutput {
            try JSONDocument.print(Report(vaults: written, failed: failed, readerPages: pages.map(\.display)))
        }
    }

    private struct Report: Encodable {
        let schema = 1
        let vaults: [WrittenVault]
        let failed: [JSONFailure]
        let readerPages: [String]
    }
}
