internal import Glibc

/// Processor time that this process may still use. Work that gets somewhere earns more of it; a library that goes in circles earns none, and the kernel ends the
/// process (SIGXCPU) when it has used up what it had. The clock does not matter: a slow medium or a busy machine uses up nothing. For one thread.
public struct ProcessorAllowance {
    /// Milliseconds of this process's processor time: what it may have at most ahead of it, and where that ends.
    private let most: UInt64
    private var end: UInt64
    /// Whole seconds, as the kernel has it.
    private var told: UInt64 = 0

    /// - Parameter milliseconds: at the beginning, and later at most, however much was earned.
    public init(_ milliseconds: UInt64) {
        most = milliseconds
        end = Self.used + milliseconds
        tell()
    }

    /// - Parameter milliseconds: several times what the work is known to take.
    public mutating func earn(_ milliseconds: UInt64) {
        end = min(end + milliseconds, Self.used + most)
        tell()
    }

    private mutating func tell() {
        let seconds = (end + 999) / 1000
        guard seconds != told else { return }
        told = seconds
        let resource = __rlimit_resource_t(RLIMIT_CPU.rawValue)
        var limit = rlimit()
        guard unsafe getrlimit(resource, &limit) == 0 else { return }
        limit.rlim_cur = min(rlim_t(seconds), limit.rlim_max)
        _ = unsafe setrlimit(resource, &limit)
    }

    private static var used: UInt64 {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return UInt64(max(0, time.tv_sec)) * 1000 + UInt64(max(0, time.tv_nsec)) / 1_000_000
    }
}
