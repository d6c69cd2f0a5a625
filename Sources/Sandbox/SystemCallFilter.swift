internal import CSeccomp
internal import Glibc

/// The system calls that parsers, and the programs that read documents, need. Everything else fails with EPERM: no sockets, no names of files changed or
/// made, no other process touched.
enum SystemCallFilter {
    private static let allowed = [
        // Descriptors that are open.
        "read", "readv", "pread64", "preadv", "write", "writev", "close", "close_range", "fstat", "lseek", "_llseek", "dup", "dup2", "dup3", "pipe2",
        "pipe",
        "poll", "ppoll", "select", "pselect6", "sendmsg", "recvmsg", "fadvise64", "memfd_create", "ftruncate", "getdents64",
        // Looking at files; Landlock says which can be opened.
        "newfstatat", "fstatat64", "stat", "lstat", "statx", "access", "faccessat", "faccessat2", "readlink", "readlinkat", "getcwd",
        // Memory.
        "mmap", "mmap2", "mprotect", "munmap", "mremap", "madvise", "brk",
        // Threads and ourselves.
        "futex", "futex_time64", "set_tid_address", "set_robust_list", "rseq", "arch_prctl", "getpid", "gettid", "getppid", "getuid", "geteuid",
        "getgid",
        "getegid", "getgroups", "getrlimit", "setrlimit", "getrusage", "sched_yield", "sched_getaffinity", "getrandom", "uname", "sysinfo", "exit",
        "exit_group",
        "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigreturn", "sigaltstack", "restart_syscall", "clock_gettime", "clock_getres",
        "gettimeofday", "time",
        "nanosleep", "clock_nanosleep",
        // Programs: which, Landlock says.
        "vfork", "execve", "wait4", "waitid",
    ]
    /// Newer forms of calls above, whose arguments a filter cannot see; the C library then uses the older ones.
    private static let unknown = ["clone3", "openat2"]
    private static let namespaces: UInt64 = 0x7e02_0080

    static func load() throws(Sandbox.Failure) {
        guard let filter = unsafe seccomp_init(error(EPERM)) else { throw .systemCalls }
        defer { unsafe seccomp_release(filter) }
        var isGood = true
        func add(_ name: String, _ action: UInt32 = 0x7fff_0000, _ conditions: [scmp_arg_cmp] = []) {
            let number = unsafe seccomp_syscall_resolve_name(name)
            // Not every machine has every call.
            guard number >= 0 else { return }
            isGood = unsafe seccomp_rule_add_array(filter, action, number, UInt32(conditions.count), conditions) == 0 && isGood
        }
        for name in allowed { add(name) }
        for name in unknown { add(name, error(ENOSYS)) }
        // Files are opened for reading only, never made. The last one is O_TMPFILE without O_DIRECTORY.
        let writing = UInt64(O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | 0o20000000)
        add("openat", 0x7fff_0000, [equal(2, writing, 0)])
        add("open", 0x7fff_0000, [equal(1, writing, 0)])
        add("clone", 0x7fff_0000, [equal(0, namespaces, 0)])
        // Our own limits only.
        add("prlimit64", 0x7fff_0000, [equal(0, UInt64(UInt32.max), 0)])
        // Of fcntl nothing that has signals sent.
        for command in [F_DUPFD, F_GETFD, F_SETFD, F_GETFL, 1030] { add("fcntl", 0x7fff_0000, [equal(1, UInt64(UInt32.max), UInt64(command))]) }
        guard isGood, unsafe seccomp_load(filter) == 0 else { throw .systemCalls }
    }

    private static func error(_ number: Int32) -> UInt32 { 0x0005_0000 | UInt32(number) }

    private static func equal(_ argument: UInt32, _ mask: UInt64, _ value: UInt64) -> scmp_arg_cmp {
        scmp_arg_cmp(arg: argument, op: SCMP_CMP_MASKED_EQ, datum_a: mask, datum_b: value)
    }
}
