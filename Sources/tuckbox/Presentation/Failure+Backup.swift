import Backups
import SystemFiles

extension Failure {
    init(_ error: BackupError) {
        switch error {
        case .alreadyRunning:
            self.init(.busy, message: "another run of this job is at work", hint: "wait until it is done; 'tuckbox backup status' says whether it is")
        case .programMissing(let path):
            self.init(.failed, message: "there is no program \(quoted(path))", hint: "check the job; 'command -v NAME' shows where a program is")
        case .programFailed(let path, let ending):
            self.init(
                .failed, message: "\(quoted(path)) \(describe(ending))",
                hint: "what it said is above, or in the journal; nothing was kept of what it wrote")
        case .sourceTooSmall(let path, let bytes, let atLeast):
            self.init(
                .failed, message: "\(quoted(path)) gave only \(byteCount(bytes)), and the job expects \(byteCount(atLeast)) at least",
                hint: "look whether it backs up what it should; 'at_least' in the job says what is plausible")
        case .noStick(let due, let others):
            let alternative = others.isEmpty ? "" : ", or else \(others.map { "stick '\($0)'" }.joined(separator: ", "))"
            self.init(
                .failed, message: "no stick is plugged in that the job knows",
                hint: "plug in stick '\(due)'\(alternative), and see that it is mounted")
        case .notMounted(let path):
            self.init(
                .failed, message: "nothing is mounted at \(quoted(path)): it would fill this computer's own disk",
                hint: "mount the share or disk that belongs there; 'must_be_mounted' in the job demands it")
        case .remoteFailed(let remote, let doing, let status):
            self.init(
                .failed, message: "rclone could not \(doing) at '\(escapedForDisplay(Array(remote.utf8)))' (status \(status))",
                hint: "what it said is above, or in the journal; 'rclone lsd REMOTE' tries the connection")
        case .readBackDiffers(let place):
            self.init(
                .failed, message: "what was written to '\(place)' does not read back the same, so it was removed",
                hint: "the medium or the connection is failing; use another")
        case .altered(let name):
            self.init(
                .damaged, message: "'\(escapedForDisplay(Array(name.utf8)))' is not what was written: it is damaged or was altered",
                hint: "use another copy of it, or another backup; then look after the medium")
        case .noBackups:
            self.init(
                .failed, message: "there is no backup of this job on the targets that can be reached", hint: "plug in a stick, or check the targets")
        case .noSuchBackup(let name):
            self.init(
                .failed, message: "there is no backup '\(escapedForDisplay(Array(name.utf8)))' on the targets that can be reached",
                hint: "'tuckbox backup list' shows them")
        case .noManifest:
            self.init(.damaged, message: "it has no manifest of its contents", hint: "it was not made by 'tuckbox backup'; 'tuckbox unwrap' opens it")
        case .manifestOfAnother(let name):
            self.init(
                .damaged, message: "the manifest in '\(escapedForDisplay(Array(name.utf8)))' is that of another backup: somebody has exchanged it",
                hint: "use another copy of it, or another backup; then look after the medium")
        case .restoredDiffers(let wrong, let extra):
            self.init(
                .damaged, message: "what was restored differs from the manifest: \(counted(wrong, "file")) wrong, \(grouped(extra)) beyond it",
                hint: "look after the disk that it was restored to, and try again elsewhere")
        case .noRecoveryKey:
            self.init(
                .failed, message: "neither the job nor the policy names a recovery key, so nobody could open the backups",
                hint: "'recovery_keys:' in the job, with the public key that 'tuckbox key generate' made")
        case .stateDamaged(let path):
            self.init(
                .failed, message: "\(quoted(path)) cannot be read: it is not what tuckbox wrote",
                hint: "move it away; what is on the targets is found again, and only what is on sticks that are away is forgotten")
        }
    }
}

private func describe(_ ending: ChildProcess.Ending) -> String {
    switch ending {
    case .exited(let status): "failed with status \(status)"
    case .killed(let signal): "was killed by signal \(signal)"
    }
}
