import Foundation
import Testing

/// The published test vectors. They are not kept in this repository: `TUCKBOX_VECTORS` names their folder, which is otherwise `../shared/vectors`.
enum TestVectors {
    static let folder: URL = {
        if let given = ProcessInfo.processInfo.environment["TUCKBOX_VECTORS"] { return URL(fileURLWithPath: given, isDirectory: true) }
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { root.deleteLastPathComponent() }
        return root.deletingLastPathComponent().appendingPathComponent("shared/vectors", isDirectory: true)
    }()

    /// NIST's GCM vectors.
    static let cavpFolder = ProcessInfo.processInfo.environment["TUCKBOX_CAVP"].map { URL(fileURLWithPath: $0, isDirectory: true) }

    /// Where nobody looks at what was skipped, absence has to fail.
    static let areRequired = ProcessInfo.processInfo.environment["CI"] == "true"

    static var arePresent: Bool { FileManager.default.fileExists(atPath: folder.appendingPathComponent("wycheproof").path) }

    static func load<Content: Decodable>(_ name: String, as type: Content.Type = Content.self) throws -> Content {
        try JSONDecoder().decode(type, from: Data(contentsOf: folder.appendingPathComponent(name)))
    }
}

extension Trait where Self == ConditionTrait {
    /// Runs if the vectors are there, or have to be.
    static var needsVectors: Self {
        .enabled(
            if: TestVectors.arePresent || TestVectors.areRequired,
            """
            test vectors are not in \(TestVectors.folder.path); put testvectors_v1 of github.com/C2SP/wycheproof at commit dac1dd4 in its folder \
            wycheproof and the P-256, AES-256-GCM entries of RFC 9180's test vectors in hpke_p256_aes256gcm_rfc9180.json, or set TUCKBOX_VECTORS
            """)
    }
}

/// A Wycheproof file.
struct VectorFile<Group: Decodable>: Decodable {
    let numberOfTests: Int
    let testGroups: [Group]
}

/// What Wycheproof expects of an implementation.
enum Verdict: String, Decodable {
    case valid, invalid
    /// May be refused; if it is not, the result has to be right.
    case acceptable
}

/// Bytes that stand as hexadecimal digits in JSON.
struct Hex: Decodable {
    let bytes: [UInt8]

    init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let bytes = [UInt8](hex: text) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not hexadecimal"))
        }
        self.bytes = bytes
    }
}

extension [UInt8] {
    /// Nil unless `hex` is an even number of hexadecimal digits.
    init?(hex: String) {
        let digits = hex.utf8.map { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        for i in stride(from: 0, to: digits.count, by: 2) {
            guard let high = digits[i], let low = digits[i + 1] else { return nil }
            bytes.append(UInt8(high << 4 | low))
        }
        self = bytes
    }
}
