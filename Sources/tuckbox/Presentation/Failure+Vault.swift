import SystemFiles
import VaultFiles

extension Failure {
    init(_ error: VaultError, _ subject: Path?) {
        let name = subject.map(quoted) ?? "the vault"
        switch error {
        case .outputExists(let path):
            let hint =
                switch (try? FileStatus.ifPresent(path, following: true))?.kind {
                case .directory: "folders are never replaced: choose another name with -o, and compare the two"
                case .file, nil: "choose another name, or replace it with -f"
                default: "choose another name; only files are replaced, with -f"
                }
            self.init(.failed, message: "\(quoted(path)) already exists", hint: hint)
        case .outputIsInput(let path):
            self.init(.failed, message: "\(quoted(path)) is one of the files to wrap", hint: "choose another name for the vault with -o")
        case .notFileOrFolder(let path):
            self.init(.failed, message: "\(quoted(path)) is neither a file nor a folder", hint: "use - to wrap standard input")
        case .sourceChanged(let path):
            self.init(.failed, message: "\(quoted(path)) changed while it was read", hint: "close the program that is writing it, then try again")
        case .sameName(let path):
            self.init(
                .failed, message: "two inputs have the name \(quoted(path.lastComponent))",
                hint: "wrap them one by one, or the folders that they are in")
        case .tooManyMembers:
            self.init(.failed, message: "more than 4,194,304 files and folders do not fit in one vault", hint: "wrap its folders one by one")
        case .notStorable(let path): self.init(.failed, message: "\(quoted(path)) is not a name that a vault can hold")
        case .nameTooLong(let path): self.init(.failed, message: "the path of \(quoted(path)) is too long for a vault")
        case .notEnoughSpace(let path, let needed, let free):
            self.init(
                .failed, message: "not enough room in \(quoted(path)): \(byteCount(needed)) needed, \(byteCount(free)) free",
                hint: "choose another place with -o")
        case .tooLargeForFileSystem(let path, let largest):
            self.init(
                .failed, message: "the file would be larger than the file system of \(quoted(path)) can hold (\(byteCount(largest)))",
                hint: "this stick is formatted as FAT32: wrap smaller folders one by one, or have the stick formatted as exFAT")
        case .noSuchMember(let member):
            self.init(
                .failed, message: "\(name) has no member \(quoted(member))",
                hint: "one vault at a time: what comes after it are names inside, as 'tuckbox list' shows them")
        case .sameMemberName(let member):
            self.init(.failed, message: "two of the members have the name \(quoted(member))", hint: "take them out one by one")
        case .namesCollide(let path):
            self.init(
                .failed, message: "\(quoted(path)) and another name in the vault are the same name on this file system",
                hint: "unwrap to a disk that tells capital and small letters apart")
        case .hasOtherNames(let path):
            self.init(
                .failed, message: "\(quoted(path)) has other names (hard links), which would keep the old keys",
                hint: "make copies of them with 'cp', or change the keys only with --header-only")
        case .readBackFailed(let path):
            self.init(
                .failed, message: "\(quoted(path)) does not read back as it was written", hint: "the medium may be failing; nothing was removed")
        case .damagedContents(let report):
            self.init(
                .damaged, message: "\(name) is damaged or was altered: \(report.sentence)",
                hint: "use another copy if there is one; 'tuckbox unwrap --salvage' takes out what is whole")
        case .checksumsDiffer(let report):
            self.init(
                .damaged, message: "\(name) is damaged: \(report.sentence), or the table of checksums",
                hint: "verify it with a key to learn which; use another copy if there is one")
        case .headerCopiesDiffer(let condition):
            self.init(
                .damaged, message: "\(name): \(describe(condition))",
                hint: "the other copy is good: open it and make a new vault of its contents soon")
        case .checksumTableDamaged:
            self.init(
                .damaged, message: "\(name): its table of checksums is damaged; the contents are authentic",
                hint: "it still opens; make a new vault of its contents soon")
        }
    }

    init(_ refusal: RewrapRecipe.Refusal, _ subject: Path?) {
        let name = subject.map(quoted) ?? "the vault"
        switch refusal {
        case .needsKeyFile:
            self.init(
                .refusedByPolicy, message: "\(name) needs two factors, and the new passphrase alone would be weaker",
                hint: "name a key file with --new-key-file FILE"
            )
        case .losesPassphrases(let count):
            self.init(
                .failed, message: "\(name) has \(counted(count, "passphrase")) that cannot be carried over to a new content key",
                hint: "give a new passphrase with --ask-new-passphrase, or keep the key inside with --header-only")
        case .losesAllKeys: self.init(.failed, message: "nothing would be left that opens \(name)", hint: "name a new recovery key or passphrase")
        }
    }
}
