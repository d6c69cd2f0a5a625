import SystemFiles

@testable package import CryptoCore
@testable import VaultFiles

/// The vault of Docs/FORMAT-example.md, whose keys are public, and others with the same header: everything but the contents stays the same.
package enum Example {
    private static let folder = Path(#filePath).parent.parent.parent.appending("Interop")
    private static let vault = bytes(of: "example.vault")

    package static let first = Array(vault[..<Header.copySize])
    package static let last = Array(vault[(vault.count - Header.copySize)...])
    package static let contentKey = unwrap { try ContentKey(SecretBytes(copying: Array(0..<32))) }
    package static let recoveryKey = unwrap {
        try RecoveryKeyFile.privateKey(pem: SecretBytes(copying: bytes(of: "example.recovery.pem")), passphrase: nil)
    }
    /// The recovery key: no derivation, so it is quick.
    package static let credentials = Credentials(passphrase: nil, keyFile: nil, recoveryKeys: [recoveryKey])

    package static func payloadKeys() -> MessageKeys {
        unwrap {
            let header = try HeaderPair(first: first, last: last).header
            return try contentKey.payloadKeys(for: header.fixed, salt: Array(header.payloadPrefix[..<Cobblestone.saltSize]))
        }
    }

    /// A vault that holds `inner` as it is, right in all that is around it.
    package static func vault(holding inner: [UInt8]) -> [UInt8] {
        unwrap {
            let keys = payloadKeys()
            var stored = [UInt8](repeating: 0, count: inner.count + (inner.count / Cobblestone.chunkSize + 1) * Cobblestone.tagSize)
            var output = stored.mutableSpan
            _ = try ChunkSealer(keys).seal(inner.span, first: 0, last: true, into: &output)
            var tail: [UInt8] = []
            for checksum in VaultGeometry.checksums(of: stored.span) { IndexCoding.append(checksum, to: &tail) }
            IndexCoding.append(UInt64(Cobblestone.prefixSize + stored.count), to: &tail)
            return first + keys.prefix + stored + tail + last
        }
    }

    private static func bytes(of name: String) -> [UInt8] {
        unwrap {
            let file = try Descriptor.open(folder.appending(name), .read)
            return try file.bytes(count: Int(file.status().size), at: 0)
        }
    }

    /// For what cannot fail here.
    private static func unwrap<Value: ~Copyable>(_ make: () throws -> Value) -> Value {
        do { return try make() } catch { fatalError("the example cannot be used: \(error)") }
    }
}
