import FuzzSupport
import Passphrases

@testable import CryptoCore

/// What people type or keep in small files: key files, the code that they are written in, and passphrases.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    var input = unsafe Input(start, count)
    let mode = input.byte()
    do throws(CryptoError) {
        switch mode % 4 {
        case 0: try checkKeyFile(input.remainder())
        case 1: try checkPassphrase(input.remainder(), strippingNewline: mode & 0x80 != 0)
        case 2: try checkEncoding(input.remainder())
        default: try checkDecoding(byteCount: Int(input.byte()), input.remainder())
        }
    } catch .libraryFailure(let operation) {
        fatalError("refused \(operation)")
    } catch {}
    return 0
}

private func checkKeyFile(_ text: [UInt8]) throws(CryptoError) {
    let key = try KeyFile(text: SecretBytes(copying: text))
    let code = try key.text().copyOfPublicBytes()
    let typed = text.filter { $0 != 0x20 && $0 != 0x2d && $0 != 0x0a && $0 != 0x0d }.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }
    require(code == typed && code.count == KeyFile.textLength, "a key file says its key")
    require(text.count { $0 == 0x0a || $0 == 0x0d } <= 2 && !text.dropLast().contains(0x0a), "a key file is one line")
}

private func checkPassphrase(_ raw: [UInt8], strippingNewline: Bool) throws(CryptoError) {
    var expected = raw
    if strippingNewline, expected.last == 0x0a {
        expected.removeLast()
        if expected.last == 0x0d { expected.removeLast() }
    }
    let text = String(validating: expected, as: UTF8.self)
    do throws(CryptoError) {
        let word = try Passphrase(SecretBytes(copying: raw), strippingNewline: strippingNewline)
        let bytes = word.bytes.copyOfPublicBytes()
        let normalised = String(validating: bytes, as: UTF8.self)
        // Strings of Swift are equal if they are canonically equivalent.
        require(text != nil && text == normalised, "a passphrase is UTF-8 and stays what it was")
        require((1...1024).contains(bytes.count) && (1...1024).contains(expected.count), "it is not empty and not too long")
        require(normalised?.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control } == true, "it has no control characters")
        require(word.scalarCount == normalised?.unicodeScalars.count, "its characters are counted")
        let again = try Passphrase(SecretBytes(copying: bytes), strippingNewline: false)
        require(again.bytes.copyOfPublicBytes() == bytes, "normalised again it is the same")
        require(try! Strength(of: word).bits.isFinite, "its strength is a number")
    } catch .passphraseRefused(let reason) {
        switch reason {
        case .empty: require(expected.isEmpty, "what is empty is")
        case .tooLong: require(expected.count > 340, "what is too long is")
        case .notUTF8: require(text == nil, "what is no UTF-8 is none")
        case .controlCharacter: require(text?.unicodeScalars.contains { $0.properties.generalCategory == .control } == true, "what has them has")
        }
    }
}

private func checkEncoding(_ bytes: [UInt8]) throws(CryptoError) {
    let text = try Bech32m.encode(SecretBytes(copying: bytes), humanReadablePart: "tbkey")
    let decoded: [UInt8]?
    switch try Bech32m.decode(text, humanReadablePart: "tbkey", byteCount: bytes.count) {
    case .some(let secret): decoded = secret.copyOfPublicBytes()
    case .none: decoded = nil
    }
    require(decoded == bytes, "a code is read as it was written")
}

private func checkDecoding(byteCount: Int, _ text: [UInt8]) throws(CryptoError) {
    guard let bytes = try Bech32m.decode(SecretBytes(copying: text), humanReadablePart: "tbkey", byteCount: byteCount) else { return }
    let again = try Bech32m.encode(bytes, humanReadablePart: "tbkey")
    require(bytes.count == byteCount && again.copyOfPublicBytes() == text, "a code written again is the same")
}
