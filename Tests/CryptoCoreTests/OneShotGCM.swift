@testable import CryptoCore

/// AES-256-GCM over whole messages, ciphertext with its tag, as published vectors have them.
enum OneShotGCM {
    /// Nil if the tag is wrong.
    static func open(_ message: [UInt8], key: [UInt8], nonce: [UInt8]) throws -> [UInt8]? {
        let cipher = try AESGCM(key: SecretBytes(copying: key), encrypting: false)
        let count = message.count - AESGCM.tagSize
        var output = [UInt8](repeating: 0, count: count + 1)
        let ok = unsafe message.withUnsafeBufferPointer { input in
            unsafe output.withUnsafeMutableBufferPointer { out in
                guard let from = input.baseAddress, let to = out.baseAddress else { return false }
                return unsafe cipher.open(from, count, nonce: nonce, to: to)
            }
        }
        return ok ? Array(output[..<count]) : nil
    }

    static func seal(_ plaintext: [UInt8], key: [UInt8], nonce: [UInt8]) throws -> [UInt8] {
        let cipher = try AESGCM(key: SecretBytes(copying: key), encrypting: true)
        var output = [UInt8](repeating: 0, count: plaintext.count + AESGCM.tagSize)
        let ok = unsafe (plaintext + [0]).withUnsafeBufferPointer { input in
            unsafe output.withUnsafeMutableBufferPointer { out in
                guard let from = input.baseAddress, let to = out.baseAddress else { return false }
                return unsafe cipher.seal(from, plaintext.count, nonce: nonce, to: to)
            }
        }
        return ok ? output : []
    }
}
