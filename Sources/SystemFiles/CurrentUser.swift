internal import Glibc

/// Who runs the program, by the names that the system has for them.
public enum CurrentUser {
    public static var isRoot: Bool { geteuid() == 0 }

    /// Nil if the system has no name for the user.
    public static var name: String? {
        guard let entry = unsafe getpwuid(getuid()) else { return nil }
        return unsafe String(cString: entry.pointee.pw_name)
    }

    /// Groups of the process, the primary one included, as far as they have names.
    public static var groups: [String] {
        let count = getgroups(0, nil)
        var numbers = [gid_t](repeating: 0, count: Int(max(0, count)))
        let got = unsafe getgroups(count, &numbers)
        return ([getgid()] + numbers.prefix(Int(max(0, got)))).compactMap { number in
            guard let entry = unsafe getgrgid(number) else { return nil }
            return unsafe String(cString: entry.pointee.gr_name)
        }
    }
}
