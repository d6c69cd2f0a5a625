public import DocumentText

/// What parent and helper say to each other: length (32 bits, little-endian), kind, body. Each side takes the other's as hostile.
public enum Frame: Sendable {
    /// The helper is in the sandbox.
    case ready(landlockVersion: UInt8, changedUser: Bool)
    /// A document, whose descriptor comes with the first byte.
    case document(name: [UInt8])
    /// A C library is about to see hostile bytes within the helper: it is not used for another document.
    case library
    case piece(DocumentPiece)
    /// The end of a document.
    case outcome(ExtractionOutcome)

    /// Bytes after the length: a piece of 1 MiB, and what is around it.
    public static let limit = (1 << 20) + (1 << 16)

    public enum Malformed: Error { case frame }

    public var bytes: [UInt8] {
        var body: [UInt8]
        switch self {
        case .ready(let version, let changedUser): body = [0x52, version, changedUser ? 1 : 0]
        case .document(let name): body = [0x44] + name.prefix(4096)
        case .library: body = [0x4c]
        case .piece(.part(let name)): body = [0x6e] + name
        case .piece(.text(let text)): body = [0x74] + text
        case .piece(.property(let name, let value)):
            let name = Self.shortened(name)
            body = [0x70, UInt8(name.count)] + name + value
        case .piece(.row(let cells)):
            body = [0x72]
            for cell in cells { body += Self.number(cell.count) + cell }
        case .outcome(let outcome): body = [0x4f] + Self.coded(outcome)
        }
        return Self.number(body.count) + body
    }

    /// - Parameter body: what follows the length.
    public init(_ body: [UInt8]) throws {
        let rest = body.dropFirst()
        switch body.first {
        case 0x52 where rest.count == 2: self = .ready(landlockVersion: body[1], changedUser: body[2] == 1)
        case 0x44: self = .document(name: Array(rest))
        case 0x4c where rest.isEmpty: self = .library
        case 0x6e: self = .piece(.part(name: Self.repaired(rest)))
        case 0x74: self = .piece(.text(Self.repaired(rest)))
        case 0x70:
            guard let length = rest.first, rest.count > Int(length) else { throw Malformed.frame }
            // Repaired, it may be longer than it was.
            let name = Self.shortened(String(decoding: rest.dropFirst().prefix(Int(length)), as: UTF8.self))
            self = .piece(.property(name: String(decoding: name, as: UTF8.self), value: Self.repaired(rest.dropFirst(1 + Int(length)))))
        case 0x72: self = .piece(.row(try Self.cells(rest)))
        case 0x4f: self = .outcome(try Self.outcome(Array(rest)))
        default: throw Malformed.frame
        }
    }

    /// As many whole characters as 255 bytes hold.
    private static func shortened(_ name: String) -> [UInt8] {
        var bytes = Array(name.utf8.prefix(255))
        while String(validating: bytes, as: UTF8.self) == nil { bytes.removeLast() }
        return bytes
    }

    static func number(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }

    static func length(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reversed().reduce(0) { $0 << 8 | Int($1) } }

    private static func cells(_ bytes: ArraySlice<UInt8>) throws -> [[UInt8]] {
        var cells: [[UInt8]] = []
        var rest = bytes
        while !rest.isEmpty {
            let count = length(rest.prefix(4))
            guard cells.count < 1024, rest.count >= 4, count <= rest.count - 4 else { throw Malformed.frame }
            cells.append(repaired(rest.dropFirst(4).prefix(count)))
            rest = rest.dropFirst(4 + count)
        }
        return cells
    }

    /// The contract of pieces is UTF-8, whoever made them.
    private static func repaired(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        String(validating: bytes, as: UTF8.self) == nil ? Array(String(decoding: bytes, as: UTF8.self).utf8) : Array(bytes)
    }

    private static func coded(_ outcome: ExtractionOutcome) -> [UInt8] {
        switch outcome {
        case .whole: [0]
        case .notFullyExamined(let reason): [1] + reason.rawValue.utf8
        case .encrypted(let tool): [2] + tool.rawValue.utf8
        case .encryptedOrRandom: [3]
        }
    }

    private static func outcome(_ bytes: [UInt8]) throws -> ExtractionOutcome {
        let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
        switch bytes.first {
        case 0 where bytes.count == 1: return .whole
        case 1: if let reason = Incompleteness(rawValue: text) { return .notFullyExamined(reason) }
        case 2: if let tool = EncryptionTool(rawValue: text) { return .encrypted(by: tool) }
        case 3 where bytes.count == 1: return .encryptedOrRandom
        default: break
        }
        throw Malformed.frame
    }
}
