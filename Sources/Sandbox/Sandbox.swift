internal import CLinux
internal import Glibc

/// What this process takes away from itself, for good, before it looks at hostile bytes. See Docs/decisions/0009.
public enum Sandbox {
    /// What a process in the sandbox may still do.
    public struct Permissions: Sendable {
        /// Folders whose files may be read, besides the descriptors that are open already.
        public var readableFolders: [String] = []
        public var readableFiles: [String] = []
        /// The only files that may be executed.
        public var programs: [String] = []
        /// Bytes of private memory of each process.
        public var memory: UInt64 = 192 << 20
        /// Bytes of one file in memory. There are no other files to write.
        public var fileSize: UInt64 = 72 << 20
        /// Seconds of processor time of each process.
        public var processorTime: UInt64 = 3600

        public init() {}
    }

    /// What the kernel gave.
    public struct Strength: Sendable {
        /// 0: the kernel has no Landlock; files of the user can be read inside, and programs started.
        public var landlockVersion: Int
        /// Whether another user was left for one who owns nothing.
        public var changedUser: Bool
    }

    public enum Failure: String, Error {
        case noNewPrivileges, limits, user, landlock, systemCalls
    }

    /// Enters it. Once; threads and programs that are started later are in it too.
    /// - Throws: `Failure` if something that every supported kernel has cannot be had. The process must end then.
    public static func enter(_ permissions: Permissions) throws(Failure) -> Strength {
        guard unsafe chdir("/") == 0 else { throw .limits }
        try setLimits(permissions)
        let wasRoot = geteuid() == 0
        // 65534: nobody, who owns no file.
        if wasRoot { guard tuckbox_become(65534, 65534) == 0 else { throw .user } }
        // A change of user makes a process dumpable again.
        guard tuckbox_forbid_dumps() == 0, tuckbox_no_new_privileges() == 0 else { throw .noNewPrivileges }
        let version = try restrictFiles(permissions)
        try SystemCallFilter.load()
        return Strength(landlockVersion: version, changedUser: wasRoot)
    }

    private static func setLimits(_ permissions: Permissions) throws(Failure) {
        let limits: [(__rlimit_resource, UInt64)] = [
            (RLIMIT_CORE, 0), (RLIMIT_NOFILE, 64), (RLIMIT_FSIZE, permissions.fileSize), (RLIMIT_DATA, permissions.memory), (RLIMIT_AS, 2 << 30),
            (RLIMIT_CPU, permissions.processorTime), (RLIMIT_STACK, 8 << 20),
        ]
        for (resource, value) in limits {
            var limit = rlimit(rlim_cur: rlim_t(value), rlim_max: rlim_t(value))
            guard unsafe setrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0 else { throw .limits }
        }
    }

    private static func restrictFiles(_ permissions: Permissions) throws(Failure) -> Int {
        let version = tuckbox_landlock_version()
        guard version > 0 else { return 0 }
        let rules = tuckbox_landlock_create(version)
        guard rules >= 0 else { throw .landlock }
        defer { _ = close(rules) }
        // What is not there cannot be allowed, and need not be.
        for folder in permissions.readableFolders { _ = unsafe tuckbox_landlock_allow(rules, folder, TUCKBOX_READ_BENEATH) }
        for file in permissions.readableFiles { _ = unsafe tuckbox_landlock_allow(rules, file, TUCKBOX_READ_FILE) }
        for program in permissions.programs { _ = unsafe tuckbox_landlock_allow(rules, program, TUCKBOX_EXECUTE_FILE) }
        guard tuckbox_landlock_restrict(rules) == 0 else { throw .landlock }
        return Int(version)
    }
}

/// Limits that a process in the sandbox lowers for what it starts, and for each document.
public enum ProcessLimits {
    /// Lowers private memory while `body` runs: what it starts inherits that.
    public static func withMemory<Result>(_ bytes: UInt64, _ body: () throws -> Result) rethrows -> Result {
        let resource = __rlimit_resource_t(RLIMIT_DATA.rawValue)
        var old = rlimit()
        _ = unsafe getrlimit(resource, &old)
        var low = rlimit(rlim_cur: min(rlim_t(bytes), old.rlim_max), rlim_max: old.rlim_max)
        _ = unsafe setrlimit(resource, &low)
        defer { _ = unsafe setrlimit(resource, &old) }
        return try body()
    }

    /// Lowers the processor time of programs that `body` starts to `seconds`, and ours meanwhile to at least that much more.
    public static func withProcessorTime<Result>(_ seconds: UInt64, _ body: () throws -> Result) rethrows -> Result {
        let resource = __rlimit_resource_t(RLIMIT_CPU.rawValue)
        var old = rlimit()
        _ = unsafe getrlimit(resource, &old)
        var used = rusage()
        _ = unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &used)
        var low = rlimit(
            rlim_cur: min(rlim_t(UInt64(max(0, used.ru_utime.tv_sec + used.ru_stime.tv_sec)) + seconds + 1), old.rlim_max), rlim_max: old.rlim_max)
        _ = unsafe setrlimit(resource, &low)
        defer { _ = unsafe setrlimit(resource, &old) }
        return try body()
    }
}
