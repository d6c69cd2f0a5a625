import AuditReport
import MediaAudit
import SystemFiles
import VaultFiles

/// The file that a copy of the medium goes to, and beside it `NAME.map`. It gets its name when it is whole.
final class MediumCopyFile {
    let copy: MediumCopy
    private let path: Path
    private let folder: Descriptor
    private let temporary = AtomicOutput.temporaryName()
    private var isPublished = false

    init(_ path: Path) throws {
        guard try FileStatus.ifPresent(path) == nil else {
            throw Failure(.failed, message: "\(quoted(path)) is there already", hint: "a copy never replaces anything; choose another name")
        }
        self.path = path
        folder = try Descriptor.open(path.parent, [.read, .directory])
        copy = MediumCopy(try folder.open(Path(bytes: temporary), [.readWrite, .createNew]))
    }

    deinit { if !isPublished { AtomicOutput.discard(temporary, in: folder) } }

    /// Gives the copy its name, after the audit has read it back and compared.
    /// - Returns: what to tell.
    func finish(_ audit: Audit) throws -> String {
        let map = path.parent.appending(path.lastComponent + Array(".map".utf8))
        let text = RescueMap.text(size: audit.medium.sizeBytes, bad: audit.medium.readErrors, version: Release.version)
        try AtomicOutput.publish(temporary, as: path.lastComponent, in: folder, replacing: false)
        isPublished = true
        try KeyOutput.write(Array(text.utf8).span, newline: false, to: map, permissions: 0o600, replacing: false)
        try folder.sync()
        return "wrote \(quoted(path)), read it back and compared; \(quoted(map)) says what could not be read"
    }
}
