/// What the kernel gave the helpers.
public struct ScanProtection: Equatable, Sendable {
    /// 0 if the kernel has no Landlock.
    public let landlockVersion: Int
    /// Whether the helpers run as a user who owns nothing.
    public let changedUser: Bool

    public init(landlockVersion: Int, changedUser: Bool) { (self.landlockVersion, self.changedUser) = (landlockVersion, changedUser) }

    /// What is missing, for people; to be said once. Nil if nothing is.
    public var shortfall: String? {
        landlockVersion > 0
            ? nil
            : "this kernel has no Landlock: a document that takes over the scanner could read your other files, though not change or send them"
    }
}
