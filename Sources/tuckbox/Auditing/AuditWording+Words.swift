import FileVerdicts
import MediaAudit
import MediaRead
import SystemFiles

extension AuditWording {
    /// What `tuckbox audit` says. No word of it is from the medium.
    static let ours = AuditWording(text: words, organisation: Notice.organisation)

    private static let words: @Sendable (Problem) -> String = { problem in
        switch problem {
        case .file(let shortfall): shortfall.says(of: Path("a file"))
        case .loss(.notKept): "it is deleted, and its file system does not keep where it was"
        case .loss(.overwritten): "it is deleted, and something else has its place"
        case .loss(.damaged): "its file system contradicts itself about it"
        case .loss(.encrypted): "Windows (EFS)"
        case .volume(.damaged): "its file system is damaged"
        case .volume(.limit): "it has more in it than is safe to read"
        case .volume(.helperFailed): "the sandboxed reader failed on it"
        case .volume(.timeLimit): "it takes too long"
        case .unreadFileSystem: "this kind of file system cannot be read"
        case .unknownFileSystem: "it has no file system that is known"
        case .readErrors: "a part of it could not be read from the medium"
        case .tooMuch: "the files together are larger than the medium can be"
        case .damagedVault: "the vault is damaged"
        }
    }
}
