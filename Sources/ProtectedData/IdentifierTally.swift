internal import Glibc

/// Candidates of one rule in one document, and how many of them are proved.
struct IdentifierTally {
    /// Distinct candidates are told apart up to so many.
    private static let maximum = 1 << 16

    private(set) var valid: Set<UInt64> = []
    private var invalid: Set<UInt64> = []
    /// Proved ones with a word beside them that says what they are.
    private(set) var named = 0
    private(set) var firstPlace = ""

    /// - Parameter place: asked for once.
    mutating func count(_ value: UInt64, isValid: Bool, isNamed: Bool, place: () -> String) {
        if isValid {
            if valid.isEmpty { firstPlace = place() }
            if valid.count < Self.maximum, valid.insert(value).inserted, isNamed { named += 1 }
        } else if invalid.count < Self.maximum {
            invalid.insert(value)
        }
    }

    /// How much more likely the candidates are if they are such numbers than if they are digits by chance, as a logarithm:
    /// k of n pass; by chance a share `chance` does, of real ones 97 in 100.
    func evidence(chance: Double?) -> Double {
        let (passed, failed) = (Double(valid.count), Double(invalid.count))
        guard passed > 0 else { return 0 }
        guard let chance else { return min(passed, 4) }
        return passed * log(0.97 / chance) + failed * log(0.03 / (1 - chance))
    }
}
