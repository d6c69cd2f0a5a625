import Foundation

@testable import CryptoCore

/// Just enough DER (X.690) to make key files that no tool would write.
enum DER {
    static func sequence(_ parts: [UInt8]...) -> [UInt8] { element(0x30, parts.flatMap(\.self)) }
    static func octets(_ bytes: [UInt8]) -> [UInt8] { element(0x04, bytes) }
    static func bits(_ bytes: [UInt8]) -> [UInt8] { element(0x03, [0] + bytes) }
    static func explicit(_ number: UInt8, _ content: [UInt8]) -> [UInt8] { element(0xa0 | number, content) }
    static let null = element(0x05, [])

    /// An integer from its content bytes, two's complement.
    static func integer(_ content: [UInt8]) -> [UInt8] { element(0x02, content) }

    /// An object identifier; all are known in advance, so their content is given in hexadecimal.
    static func object(_ hex: String) -> [UInt8] { element(0x06, [UInt8](hex: hex) ?? []) }

    static let ecPublicKey = object("2a8648ce3d0201")
    static let p256 = object("2a8648ce3d030107")

    private static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        switch content.count {
        case ..<0x80: [tag, UInt8(content.count)] + content
        case ..<0x100: [tag, 0x81, UInt8(content.count)] + content
        default: [tag, 0x82, UInt8(content.count >> 8), UInt8(content.count & 0xff)] + content
        }
    }

    /// PKCS#8 of a P-256 key, with its public point or without, which RFC 5915 allows.
    static func privateKey(scalar: [UInt8], point: [UInt8]? = nil) -> [UInt8] {
        let publicPart = point.map { explicit(1, bits($0)) } ?? []
        return sequence(integer([0]), sequence(ecPublicKey, p256), octets(sequence(integer([1]), octets(scalar), publicPart)))
    }

    /// SubjectPublicKeyInfo of a P-256 key.
    static func publicKey(point: [UInt8]) -> [UInt8] {
        sequence(sequence(ecPublicKey, p256), bits(point))
    }

    /// PEM text (RFC 7468).
    static func pem(_ der: [UInt8], _ label: String) throws -> SecretBytes {
        let base64 = Data(der).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
        return try SecretBytes(copying: Array("-----BEGIN \(label)-----\n\(base64)\n-----END \(label)-----\n".utf8))
    }
}
