internal import Dispatch
import VaultFiles

/// A bar on the terminal for work that takes more than a second; nothing when standard error is piped.
final class ProgressBar {
    private let queue = DispatchQueue(label: "progress", qos: .userInteractive)
    private let timer: any DispatchSourceTimer

    private init(_ label: String, _ progress: Progress) {
        timer = DispatchSource.makeTimerSource(queue: queue)
        let started = DispatchTime.now()
        timer.schedule(deadline: started + 1, repeating: .milliseconds(200))
        timer.setEventHandler {
            let seconds = Double(DispatchTime.now().uptimeNanoseconds - started.uptimeNanoseconds) / 1e9
            Console.show("\r\u{1b}[K" + Self.line(label, done: progress.done, total: progress.total, seconds: seconds))
        }
        timer.resume()
    }

    /// Runs `work` and shows how far it is.
    static func during<Result>(_ label: String, _ progress: Progress, shown: Bool, _ work: () throws -> Result) rethrows -> Result {
        guard shown, Console.errorsAreTerminal else { return try work() }
        let bar = ProgressBar(label, progress)
        defer {
            bar.timer.cancel()
            // A line that is being drawn is finished first.
            bar.queue.sync {}
            Console.show("\r\u{1b}[K")
        }
        return try work()
    }

    static func line(_ label: String, done: UInt64, total: UInt64, seconds: Double) -> String {
        let rate = Double(done) / max(seconds, 0.001)
        let speed = "\(byteCount(UInt64(rate)))/s"
        guard total > 0 else { return "\(label)  \(byteCount(done))  \(speed)" }
        let share = min(1, Double(done) / Double(total))
        let filled = Int(share * 24)
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 24 - filled)
        let left = rate > 0 ? Int((Double(total - min(done, total)) / rate).rounded(.up)) : 0
        let percent = Int(share * 100)
        return "\(label)  [\(bar)] \(percent)%  \(speed)  \(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60) left"
    }
}
