import Backups
import SystemFiles
import VaultFiles

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
        case .programTooSlow(let path):
            self.init(.failed, message: "\(quoted(path)) took too long, and was ended", hint: "try it by hand: it may wait for an answer")
        case .noFiles:
            self.init(
                .failed, message: "there is not a single file in the folders that the job backs up",
                hint: "look whether the disk or share that belongs there is mounted")
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
        case .samePlace(let target):
            self.init(
                .failed, message: "it is the same place as the target '\(target)'",
                hint: "two copies in one place are one: name another place in the job")
        case .nameTaken(let name):
            self.init(
                .failed, message: "another computer has just made a backup called '\(escapedForDisplay(Array(name.utf8)))' there",
                hint: "give each computer's job a name or a folder of its own")
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
        case .notKnownHere(let name):
            self.init(
                .incomplete, message: "'\(escapedForDisplay(Array(name.utf8)))' is not known here: this computer did not make it",
                hint: "does another computer use this job's name here? If not, somebody has put it there; 'restore' gives it only by name")
        case .unproven(let name):
            self.init(
                .damaged, message: "the checksum beside '\(escapedForDisplay(Array(name.utf8)))' is gone or is no checksum of it",
                hint: "'tuckbox verify' with the recovery key says whether the backup itself is whole; then look after the medium")
        case .missing(let count, let newest):
            self.init(
                .incomplete,
                message: "\(counted(count, "backup")) that this computer remembers \(count == 1 ? "is" : "are") gone, the newest '\(newest)'",
                hint: "nothing is to be done if somebody of yours has removed them or exchanged the medium")
        case .noneThere:
            self.init(.incomplete, message: "there is no backup", hint: "'tuckbox backup run' makes one")
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
                hint: "the next run sets it aside; what is on the targets is found again, and only what is on sticks that are away is forgotten")
        }
    }
}

extension Failure {
    /// What is told of a shelf that is not as this computer left it.
    init(_ finding: ShelfFinding) {
        let place = Bulletin.name(finding.target, finding.stick)
        let count = counted(finding.backups.count, "backup")
        let (isOne, names) = (finding.backups.count == 1, Failure.names(finding.backups))
        switch finding.kind {
        case .altered:
            self.init(
                .incomplete,
                message: "\(count) on \(place) \(isOne ? "was" : "were") exchanged, and the checksum too (\(names)): nothing was removed there",
                hint: "do not restore \(isOne ? "it" : "them"): move \(isOne ? "it" : "them") away, and ask who had the medium or can write there")
        case .unproven:
            self.init(
                .incomplete, message: "\(count) on \(place) \(isOne ? "has" : "have") no checksum any more (\(names)): nothing was removed there",
                hint: "if 'tuckbox verify' with the recovery key finds nothing, move them to another folder; ask who can write there")
        case .missing:
            self.init(
                .incomplete, message: "\(count) \(isOne ? "is" : "are") gone from \(place) that this computer did not remove (\(names))",
                hint: "nothing is to be done if somebody of yours has removed them, or exchanged the medium or the folder; this is told once")
        case .unknown:
            self.init(
                .incomplete,
                message:
                    "\(count) on \(place) \(isOne ? "is" : "are") not of this computer (\(names)): another computer uses this job's name there, or "
                    + "somebody has put \(isOne ? "it" : "them") there; nothing was removed there",
                hint: "give each computer's job a name of its own, and move what is not yours to another folder")
        case .adopted:
            self.init(
                .incomplete,
                message:
                    "\(place) had \(count) already that this computer does not remember (\(names)): from now on they count as its own, and go when "
                    + "the job no longer keeps them",
                hint: "nothing is to be done, unless another computer makes them: then give each computer's job a name of its own")
        }
    }

    /// The first, and the last if there are more.
    private static func names(_ backups: [String]) -> String {
        guard let first = backups.first, let last = backups.last else { return "" }
        return escapedForDisplay(Array((backups.count == 1 ? first : "\(first) to \(last)").utf8))
    }
}

extension Failure {
    /// Why a target has no backup.
    init(ofTarget error: any Error) {
        let cause = (error as? SourceFailure)?.cause ?? error
        self = Self.masked(Failure(cause) ?? Failure(.failed, message: "\(cause)"), error)
    }

    /// For messages and the journal: a file's name may be a child's.
    static func masked(_ failure: Failure, _ error: any Error) -> Failure {
        guard let cause = (error as? SourceFailure)?.cause, cause is VaultError || cause is FileError else { return failure }
        return Failure(
            failure.status, message: "something in the source cannot be read, or changed while it was read",
            hint: "run the job at a terminal: there it names the file, which it does not do in messages and journals")
    }
}

private func describe(_ ending: ChildProcess.Ending) -> String {
    switch ending {
    case .exited(let status): "failed with status \(status)"
    case .killed(let signal): "was killed by signal \(signal)"
    }
}
