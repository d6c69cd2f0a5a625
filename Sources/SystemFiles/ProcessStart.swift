internal import CLinux
internal import Glibc

/// What every program of ours does before anything else.
public enum ProcessStart {
    /// No core dump and no tracing by the same user; descriptors 0 to 2 exist; signals ask rather than kill.
    public static func harden() {
        _ = tuckbox_forbid_dumps()
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        // Otherwise the first file that we open would become somebody's standard output. The wrong way round, so that using
        // one that was closed is an error and not an empty input or a result that nobody gets.
        for number: Int32 in 0...2 where !Descriptor.isOpen(number) {
            _ = unsafe open("/dev/null", number == 0 ? O_WRONLY : O_RDONLY)
        }
        Interruption.watch()
    }

    /// As many open files as the system allows: the usual limit is for programs that use select(2).
    public static func allowManyFiles() {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}

public enum Machine {
    /// The host's name; nil if it has none.
    public static var name: String? {
        var buffer = [CChar](repeating: 0, count: 256)
        guard unsafe gethostname(&buffer, buffer.count - 1) == 0, buffer[0] != 0 else { return nil }
        return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Gives memory that this process has freed back to the system, and the code that it has executed: after something large that is done once.
    public static func giveMemoryBack() { tuckbox_give_memory_back() }

    /// Processors that this process may use.
    public static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
