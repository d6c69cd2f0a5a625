public import Policy

/// What is to be backed up, where to, how long it is kept, and who is told. Docs/BACKUP.md explains each key to a technician.
public struct BackupJob: Equatable, Sendable {
    /// What stands on the outside of its vaults: `isName`.
    public var name = ""
    /// Protective marking; nil for the policy's default.
    public var label: String?
    public var recoveryKeys: [RecoveryKeySource] = []
    public var source = BackupSource.folders([])
    public var targets: [BackupTarget] = []
    /// Nil: nothing is ever removed.
    public var keep: Retention?
    /// Seconds after which somebody is told that there is no newer backup.
    public var alertAfter: Int64 = 36 * 3600
    public var tell: Messenger?
    public var drill = DrillPlan()

    /// Bytes of a job file.
    static let maximumSize = 65536
    static let maximumTargets = 16

    /// Small letters, digits and hyphens, a letter first, at most 40: it is part of file names on every file system.
    public static func isName(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return (1...40).contains(bytes.count) && (0x61...0x7a).contains(bytes[0])
            && bytes.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d }
    }
}

/// A program with its arguments; never a shell's line.
public struct CommandLine: Equatable, Sendable {
    /// The program's whole path, then its arguments.
    public var words: [String]

    public init(_ words: [String]) { self.words = words }
}

public enum BackupSource: Equatable, Sendable {
    /// Whole paths of folders and files.
    /// Files of less than `atLeast` bytes together are a failure, and so is no file at all.
    case folders([String], atLeast: UInt64 = 0)
    /// What a program writes to its standard output, and the name that it has in the vault; less than `atLeast` bytes is a failure.
    case command(CommandLine, storedAs: String, atLeast: UInt64)

    /// Bytes that the job itself says are plausible; nil if it does not.
    var plausible: UInt64? {
        switch self {
        case .folders(_, let bytes): bytes > 0 ? bytes : nil
        case .command(_, _, let bytes): bytes > 1 ? bytes : nil
        }
    }
}

public struct BackupTarget: Equatable, Sendable {
    /// What has to be mounted, so that a folder is what it seems to be.
    public enum MountDemand: Equatable, Sendable {
        case nothing
        /// Anything but the file system of `/`.
        case anything
        /// Something at this very place, which has the folder in it.
        case at(String)
    }

    public enum Place: Equatable, Sendable {
        case folder(String, mounted: MountDemand = .nothing)
        /// Sticks that take turns, and a folder on each: empty for its top.
        case sticks([Stick], folder: String)
        /// An rclone remote with a path, `NAME:PATH`, and rclone's configuration file.
        case remote(String, configuration: String?)
    }

    public var name: String
    public var place: Place

    /// Whether the stick is one of those that take turns; nil where none do.
    func hasStick(_ name: String?) -> Bool {
        guard case .sticks(let sticks, _) = place else { return name == nil }
        return sticks.contains { $0.name == name }
    }
}

/// A medium by what it says of itself.
public struct Stick: Equatable, Sendable {
    public var name: String
    /// UUID of its file system, or serial number of the device.
    public var identity: String
    /// Where it is looked for first; touching it has an automounter mount it.
    public var mountPoint: String?
}

/// Who is told, and when.
public struct Messenger: Equatable, Sendable {
    public enum Occasion: String, CaseIterable, Sendable { case problems, always }

    /// Gets the message on its standard input.
    public var command: CommandLine
    public var occasion: Occasion
}

/// What a rehearsal does beyond restoring.
public struct DrillPlan: Equatable, Sendable {
    /// Gets the restored stream on its standard input; for folders it runs with the restored folder as its last argument.
    public var load: CommandLine?
    /// Runs after it; what it prints goes on the certificate.
    public var check: CommandLine?
}
