internal import Glibc

/// Who was named in a document: hashes, in memory only, and up to a bound.
struct SeenPeople {
    private var fullNames: Set<UInt64> = []
    private var firstNames: [UInt64: UInt32] = [:]
    /// People who are spoken of with a cue.
    private var concerned: Set<UInt64> = []
    private static let maximum = 1 << 16

    mutating func note(_ person: PersonFinder.Person) {
        if person.kind == .full, fullNames.count < Self.maximum { fullNames.insert(person.key) }
        if firstNames.count < Self.maximum || firstNames[person.forename] != nil { firstNames[person.forename, default: 0] &+= 1 }
    }

    mutating func concern(_ people: [UInt64]) {
        for key in people where concerned.count < Self.maximum { concerned.insert(key) }
    }

    /// Distinct people who are spoken of with a cue.
    var count: Int {
        let full = concerned.count { fullNames.contains($0) }
        let firsts = concerned.count - full
        // Somebody with a full name is later called by the first.
        return max(full, min(firsts, firstNames.count), concerned.isEmpty ? 0 : 1)
    }

    func fill(_ features: inout Features) {
        features["full-names"] = log1p(Double(fullNames.count))
        features["first-names"] = log1p(Double(firstNames.count))
        let mentions = firstNames.values.reduce(0.0) { $0 + Double($1) }
        features["repeated"] = mentions < 2 ? 0 : Double(firstNames.values.max() ?? 0) / mentions
    }
}
