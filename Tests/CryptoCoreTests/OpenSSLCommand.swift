import Foundation

@testable import CryptoCore

/// The `openssl` program, as the other tool that has to understand our key files.
enum OpenSSLCommand {
    struct Failure: Error {
        let arguments: [String]
        let status: Int32
        let message: String
    }

    /// Runs it and returns what it writes.
    static func run(_ arguments: String..., input: [UInt8] = []) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        let (standardInput, standardOutput, standardError) = (Pipe(), Pipe(), Pipe())
        (process.standardInput, process.standardOutput, process.standardError) = (standardInput, standardOutput, standardError)
        try process.run()
        // Both are far smaller than a pipe's buffer.
        try standardInput.fileHandleForWriting.write(contentsOf: Data(input))
        try standardInput.fileHandleForWriting.close()
        let output = try standardOutput.fileHandleForReading.readToEnd() ?? Data()
        let message = try standardError.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(arguments: arguments, status: process.terminationStatus, message: String(decoding: message, as: UTF8.self))
        }
        return Array(output)
    }

    /// A new private key on a curve, PKCS#8 in PEM.
    static func newKey(curve: String, explicit: Bool = false) throws -> [UInt8] {
        try run(
            "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:\(curve)", "-pkeyopt",
            "ec_param_enc:\(explicit ? "explicit" : "named_curve")")
    }
}

/// Reads a private key from PEM, with a passphrase or without.
func privateKey(_ pem: [UInt8], passphrase: String? = nil) throws -> RecoveryPrivateKey {
    let word: Passphrase? =
        switch passphrase {
        case .some(let text): try Passphrase(SecretBytes(copying: Array(text.utf8)), strippingNewline: false)
        case .none: nil
        }
    return try RecoveryKeyFile.privateKey(pem: SecretBytes(copying: pem), passphrase: word)
}

/// Reads a public key from PEM.
func publicKey(_ pem: [UInt8]) throws(CryptoError) -> RecoveryPublicKey {
    try RecoveryKeyFile.publicKey(pem: SecretBytes(copying: pem))
}
