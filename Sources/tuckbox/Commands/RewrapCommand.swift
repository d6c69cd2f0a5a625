import ArgumentParser
import AuditTrail
import CryptoCore
import Synchronization
import SystemFiles
import VaultFiles

struct RewrapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rewrap",
        abstract: "Give many vaults new keys: after a leak, by routine.",
        discussion: """
            Each vault is encrypted anew under a new content key (the key inside, which the
            passphrase locks), verified, and only then replaces the old one. With
            --header-only just the locks are changed: quick, but whoever once opened a
            vault may have kept the key inside. A run that was cut short is taken up by the
            same command: its journal, a file, knows what is done.

            tuckbox rewrap report.vault --ask-new-passphrase
            tuckbox rewrap /srv/vaults --passphrase-file old --new-passphrase-file new
            tuckbox rewrap /srv --recovery-key school --new-recovery-key new.pub --header-only

            Exit status: 0 all done, 3 some vaults were left as they were, 64 usage,
            130 interrupted.
            """)

    @Argument(help: ArgumentHelp("Vaults, and folders to look for vaults in.", valueName: "path"))
    var paths: [String] = []

    @Option(help: ArgumentHelp("Read more paths, each ended by a zero byte, from a file; - is standard input.", valueName: "file"))
    var files0From: String?

    @OptionGroup var opening: OpeningOptions
    @OptionGroup var new: NewKeyOptions

    @Flag(help: "Ask for the new passphrase.")
    var askNewPassphrase = false

    @Option(help: ArgumentHelp("A public recovery key that is to open the vaults; may be repeated.", valueName: "file"))
    var newRecoveryKey: [String] = []

    @Option(help: ArgumentHelp("A public recovery key that is to open them no longer.", valueName: "file"))
    var dropRecoveryKey: String?

    @Flag(help: "Take away all recovery keys but those that the policy or this command names.")
    var dropOtherRecoveryKeys = false

    @Flag(help: "Change only what opens the vaults, and keep the keys inside.")
    var headerOnly = false

    @Option(help: ArgumentHelp("Do the I-th of N shares of the vaults, I from 0; for several machines.", valueName: "i/n"), transform: Shard.init)
    var shard: Shard?

    @Option(help: ArgumentHelp("Where the run is noted, to go on after a stop.", valueName: "file"))
    var journal: String?

    @Flag(name: [.customShort("n"), .long], help: "Say what would be done and do nothing.")
    var dryRun = false

    @Option(help: ArgumentHelp("Files, or parts of one, that are worked on at once.", valueName: "n"))
    var jobs: Int?

    @OptionGroup var trail: TrailOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if paths.isEmpty, files0From == nil { throw ValidationError("name vaults or folders, or a list with --files0-from") }
        let changesNothing =
            new.newPassphraseFile == nil && !askNewPassphrase && newRecoveryKey.isEmpty && dropRecoveryKey == nil && !dropOtherRecoveryKeys
        if changesNothing, headerOnly { throw ValidationError("nothing would change: name a new passphrase or recovery key") }
        if new.newKeyFile != nil, new.newPassphraseFile == nil, !askNewPassphrase { throw ValidationError("a new key file needs a new passphrase") }
        if let jobs, !(1...256).contains(jobs) { throw ValidationError("--jobs takes a number from 1 to 256") }
    }

    func run() throws {
        let list = try vaultList()
        guard !list.found.isEmpty else {
            return try finish(Receipt(total: 0, unreadable: list.failed.count, headerOnly: headerOnly))
        }
        if dryRun {
            for vault in list.found { Console.result(vault.path.display) }
            return try finish(Receipt(total: list.found.count, unreadable: list.failed.count, headerOnly: headerOnly))
        }
        let record = try ActionRecord.prepare(.rewrap, trail, policy: try new.policy.load())
        try record.intend(common) { $0.vaults = UInt64(list.found.count) }
        let (recipe, credentials) = try keys(first: list.found[0].path, isOnly: list.found.count == 1)
        let journal = try RewrapJournal(Path(argument: self.journal ?? "tuckbox-rewrap\(shard?.suffix ?? "").journal"), for: recipe)
        let rewrapper = Rewrapper(journal, credentials: credentials, jobs: jobs ?? Machine.processors)
        let counted = Mutex(Receipt(total: list.found.count, unreadable: list.failed.count, headerOnly: headerOnly))
        let json = common.json
        try ProgressBar.during("rewrapping", rewrapper.progress, shown: common.showsProgress) {
            try rewrapper.run(list.found) { result in
                let line = try ResultLine(result)
                counted.withLock { $0.count(line) }
                try record.add(VaultBatch.Vault(identifier: result.vaultID.count == 16 ? result.vaultID : nil, failed: line.failure != nil))
                if json { try JSONDocument.printLine(line) }
                line.failure?.report()
            }
        }
        var receipt = counted.withLock { $0 }
        receipt.derivations = credentials.derivationCount
        if receipt.failed + receipt.unreadable == 0 { try journal.complete() }
        try finish(receipt)
    }

    /// Every vault once; of a shard, those whose identifiers fall to it.
    private func vaultList() throws -> VaultFinder {
        var finder = VaultFinder()
        for path in paths { try finder.add(Path(argument: path)) }
        if let files0From {
            let list = files0From == "-" ? Descriptor.inherited(0, name: "standard input") : try Descriptor.open(Path(argument: files0From), .read)
            for path in try list.zeroTerminatedPaths() { try finder.add(path) }
        }
        for error in finder.failed { Failure(error).report() }
        if let shard { finder.keep(where: shard.includes) }
        return finder
    }

    private func keys(first: Path, isOnly: Bool) throws -> (RewrapRecipe, Credentials) {
        let headers = try? VaultFile(first).headers
        let credentials =
            if isOnly, let headers {
                try opening.credentials(for: first, headers)
            } else {
                try opening.credentials(for: headers.map { VaultSummary(first, $0.header) } ?? VaultSummary(anyOf: first))
            }
        let wantsPassphrase = new.newPassphraseFile != nil || askNewPassphrase
        // Unless another is named, the second factor stays the one that opens.
        let newPassphrase = wantsPassphrase ? try new.credentials(keepingKeyFile: opening.keyFile) : nil
        let given = try newRecoveryKey.map { try RecoveryKeyOptions.publicKey(Path(argument: $0)) }
        let demanded = try new.policy.load().recoveryKeys.filter { !given.contains($0) }
        let known = credentials.recoveryPublicKeys
        if dropOtherRecoveryKeys, (given + demanded + known).isEmpty {
            throw Failure(
                .usage, message: "--drop-other-recovery-keys would leave no recovery key",
                hint: "name those that stay with --new-recovery-key PUB, or in the policy")
        }
        let recipe = try RewrapRecipe(
            newPassphrase: newPassphrase, hasKeyFile: new.newKeyFile != nil || opening.keyFile != nil,
            replacedRecoveryKey: try dropRecoveryKey.map { try RecoveryKeyOptions.publicKey(Path(argument: $0)) },
            newRecoveryKeys: given + demanded, knownRecoveryKeys: known, dropsOtherRecoveryKeys: dropOtherRecoveryKeys, headerOnly: headerOnly)
        return (recipe, credentials)
    }

    private func finish(_ receipt: Receipt) throws {
        common.note(receipt.sentence(dryRun: dryRun))
        let warnings = receipt.warnings
        warnings.forEach(Console.warn)
        if !warnings.isEmpty {
            Console.hint("if you do not know such a key, somebody may have planted it: rewrap again with --drop-other-recovery-keys")
        }
        if common.json { try JSONDocument.printLine(receipt) }
        if receipt.failed + receipt.unreadable > 0 { ExitStatus.incomplete.exit() }
    }
}
