internal import Glibc
import SystemFiles

/// Shows notices by notify-send (libnotify-bin), a program for each.
final class Desktop {
    private static let program = Path("/usr/bin/notify-send")
    private static let terminal = Path("/usr/bin/x-terminal-emulator")
    private static let helper = "/usr/libexec/tuckbox/save-as-vault"
    /// Notices with something to choose, each a program that waits for its user.
    private static let most = 3

    private var waiting: [(notice: ChildProcess, answer: Channel, place: String)] = []

    /// - Parameter action: what the user can choose to do about it.
    func show(_ text: NoticeText, action: NoticeText.Action? = nil) {
        takeAnswers()
        var words = ["--app-name=Tuckbox", "--urgency=\(text.isUrgent ? "critical" : "normal")", "--icon=drive-removable-media"]
        let asks = action != nil && waiting.count < Self.most
        if asks, let action { words.append("--action=vault=\(action.label)") }
        words += ["--", text.summary, Self.escaped(text.body)]
        guard let (process, answer) = try? start(words) else { return }
        guard asks, let action else {
            _ = process.wait()
            return
        }
        waiting.append((process, answer, action.place))
    }

    /// What can be read once a user has chosen.
    var answers: [Int32] { waiting.map(\.answer.number) }

    func takeAnswers() {
        waiting.removeAll { notice in
            guard notice.answer.waitForInput(until: .now) else { return false }
            let answer = (try? notice.answer.read(64)) ?? []
            if answer.starts(with: "vault".utf8) { help(notice.place) }
            return true
        }
    }

    private func help(_ place: String) {
        _ = try? ChildProcess(Self.terminal, ["-e", Self.helper, place], environment: Self.environment, descriptors: [0, 1, 2], leadingGroup: false)
    }

    private func start(_ words: [String]) throws -> (ChildProcess, Channel) {
        let (reading, writing) = try Channel.pipe()
        let process = try withExtendedLifetime(writing) {
            try ChildProcess(Self.program, words, environment: Self.environment, descriptors: [0, writing.number, 2], leadingGroup: false)
        }
        return (process, reading)
    }

    /// Notice servers take markup.
    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    /// Of the session: how its bus and its screen are reached.
    private static let environment: [String] =
        [
            "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "HOME", "LANG", "USER",
        ].compactMap { name in
            guard let value = unsafe getenv(name) else { return nil }
            return unsafe "\(name)=\(String(cString: value))"
        } + ["PATH=/usr/bin:/bin"]
}
