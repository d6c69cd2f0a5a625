internal import Glibc

/// Who was named in a document: hashes, in memory only, and up to a bound.
struct SeenPeople {
    /// By their keys, with their first names.
    private var fullNames: [UInt64: UInt64] = [:]
    private var firstNames: [UInt64: UInt32] = [:]
    /// People who are spoken of with a cue.
    private var concerned: Set<UInt64> = []
    private static let maximum = 1 << 16

    mutating func note(_ person: PersonFinder.Person) {
        if person.kind == .full, fullNames.count < Self.maximum { fullNames[person.key] = person.forename }
        if firstNames.count < Self.maximum || firstNames[person.forename] != nil { firstNames[person.forename, default: 0] &+= 1 }
    }

    mutating func concern(_ people: [UInt64]) {
        for key in people where concerned.count < Self.maximum { concerned.insert(key) }
    }

    /// Distinct people who are spoken of with a cue. A key is the first name's hash times 31, and the last name's.
    var people: People {
        var people = People(concerned.map { key in fullNames[key].map { NamedPerson(first: $0, last: key &- $0 &* 31) } ?? NamedPerson(first: key) })
        if !concerned.isEmpty { people.fill(to: 1) }
        return people
    }

    func fill(_ features: inout Features) {
        features["full-names"] = log1p(Double(fullNames.count))
        features["first-names"] = log1p(Double(firstNames.count))
        let mentions = firstNames.values.reduce(0.0) { $0 + Double($1) }
        features["repeated"] = mentions < 2 ? 0 : Double(firstNames.values.max() ?? 0) / mentions
    }
}
