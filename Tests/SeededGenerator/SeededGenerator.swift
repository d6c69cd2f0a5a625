internal import Foundation

/// Random numbers that can be had again: the seed is printed, and `TUCKBOX_SEED` sets it. The generator is SplitMix64.
public struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    public init(_ purpose: String) {
        let given = ProcessInfo.processInfo.environment["TUCKBOX_SEED"].flatMap { UInt64($0) }
        state = given ?? UInt64.random(in: 0...UInt64.max)
        print("seed: \(purpose): TUCKBOX_SEED=\(state)")
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
        return z ^ z >> 31
    }

    public mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
    }
}
