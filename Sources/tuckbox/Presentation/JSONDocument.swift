import FoundationEssentials
import SystemFiles

/// One JSON document on standard output: `snake_case`, keys in order, `"schema": 1`.
enum JSONDocument {
    /// A line of JSON Lines.
    static func printLine(_ value: some Encodable) throws { try print(value, [.sortedKeys, .withoutEscapingSlashes]) }

    static func print(_ value: some Encodable) throws { try print(value, [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]) }

    private static func print(_ value: some Encodable, _ formatting: JSONEncoder.OutputFormatting) throws {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = formatting
        Console.result(harmless(String(decoding: try encoder.encode(value), as: UTF8.self)))
    }

    /// The encoder escapes control characters of ASCII only; a terminal obeys others as well.
    private static func harmless(_ document: String) -> String {
        guard document.utf8.contains(where: { $0 >= 0x7f }) else { return document }
        return document.unicodeScalars.reduce(into: "") { text, scalar in
            if scalar.value < 0x7f || escapedForDisplay(Array(String(scalar).utf8)) == String(scalar) {
                text.unicodeScalars.append(scalar)
            } else {
                for unit in String(scalar).utf16 {
                    text += "\\u" + String(repeating: "0", count: unit < 0x100 ? 2 : unit < 0x1000 ? 1 : 0) + String(unit, radix: 16)
                }
            }
        }
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
