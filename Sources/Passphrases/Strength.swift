internal import CZxcvbn
public import CryptoCore

/// How hard a passphrase is to guess, by zxcvbn (D. Wheeler, USENIX Security 2016; the C implementation that Debian carries).
public struct Strength: Sendable {
    /// Fewer characters are refused for new vaults.
    public static let minimumCharacters = 12
    /// Fewer bits are refused for new vaults. At 600,000 rounds this is centuries for a graphics card.
    public static let minimumBits = 45.0
    /// The estimator's time grows fast with length; a longer passphrase is worth at least what its beginning is.
    private static let examinedBytes = 100

    /// Estimated bits: the logarithm of the number of guesses.
    public let bits: Double
    public let characters: Int

    public init(of passphrase: borrowing Passphrase) throws(CryptoError) {
        characters = passphrase.scalarCount
        let text = try SecretBytes(count: Self.examinedBytes + 1)
        passphrase.withSpan { bytes in
            text.withMutableSpan { copy in
                for i in 0..<min(bytes.count, Self.examinedBytes) { copy[i] = bytes[i] }
            }
        }
        bits = text.withSpan { span in
            unsafe span.withUnsafeBytes { buffer in
                guard let start = buffer.baseAddress else { return 0 }
                return unsafe ZxcvbnMatch(start.assumingMemoryBound(to: CChar.self), nil, nil)
            }
        }
    }

    public var isEnough: Bool { isEnough(bits: Self.minimumBits) }

    /// - Parameter bits: what a policy asks for; less than `minimumBits` makes no difference.
    public func isEnough(bits least: Double) -> Bool { characters >= Self.minimumCharacters && bits >= max(least, Self.minimumBits) }
}
