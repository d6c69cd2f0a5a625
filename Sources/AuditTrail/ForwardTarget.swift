public import SystemFiles

/// Where entries are sent on to.
public enum ForwardTarget: Equatable, Sendable {
    /// journald's native protocol, with a field for each value.
    case journald(socket: Path)
    /// RFC 5424, over TCP with octet counting (RFC 6587), or over UDP.
    case syslog(host: String, port: UInt16, isStream: Bool)

    public static let systemJournal = ForwardTarget.journald(socket: Path("/run/systemd/journal/socket"))

    /// As events and files name it.
    var name: String {
        switch self {
        case .journald: "journald"
        case .syslog: "syslog"
        }
    }
}
