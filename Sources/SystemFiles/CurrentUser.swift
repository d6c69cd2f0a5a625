internal import Glibc

/// Who runs the program, by the names that the system has for them.
public enum CurrentUser {
    public static var isRoot: Bool { geteuid() == 0 }

    /// The effective user id: whose files are made.
    public static var identifier: UInt32 { geteuid() }

    /// `HOME`, or what the system has as the user's home; nil if neither is an absolute path.
    public static var home: Path? {
        if let home = unsafe absolute(getenv("HOME")) { return home }
        guard let entry = unsafe getpwuid(getuid()) else { return nil }
        return unsafe absolute(entry.pointee.pw_dir)
    }

    /// Where programs keep what they want to know next time (XDG Base Directory Specification): `XDG_STATE_HOME`, or `.local/state` at home.
    public static var stateFolder: Path? { unsafe absolute(getenv("XDG_STATE_HOME")) ?? home?.appending(".local/state") }

    /// `TMPDIR`, or /var/tmp.
    public static var temporaryFolder: Path {
        unsafe getenv("TMPDIR").map { unsafe Path(String(cString: $0)) }.flatMap { $0.bytes.isEmpty ? nil : $0 } ?? Path("/var/tmp")
    }

    /// `stateFolder` for what runs by itself: root's is /var/lib, as systemd's `StateDirectory=` has it.
    public static var serviceStateFolder: Path? { unsafe absolute(getenv("XDG_STATE_HOME")) ?? (isRoot ? Path("/var/lib") : stateFolder) }

    private static func absolute(_ text: UnsafeMutablePointer<CChar>?) -> Path? {
        guard let text = unsafe text, unsafe text[0] == 0x2f else { return nil }
        return unsafe Path(bytes: UnsafeBufferPointer(start: text, count: strlen(text)).map(UInt8.init(bitPattern:)))
    }

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
