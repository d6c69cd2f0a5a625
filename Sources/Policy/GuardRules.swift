/// What an organisation has decided about memory sticks. Docs/GUARD.md explains each part to a technician.
public struct GuardRules: Equatable, Sendable {
    /// How far a stick may be used, from nothing to what the gate lets through.
    public enum Use: String, CaseIterable, Sendable {
        /// It is not mounted.
        case shut
        /// It is mounted, and nothing can be written.
        case readOnly = "read_only"
        /// It is mounted behind the gate, which judges every file before it is written.
        case gate
    }

    /// Sticks on which nothing protected was found.
    public var cleanSticks = Use.gate
    /// Sticks with unencrypted protected data. Never through the gate: what is there has to be looked after first.
    public var blockedSticks = BlockedUse.readOnly
    /// Sticks on which others' programs have encrypted everything.
    public var encryptedSticks = Use.shut
    /// Sticks whose scan did not come to its end.
    public var unfinishedScans = Use.readOnly
    /// Which files the gate lets through.
    public var accepts = Accepted.clean
    /// What it lets through as well, although nobody knows what is in it. Of no effect where only vaults pass.
    public var alsoAccepts: [Unexamined] = []
    /// Whether the gate lets only such vaults through as one of the organisation's recovery keys opens.
    public var vaultsNeedRecoveryKey = false
    /// Whether the gate puts a vault for the recovery keys in the place of a file that it refuses.
    public var automaticWrap = false
    /// Minutes after which a scan is given up.
    public var scanMinutes = 10
    /// Devices that are treated in a way of their own, whatever is on them.
    public var devices: [ListedDevice] = []
    /// Members of these groups may do what only root can do otherwise.
    public var administratorGroups: [String] = []

    public enum BlockedUse: String, CaseIterable, Sendable {
        /// Its user may read it, to rescue the work into a vault.
        case readOnly = "read_only"
        case hidden
    }

    public enum Accepted: String, CaseIterable, Sendable {
        /// Vaults, and files in which nothing protected is found.
        case clean
        case vaults
    }

    public enum Unexamined: String, CaseIterable, Sendable {
        /// By Office, zip, PGP and so on.
        case encryptedByOthers = "encrypted_by_others"
        case encryptedOrRandom = "encrypted_or_random"
        /// Formats that nothing here reads: films, programs, pictures of pages without tesseract. Not what is damaged, too large or too slow.
        case unknownFormats = "unknown_formats"
    }

    public static let scanMinutesAllowed = 1...240
    public static let maximumDevices = 1000

    public init() {}
}

/// A device that the policy names, by what stays the same wherever it is plugged in.
public struct ListedDevice: Equatable, Sendable {
    public enum Mode: String, CaseIterable, Sendable {
        case shut
        case readOnly = "read_only"
        case gate
        /// Written to without being judged: for the school's backup disk.
        case unjudged
    }

    /// As `tuckbox guard status` shows it: `0781:5567:4C530001234`. One that ends in a colon is every device of that model.
    public let identity: String
    public let mode: Mode

    public init(identity: String, mode: Mode) { (self.identity, self.mode) = (identity, mode) }

    public var isModel: Bool { identity.hasSuffix(":") }
}
