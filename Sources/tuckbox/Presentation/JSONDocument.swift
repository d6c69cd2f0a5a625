import FoundationEssentials

/// One JSON document on standard output: `snake_case`, keys in order, `"schema": 1`.
enum JSONDocument {
    static func print(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        let data = try encoder.encode(value)
        Console.result(Array(data) + [0x0a])
    }
}

/// A name of any bytes in JSON: as text, and exactly if it is not UTF-8.
struct JSONName: Encodable {
    let path: String
    /// Base64; only if `path` is not the exact name.
    let pathBase64: String?

    init(_ bytes: [UInt8]) {
        path = String(decoding: bytes, as: UTF8.self)
        pathBase64 = String(validating: bytes, as: UTF8.self) == nil ? Data(bytes).base64EncodedString() : nil
    }
}

/// An error in JSON.
struct JSONFailure: Encodable {
    let path: String?
    let error: String
    let hint: String?
    let exitStatus: Int32

    init(_ failure: Failure, path: String?) {
        self.path = path
        error = failure.message
        hint = failure.hint
        exitStatus = failure.status.rawValue
    }
}
