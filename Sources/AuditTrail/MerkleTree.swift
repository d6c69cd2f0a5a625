public import CryptoCore

/// The head of an RFC 6962 Merkle tree that grows at its right edge: of n leaves only the roots of the complete subtrees are kept, at most 63.
public struct MerkleTree: Equatable, Sendable {
    /// Leaves.
    public private(set) var count: UInt64
    /// Roots of the complete subtrees, the largest first: one for each bit of `count` that is set.
    public private(set) var subtrees: [Hash256]

    public static let maximumSubtrees = 63
    static let leafTag: UInt8 = 0
    private static let nodeTag: UInt8 = 1

    public init() { (count, subtrees) = (0, []) }

    /// Nil unless so many leaves make so many subtrees.
    public init?(count: UInt64, subtrees: [Hash256]) {
        guard count.nonzeroBitCount == subtrees.count, count >> UInt64(Self.maximumSubtrees) == 0 else { return nil }
        (self.count, self.subtrees) = (count, subtrees)
    }

    /// Adds a leaf: one node hash on average.
    public mutating func append(_ leaf: Hash256, _ engine: HashEngine) throws(CryptoError) {
        var node = leaf
        for _ in 0..<count.trailingZeroBitCountOfComplement {
            node = try engine.hash(Self.nodeTag, subtrees.removeLast(), node)
        }
        subtrees.append(node)
        count += 1
    }

    /// The tree's root; of no leaves, H of nothing.
    public func root(_ engine: HashEngine) throws(CryptoError) -> Hash256 {
        guard var node = subtrees.last else {
            let nothing: [UInt8] = []
            guard let empty = Hash256(try Digest.sha256.hash(nothing.span)) else { throw .libraryFailure(.digest) }
            return empty
        }
        for left in subtrees.dropLast().reversed() { node = try engine.hash(Self.nodeTag, left, node) }
        return node
    }
}

extension UInt64 {
    /// How many ones it ends with: so many subtrees does the next leaf complete.
    fileprivate var trailingZeroBitCountOfComplement: Int { (~self).trailingZeroBitCount }
}
