import ArgumentParser
import AuditTrail
import CryptoCore
import SystemFiles
import VaultFiles

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check vaults without writing anything.",
        usage: "tuckbox verify [<options>] <vault> ...",
        discussion: """
            With a passphrase or key: proves that everything in the vault is as it was
            when it was made. Without: checks its checksums, which finds damage, but not
            what somebody changed on purpose.

            tuckbox verify *.vault
            tuckbox verify --ask-passphrase "SEN reviews.vault"

            Exit status: 0 all good, 1 failed, 10 not a vault, 11 in use, 12 wrong
            passphrase or key, 13 damaged or altered, 14 made by a newer tuckbox;
            with several vaults 3 if any is not good. 64 usage, 130 interrupted.
            """)

    @Argument(help: ArgumentHelp("Vaults; - is standard input.", valueName: "vault"))
    var vaults: [String]

    @OptionGroup var opening: OpeningOptions

    @Flag(help: "Ask for the passphrase.")
    var askPassphrase = false

    @Option(help: ArgumentHelp("Files, or parts of one, that are worked on at once.", valueName: "n"))
    var jobs: Int?

    @OptionGroup var trail: TrailOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        try vaults.forEach(opening.passphrase.requireApart(from:))
        try OutputOptions.checkJobs(jobs)
    }

    func run() throws {
        let record = try ActionRecord.prepare(.verify, trail)
        try record.intend(common) { $0.vaults = UInt64(vaults.count) }
        let progress = Progress()
        var credentials: Credentials?
        var results: [Result] = []
        var failures: [Failure] = []
        try ProgressBar.during("verifying", progress, shown: common.showsProgress) {
            for argument in vaults {
                let path = Path(argument: argument)
                var seen = VaultBatch.Vault()
                do {
                    let result = try verify(path, &credentials, progress, &seen)
                    try record.add(seen)
                    common.note(
                        "\(quoted(path)): \(result.authenticated ? "good; everything in it is authentic" : "no damage found; only opening it with a key proves that nobody changed it")"
                    )
                    results.append(result)
                } catch {
                    guard !(error is Interrupted), let failure = Failure(error, about: path) else { throw error }
                    seen.failed = true
                    try record.add(seen)
                    if vaults.count > 1 || common.json { failure.report() }
                    failures.append(failure)
                    results.append(
                        Result(path: path.display, good: false, authenticated: false, files: nil, failure: JSONFailure(failure, path: nil)))
                }
            }
        }
        if common.json { try JSONDocument.print(Report(vaults: results)) }
        guard let first = failures.first else { return }
        if vaults.count > 1 { ExitStatus.incomplete.exit() }
        if common.json { first.status.exit() }
        throw first
    }

    private func verify(_ path: Path, _ credentials: inout Credentials?, _ progress: Progress, _ seen: inout VaultBatch.Vault) throws -> Result {
        let file = try openVaultFile(path)
        let fixed = file.headers.header.fixed
        (seen.identifier, seen.label, seen.medium) = (fixed.vaultID, fixed.label, try? MediumIdentity(of: path.parent))
        let threads = jobs ?? Machine.processors
        guard opening.isGiven || askPassphrase else {
            try file.verifyWithoutKey(jobs: threads, progress: progress)
            return Result(path: path.display, good: true, authenticated: false, files: nil, failure: nil)
        }
        let keys = try credentials ?? openingCredentials(path, file.headers)
        credentials = keys
        let contents = try file.unlockOrSayWhy(keys).verify(jobs: threads, progress: progress)
        return Result(path: path.display, good: true, authenticated: true, files: contents.fileCount, failure: nil)
    }

    private func openingCredentials(_ path: Path, _ headers: HeaderPair) throws -> Credentials {
        vaults.count == 1 ? try opening.credentials(for: path, headers) : try opening.credentials(for: VaultSummary(path, headers.header))
    }

    private struct Report: Encodable {
        let schema = 1
        let vaults: [Result]
    }

    private struct Result: Encodable {
        let path: String
        let good: Bool
        let authenticated: Bool
        let files: Int?
        let failure: JSONFailure?
    }
}
