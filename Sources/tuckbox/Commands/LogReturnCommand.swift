import ArgumentParser
import AuditTrail
import CryptoCore
import SystemFiles
import VaultFiles

struct LogReturnCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "return",
        abstract: "Note that vaults are back.",
        usage: "tuckbox log return [<options>] <vault> ...",
        discussion: """
            'tuckbox inventory' then no longer lists them as out.

            tuckbox log return /media/stick/vault-1a2b3c4d.vault
            tuckbox log return 1a2b3c4d5e6f708192a3b4c5d6e7f809

            Exit status: 0 done, 1 failed, 10 not a vault, 64 usage.
            """)

    @Argument(help: ArgumentHelp("Vaults, or their identifiers: 32 digits, as 'tuckbox inspect' shows them.", valueName: "vault"))
    var vaults: [String]

    @OptionGroup var trail: TrailOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let identifiers = try vaults.map(identifier)
        let record = try ActionRecord.prepare(.comesBack, trail)
        try record.intend(common)
        for identifier in identifiers { try record.add(VaultBatch.Vault(identifier: identifier)) }
        common.note("noted: \(counted(identifiers.count, "vault")) back")
    }

    private func identifier(_ argument: String) throws -> [UInt8] {
        let digits = argument.compactMap(\.hexDigitValue)
        if digits.count == 32, argument.count == 32 {
            return stride(from: 0, to: 32, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
        }
        let path = Path(argument: argument)
        do { return try openVaultFile(path).headers.header.fixed.vaultID } catch { throw Failure(error, about: path) ?? error }
    }
}
