import FuzzSupport

@testable import CryptoCore

/// Recovery key files: PEM as it is, DER in PEM, and encrypted keys whose number of rounds is one, so that they are decrypted.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    var input = unsafe Input(start, count)
    let mode = input.byte()
    let pem: [UInt8]
    switch mode % 5 {
    case 0: pem = input.remainder()
    case 1: pem = PEM.text(input.remainder(), "PUBLIC KEY")
    case 2: pem = PEM.text(input.remainder(), "PRIVATE KEY")
    case 3: pem = PEM.text(input.remainder(), "ENCRYPTED PRIVATE KEY")
    default: pem = PEM.text(encrypted(&input), "ENCRYPTED PRIVATE KEY")
    }
    do throws(CryptoError) {
        let text = try SecretBytes(copying: pem)
        let content = RecoveryKeyFile.content(of: text)
        // Only where the rounds are known to be few is a passphrase tried.
        let word = mode % 5 == 4 ? try Passphrase(SecretBytes(copying: Array("word".utf8)), strippingNewline: false) : nil
        try check(content, .publicKey) { () throws(CryptoError) in
            let key = try RecoveryKeyFile.publicKey(pem: text)
            let again = try RecoveryKeyFile.publicKey(pem: SecretBytes(copying: RecoveryKeyFile.pem(of: key)))
            require(again == key && RecoveryPublicKey(point: key.point) == key, "a public key is read as it was written")
        }
        try check(content, content == .publicKey ? .privateKey : content) { () throws(CryptoError) in
            let key = try RecoveryKeyFile.privateKey(pem: text, passphrase: word)
            let again = try RecoveryKeyFile.privateKey(pem: RecoveryKeyFile.pem(of: key, passphrase: nil), passphrase: nil)
            require(again.publicKey == key.publicKey, "a private key is read as it was written")
        }
    } catch {
        fatalError("refused \(error)")
    }
    return 0
}

/// Refused as what it is, or read; and read only if it says that it is of this kind.
private func check(
    _ content: RecoveryKeyFile.Content?, _ kind: RecoveryKeyFile.Content?, _ read: () throws(CryptoError) -> Void
) throws(CryptoError) {
    do throws(CryptoError) {
        try read()
        require(content != nil && content == kind, "a key says what it is")
    } catch .notARecoveryKey {} catch .wrongRecoveryKeyPassphrase {
        require(content == .encryptedPrivateKey, "only an encrypted key has a passphrase")
    }
}

/// PKCS#8 under PBES2 with PBKDF2 of one round; the rest is the fuzzer's.
private func encrypted(_ input: inout Input) -> [UInt8] {
    let salt = DER.value(0x04, input.bytes(Int(input.byte() & 31)))
    let derivation = DER.value(0x30, salt + DER.value(0x02, [1]) + input.bytes(Int(input.byte() & 63)))
    let function = DER.value(0x30, DER.value(0x06, [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0c]) + derivation)
    let scheme = DER.value(0x30, function + input.bytes(Int(input.byte() & 63)))
    let algorithm = DER.value(0x30, DER.value(0x06, [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0d]) + scheme)
    return DER.value(0x30, algorithm + DER.value(0x04, input.remainder()))
}

private enum DER {
    static func value(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        let count = content.count
        return [tag] + (count < 128 ? [UInt8(count)] : [0x82, UInt8(truncatingIfNeeded: count >> 8), UInt8(truncatingIfNeeded: count)]) + content
    }
}

private enum PEM {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func text(_ der: [UInt8], _ label: String) -> [UInt8] {
        var text = Array("-----BEGIN \(label)-----\n".utf8)
        for line in stride(from: 0, to: der.count, by: 48) {
            let bytes = Array(der[line..<min(line + 48, der.count)])
            for start in stride(from: 0, to: bytes.count, by: 3) {
                let group = bytes[start..<min(start + 3, bytes.count)]
                let value = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
                text += (0..<4).map { $0 <= group.count ? digits[value >> (18 - 6 * $0) & 63] : 0x3d }
            }
            text.append(0x0a)
        }
        return text + Array("-----END \(label)-----\n".utf8)
    }
}
