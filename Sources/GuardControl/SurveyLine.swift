/// What the scan of a stick reports while it goes on, and at its end. Counts only.
public struct SurveyLine: Codable, Equatable, Sendable {
    public enum End: String, Codable, Sendable {
        case whole
        case readFault = "read_fault"
        case tooMuch = "too_much"
        case failed
    }

    public var vaults: UInt64 = 0
    public var protected: UInt64 = 0
    public var encrypted: UInt64 = 0
    public var notExamined: UInt64 = 0
    public var resisted: UInt64 = 0
    public var clean: UInt64 = 0
    public var people: UInt64 = 0
    public var categories: [String] = []
    /// Nil as long as it goes on.
    public var end: End?

    private enum CodingKeys: String, CodingKey {
        case vaults, protected, encrypted, resisted, clean, people, categories, end
        case notExamined = "not_examined"
    }

    public init() {}

    /// Bytes of a line, LF excluded.
    public static let limit = 4096

    /// - Parameter line: without LF; from a process that hostile files may have taken over.
    public init(line: [UInt8]) throws(MalformedLine) {
        guard line.count <= Self.limit else { throw MalformedLine() }
        let report: SurveyLine = try JSONLine.decode(line)
        guard report.categories.count <= 16, report.categories.allSatisfy(Self.isCategory) else { throw MalformedLine() }
        self = report
    }

    private static func isCategory(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count) && name.utf8.allSatisfy { (0x61...0x7a).contains($0) || $0 == 0x5f }
    }

    public func line() -> [UInt8] { JSONLine.encode(self) }
}
