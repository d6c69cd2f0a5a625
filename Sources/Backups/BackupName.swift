internal import SystemFiles

/// The name of a backup's file, `JOB.20261126T020000Z.vault`: what can be said outside, and works on every file system.
public struct BackupName: Equatable, Hashable, Sendable {
    public let job: String
    /// Seconds since 1970, UTC.
    public let time: Int64

    static let ending = ".vault"
    /// Of the file beside it that has its SHA-256.
    public static let checksumEnding = ".sha256"

    public init(job: String, time: Int64) {
        (self.job, self.time) = (job, UTCTime(time).seconds)
    }

    /// Nil if `text` is not the name of one of the job's backups.
    public init?(_ text: String, job: String) {
        guard text.hasPrefix(job + "."), text.hasSuffix(Self.ending), text.utf8.count == job.utf8.count + 23 else { return nil }
        let digits = Array(text.utf8.dropFirst(job.utf8.count + 1).dropLast(Self.ending.utf8.count))
        var dashed: [UInt8] = []
        for (index, byte) in digits.enumerated() {
            if index == 4 || index == 6 { dashed.append(0x2d) }
            if index == 11 || index == 13 { dashed.append(0x3a) }
            dashed.append(byte)
        }
        guard digits.count == 16, let time = UTCTime(String(decoding: dashed, as: UTF8.self)) else { return nil }
        self.init(job: job, time: time.seconds)
        guard self.text == text else { return nil }
    }

    public var text: String { "\(job).\(UTCTime(time).text.filter { $0 != "-" && $0 != ":" })\(Self.ending)" }
    var checksumFile: String { text + Self.checksumEnding }

    /// What a job's file is called until it is whole and verified.
    /// - Parameter number: whose it is, of those that use the job's name.
    static func temporary(_ job: String, _ number: String) -> String {
        ".tuckbox.\(job).\(number).\(String(UInt64.random(in: 0 ... .max), radix: 36)).part"
    }

    static func isTemporary(_ text: String, _ job: String) -> Bool { text.hasPrefix(".tuckbox.\(job).") && text.hasSuffix(".part") }

    /// Whose a temporary name is; nil if it does not say.
    static func number(of temporary: String, _ job: String) -> String? {
        let parts = temporary.dropFirst(".tuckbox.\(job).".count).split(separator: ".")
        return parts.count == 3 ? String(parts[0]) : nil
    }
}
