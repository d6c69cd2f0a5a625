public import FileVerdicts
public import MediaRead

/// How the program says what went wrong: the words are its own.
public struct AuditWording: Sendable {
    public enum Problem: Sendable {
        case file(FileVerdict.Shortfall)
        case loss(MediumEntry.Loss)
        case volume(MediaShortfall)
        /// A file system that is known by name and not read.
        case unreadFileSystem
        case unknownFileSystem
        /// The medium gave errors within the file.
        case readErrors
        /// The files together are larger than any medium of this size can hold.
        case tooMuch
        /// A vault that is damaged; its header can still be read.
        case damagedVault
    }

    public let text: @Sendable (Problem) -> String
    /// Whose a vault says that it is, from what its finder reads.
    public let organisation: @Sendable (_ finderText: String) -> String?

    public init(text: @escaping @Sendable (Problem) -> String, organisation: @escaping @Sendable (String) -> String?) {
        (self.text, self.organisation) = (text, organisation)
    }
}
