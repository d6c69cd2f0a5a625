import SystemFiles

/// Where things are. All of it can be elsewhere for tests; nothing in the environment has a say.
struct DaemonOptions: Sendable {
    struct Misuse: Error {
        let message: String
        init(_ message: String) { self.message = message }
    }

    var socket = Path("/run/tuckbox/guard.sock")
    var trail = Path("/var/log/tuckbox")
    var policy = Path("/etc/tuckbox/policy.yaml")
    /// Where sticks are mounted. File managers show what is below /media.
    var mounts = Path("/media/tuckbox")
    /// Where logind says who sits at the computer.
    var seat = Path("/run/systemd/seats/seat0")
    /// Whom the programs become that look at what is on a stick.
    var account = "tuckbox-gate"
    /// Shut all sticks and end: after a crash, and before removal.
    var isShutting = false
    var isVersionWanted = false

    init(_ arguments: [String]) throws(Misuse) {
        var rest = arguments[...]
        while let word = rest.popFirst() {
            switch word {
            case "--shut": isShutting = true
            case "--version": isVersionWanted = true
            case "--socket": socket = try Self.path(&rest, word)
            case "--trail": trail = try Self.path(&rest, word)
            case "--policy": policy = try Self.path(&rest, word)
            case "--mounts": mounts = try Self.path(&rest, word)
            case "--seat": seat = try Self.path(&rest, word)
            case "--account": account = try Self.value(&rest, word)
            default:
                throw Misuse(
                    "'\(escapedForDisplay(Array(word.utf8)))' is no option; there are --socket, --trail, --policy, --mounts, --seat, --account, --shut"
                )
            }
        }
    }

    private static func value(_ rest: inout ArraySlice<String>, _ word: String) throws(Misuse) -> String {
        guard let value = rest.popFirst(), !value.isEmpty else { throw Misuse("\(word) needs a value") }
        return value
    }

    private static func path(_ rest: inout ArraySlice<String>, _ word: String) throws(Misuse) -> Path {
        let value = try value(&rest, word)
        guard value.hasPrefix("/") else { throw Misuse("\(word) needs a path that begins with a slash") }
        return Path(value)
    }

    /// A program of ours: beside this one, or where Debian's package has it.
    static func program(_ name: String) -> Path? {
        guard let folder = try? Path("/proc/self/exe").resolved().parent else { return nil }
        return [folder.appending(name), folder.parent.appending("libexec/tuckbox/\(name)")].first { (try? FileStatus.of($0))?.kind == .file }
    }
}
