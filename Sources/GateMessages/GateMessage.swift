/// What the gate tells the broker. One line each; see `MessageLine`.
public enum GateMessage: Equatable, Sendable {
    /// It serves; the first message.
    case ready
    /// A file did not go onto the stick. What was there before under its name is as it was.
    case refused(Refusal, FileFacts)
    /// Instead of the refused file, a vault of it lies beside its name.
    case saved(FileFacts)
    /// A file was judged and found good, and the stick did not take it. The kernel's error number; 28: it is full.
    case notWritten(error: Int32, FileFacts)
    /// The answer to `finish`: everything that was reported written is on the medium. So many files were still being written to, and are lost.
    case finished(lost: Int)

    /// Which file. The path is for the user's own notification alone and belongs in no record.
    public struct FileFacts: Equatable, Sendable {
        /// Below the root of the stick; hostile bytes.
        public let path: [UInt8]
        /// Bytes.
        public let size: UInt64
        /// The user whose program wrote it.
        public let user: UInt32

        public init(path: [UInt8], size: UInt64, user: UInt32) { (self.path, self.size, self.user) = (path, size, user) }
    }

    public var line: MessageLine {
        switch self {
        case .ready: MessageLine("ready", [:])
        case .refused(let refusal, let file):
            MessageLine(
                "refused",
                file.fields.merging([
                    "reason": Array(refusal.reason.rawValue.utf8), "categories": Array(refusal.categories.joined(separator: ",").utf8),
                    "people": Array(String(refusal.people).utf8),
                ]) { $1 })
        case .saved(let file): MessageLine("saved", file.fields)
        case .notWritten(let error, let file): MessageLine("not-written", file.fields.merging(["error": Array(String(error).utf8)]) { $1 })
        case .finished(let lost): MessageLine("finished", ["lost": Array(String(lost).utf8)])
        }
    }

    /// Nil if it is none: the worker that sent it may have been taken over.
    public init?(_ line: MessageLine) {
        switch line.word {
        case "ready": self = .ready
        case "refused":
            guard let file = FileFacts(line), let reason = line.text("reason").flatMap(Refusal.Reason.init), let people: Int = line.number("people"),
                people >= 0, let categories = line.text("categories")
            else { return nil }
            let kinds = categories.split(separator: ",").map(String.init)
            guard kinds.count <= 16, kinds.allSatisfy({ $0.utf8.allSatisfy { (0x61...0x7a).contains($0) || $0 == 0x5f } }) else { return nil }
            self = .refused(Refusal(reason, categories: kinds, people: people), file)
        case "saved":
            guard let file = FileFacts(line) else { return nil }
            self = .saved(file)
        case "not-written":
            guard let file = FileFacts(line), let error: Int32 = line.number("error") else { return nil }
            self = .notWritten(error: error, file)
        case "finished":
            guard let lost: Int = line.number("lost"), lost >= 0 else { return nil }
            self = .finished(lost: lost)
        default: return nil
        }
    }
}

extension GateMessage.FileFacts {
    fileprivate var fields: [String: [UInt8]] {
        ["path": path, "size": Array(String(size).utf8), "user": Array(String(user).utf8)]
    }

    fileprivate init?(_ line: MessageLine) {
        guard let path = line.fields["path"], let size: UInt64 = line.number("size"), let user: UInt32 = line.number("user") else { return nil }
        self.init(path: path, size: size, user: user)
    }
}

/// What the broker tells the gate.
public enum BrokerMessage: String, CaseIterable, Sendable {
    /// From now on nothing is written; what is not on the stick yet is refused.
    case readOnly = "read-only"
    /// Put everything that was judged on the medium, take nothing more, and say `finished`. The broker unmounts then.
    case finish

    public var line: MessageLine { MessageLine(rawValue, [:]) }

    public init?(_ line: MessageLine) {
        guard line.fields.isEmpty else { return nil }
        self.init(rawValue: line.word)
    }
}
