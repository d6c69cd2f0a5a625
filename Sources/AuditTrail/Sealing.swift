public import CryptoCore

/// The key that seals entry `number`, and becomes the key of the next; what it was before is overwritten (Docs/TRAIL.md, section 4).
public final class SealingKey {
    private static let label = Array("tuckbox.trail/v1/next".utf8)
    public private(set) var number: UInt64
    private let buffers: Buffers

    /// Two, so that each is derived from the other.
    private struct Buffers: ~Copyable {
        let even: SecretBytes
        let odd: SecretBytes
    }

    /// - Parameter bytes: 32 bytes: the verification key itself if `number` is 0.
    public init(_ bytes: borrowing SecretBytes, number: UInt64 = 0) throws(CryptoError) {
        self.number = number
        let even = try SecretBytes(count: Hash256.size)
        let odd = try SecretBytes(count: Hash256.size)
        let isEven = number % 2 == 0
        bytes.withSpan { source in
            // The other one is overwritten before it is used.
            even.withMutableSpan { for i in source.indices where i < $0.count { $0[i] = isEven ? source[i] : 0 } }
            odd.withMutableSpan { for i in source.indices where i < $0.count { $0[i] = isEven ? 0 : source[i] } }
        }
        buffers = Buffers(even: even, odd: odd)
    }

    public func advance(_ engine: HashEngine) throws(CryptoError) {
        if number % 2 == 0 {
            try engine.derive(Self.label.span, key: buffers.even, into: buffers.odd)
            Self.wipe(buffers.even)
        } else {
            try engine.derive(Self.label.span, key: buffers.odd, into: buffers.even)
            Self.wipe(buffers.odd)
        }
        number += 1
    }

    private static func wipe(_ secret: borrowing SecretBytes) {
        secret.withMutableSpan { for i in $0.indices { $0[i] = 0 } }
    }

    /// The seal of an entry's bytes.
    public func seal(_ body: Span<UInt8>, _ engine: HashEngine) throws(CryptoError) -> Hash256 {
        number % 2 == 0 ? try engine.authenticate(body, key: buffers.even) : try engine.authenticate(body, key: buffers.odd)
    }

    /// A key of its own that goes on from here.
    func copy() throws(CryptoError) -> SealingKey {
        number % 2 == 0 ? try SealingKey(buffers.even, number: number) : try SealingKey(buffers.odd, number: number)
    }

    func withBytes<Result>(_ body: (Span<UInt8>) throws(CryptoError) -> Result) throws(CryptoError) -> Result {
        number % 2 == 0 ? try buffers.even.withSpan(body) : try buffers.odd.withSpan(body)
    }

    /// The trail's identifier: what the verification key is known by. 16 bytes.
    public static func identifier(of key: borrowing VerificationKey) throws(CryptoError) -> [UInt8] {
        let domain = Array("tuckbox.trail/v1/id".utf8) + [0]
        let joined = try SecretBytes(count: domain.count + Hash256.size)
        key.bytes.withSpan { key in
            joined.withMutableSpan { out in
                for i in domain.indices { out[i] = domain[i] }
                for i in key.indices { out[domain.count + i] = key[i] }
            }
        }
        return try joined.withSpan { (span) throws(CryptoError) in Array(try Digest.sha256.hash(span).prefix(16)) }
    }
}
