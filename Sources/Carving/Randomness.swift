/// Whether bytes look random: encrypted, or compressed by something very good. Nothing more can be said of them.
enum Randomness {
    static let blockSize = 1 << 20

    /// - Parameter block: 1 MiB. Chi-squared of its bytes over 255 degrees of freedom, within what random bytes give in all but one of some thousand cases.
    static func isLikely(_ block: Span<UInt8>) -> Bool {
        guard block.count == blockSize else { return false }
        var counts = [Int](repeating: 0, count: 256)
        for i in block.indices { counts[Int(block[i])] += 1 }
        let expected = Double(blockSize) / 256
        let chiSquared = counts.reduce(0.0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
        return (180...345).contains(chiSquared)
    }
}
