/// What a program asks of the guard: one JSON object, one line. Docs/GUARD.md has the protocol.
public struct Request: Codable, Equatable, Sendable {
    public enum Kind: String, Codable, Sendable {
        /// How things are: the guard, then each stick, then the end.
        case status
        /// The same, and from then on whatever changes.
        case listen
        case allow, deny, eject
    }

    public let schema: Int
    public let request: Kind
    /// A stick: its kernel name, its serial number or its whole identity.
    public var device: String?
    /// For how long.
    public var seconds: Int?
    public var readWrite: Bool?

    private enum CodingKeys: String, CodingKey {
        case schema, request, device, seconds
        case readWrite = "read_write"
    }

    public init(_ request: Kind, device: String? = nil) { (schema, self.request, self.device) = (1, request, device) }

    /// Bytes of a line, LF excluded.
    public static let limit = 4096
    /// The longest that somebody can be allowed something: a day.
    public static let longestAllowance = 86_400

    /// - Parameter line: without LF; may be anything.
    public init(line: [UInt8]) throws(MalformedLine) {
        guard line.count <= Self.limit else { throw MalformedLine() }
        let request: Request = try JSONLine.decode(line)
        guard request.schema == 1, request.isComplete else { throw MalformedLine() }
        self = request
    }

    private var isComplete: Bool {
        if let device, device.isEmpty || device.utf8.count > 512 { return false }
        return switch request {
        case .status, .listen: true
        case .deny, .eject: device != nil
        case .allow: device != nil && seconds.map { (1...Self.longestAllowance).contains($0) } == true
        }
    }

    public func line() -> [UInt8] { JSONLine.encode(self) }
}

/// A line that is no message.
public struct MalformedLine: Error, Equatable, Sendable {
    public init() {}
}
