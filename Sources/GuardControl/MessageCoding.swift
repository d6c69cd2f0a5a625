extension Message: Codable {
    private enum Kind: String, Codable {
        case guardState = "guard"
        case stick, gone, refused, saved, done, failed
        case notWritten = "not_written"
    }
    private enum CodingKeys: String, CodingKey { case schema, says, device, path, error }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        guard try fields.decode(Int.self, forKey: .schema) == 1 else { throw MalformedLine() }
        self =
            switch try fields.decode(Kind.self, forKey: .says) {
            case .guardState: .guardState(try GuardState(from: decoder))
            case .stick: .stick(try StickState(from: decoder))
            case .gone: .gone(device: try fields.decode(String.self, forKey: .device))
            case .refused: .refused(try RefusedFile(from: decoder))
            case .saved:
                .saved(device: try fields.decode(String.self, forKey: .device), path: try fields.decodeIfPresent(String.self, forKey: .path))
            case .notWritten:
                .notWritten(device: try fields.decode(String.self, forKey: .device), error: try fields.decode(Int32.self, forKey: .error))
            case .done: .done
            case .failed: .failed(try Failed(from: decoder))
            }
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(1, forKey: .schema)
        try fields.encode(kind, forKey: .says)
        switch self {
        case .guardState(let state): try state.encode(to: encoder)
        case .stick(let state): try state.encode(to: encoder)
        case .gone(let device): try fields.encode(device, forKey: .device)
        case .refused(let file): try file.encode(to: encoder)
        case .saved(let device, let path):
            try fields.encode(device, forKey: .device)
            try fields.encodeIfPresent(path, forKey: .path)
        case .notWritten(let device, let error):
            try fields.encode(device, forKey: .device)
            try fields.encode(error, forKey: .error)
        case .failed(let failed): try failed.encode(to: encoder)
        case .done: break
        }
    }

    private var kind: Kind {
        switch self {
        case .guardState: .guardState
        case .stick: .stick
        case .gone: .gone
        case .refused: .refused
        case .saved: .saved
        case .notWritten: .notWritten
        case .done: .done
        case .failed: .failed
        }
    }

    /// Bytes of a line, LF excluded.
    public static let limit = 65536

    /// - Parameter line: without LF; may be anything.
    public init(line: [UInt8]) throws(MalformedLine) {
        guard line.count <= Self.limit else { throw MalformedLine() }
        self = try JSONLine.decode(line)
    }

    public func line() -> [UInt8] { JSONLine.encode(self) }
}
