/// What the guard says: one JSON object, one line, told apart by `says`.
public enum Message: Equatable, Sendable {
    case guardState(GuardState)
    /// How a stick is: as an answer, and whenever that changes.
    case stick(StickState)
    /// It was unplugged.
    case gone(device: String)
    /// A file was not let through.
    case refused(RefusedFile)
    /// A vault of a refused file lies beside its name. The path only for the user who wrote it.
    case saved(device: String, path: String?)
    /// A file was found good, and the stick did not take it. The kernel's error number; 28: it is full.
    case notWritten(device: String, error: Int32)
    /// A request was granted, or a list is at its end.
    case done
    case failed(Failed)

    public struct GuardState: Codable, Equatable, Sendable {
        public var version: String
        /// Whether everything is in place that keeps sticks shut when the guard is not running.
        public var isProtecting: Bool
        /// What is not: names of Docs/GUARD.md.
        public var shortfalls: [String]
        public var policy: String

        private enum CodingKeys: String, CodingKey {
            case version, shortfalls, policy
            case isProtecting = "protecting"
        }

        public init(version: String, shortfalls: [String], policy: String) {
            (self.version, isProtecting, self.shortfalls, self.policy) = (version, shortfalls.isEmpty, shortfalls, policy)
        }
    }

    public struct StickState: Codable, Equatable, Sendable {
        /// The kernel's name of the disk or partition: `sdb1`.
        public var device: String
        /// The same wherever it is plugged in; for the policy's list.
        public var identity: String
        /// Whether that tells it from others of its model.
        public var isUnique: Bool
        /// What the device calls itself.
        public var name: String
        public var fileSystem: String?
        public var access: String
        public var reason: String
        /// Where it is mounted, and the user id that it is mounted for; nil: for everybody.
        public var place: String?
        public var user: UInt32?
        /// Seconds until an administrator's permission ends.
        public var secondsLeft: Int64?
        /// What the scan has found so far. Only for the user whose stick it is, and for administrators.
        public var counts: Counts?
        public var categories: [String]?

        private enum CodingKeys: String, CodingKey {
            case device, identity, name, access, reason, place, user, counts, categories
            case isUnique = "unique"
            case fileSystem = "file_system"
            case secondsLeft = "seconds_left"
        }

        public init(device: String, access: String, reason: String) {
            (self.device, self.access, self.reason) = (device, access, reason)
            (identity, isUnique, name) = ("", false, "")
        }
    }

    public struct Counts: Codable, Equatable, Sendable {
        public var vaults: UInt64
        public var protected: UInt64
        public var encrypted: UInt64
        public var notExamined: UInt64
        public var clean: UInt64
        public var people: UInt64

        private enum CodingKeys: String, CodingKey {
            case vaults, protected, encrypted, clean, people
            case notExamined = "not_examined"
        }

        public init(vaults: UInt64, protected: UInt64, encrypted: UInt64, notExamined: UInt64, clean: UInt64, people: UInt64) {
            (self.vaults, self.protected, self.encrypted) = (vaults, protected, encrypted)
            (self.notExamined, self.clean, self.people) = (notExamined, clean, people)
        }
    }

    public struct RefusedFile: Codable, Equatable, Sendable {
        public var device: String
        /// Why: names of Docs/GUARD.md.
        public var reason: String
        public var categories: [String]
        public var people: UInt64
        /// Below the stick's root. Only for the user who wrote it.
        public var path: String?

        public init(device: String, reason: String) {
            (self.device, self.reason) = (device, reason)
            (categories, people) = ([], 0)
        }
    }

    /// Why a request was not granted.
    public struct Failed: Codable, Equatable, Error, Sendable {
        public enum Code: String, Codable, CaseIterable, Sendable {
            case badRequest = "bad_request"
            case notPermitted = "not_permitted"
            case noSuchDevice = "no_such_device"
            case ambiguousDevice = "ambiguous_device"
            case inUse = "in_use"
            case notRecorded = "not_recorded"
            case impossible
            case tooMany = "too_many"
        }

        public var code: Code
        public init(_ code: Code) { self.code = code }
    }
}
