import ArgumentParser

struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Nightly backups that only the school's key opens.",
        discussion: """
            A job file says what is backed up, where to, and how long it is kept.
            The computer that makes the backups holds nothing that opens them.

            tuckbox backup check /etc/tuckbox/backup/office.yaml
            tuckbox backup run /etc/tuckbox/backup/office.yaml
            """,
        subcommands: [
            BackupCheckCommand.self, BackupRunCommand.self, BackupListCommand.self, BackupStatusCommand.self, BackupVerifyCommand.self,
            BackupRestoreCommand.self, BackupDrillCommand.self,
        ])
}
