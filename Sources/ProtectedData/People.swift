/// Whom documents are about: the same person in several of them counts once. Names are here as hashes with a key that is drawn at each start of the
/// program and never leaves it; nothing of this is to be written or printed.
public struct People: Sendable, Equatable {
    /// Those with a first and a last name.
    private var full: Set<UInt64> = []
    /// The names that these consist of.
    private var parts: Set<UInt64> = []
    /// Names that stood alone.
    private var single: Set<UInt64> = []
    /// Those of whom no name is known.
    private var unnamed = 0

    /// Names of a medium that are told apart; there are no more children in a hundred schools.
    static let limit = 1 << 18

    public init() {}

    init(_ names: some Sequence<NamedPerson>) {
        for name in names { insert(name) }
    }

    /// How many there are, as far as they can be told apart: a first name alone is that of somebody with a full name, if there is one.
    public var count: Int {
        let (sum, overflow) = (full.count + single.count { !parts.contains($0) }).addingReportingOverflow(unnamed)
        return overflow ? .max : sum
    }

    /// There are `count` at least, named or not.
    mutating func fill(to count: Int) { unnamed = max(unnamed, count - self.count + unnamed) }

    public mutating func formUnion(_ others: People) {
        for name in others.full where full.count < Self.limit { full.insert(name) }
        for name in others.parts where parts.count < 2 * Self.limit { parts.insert(name) }
        for name in others.single where single.count < Self.limit { single.insert(name) }
        let (sum, overflow) = unnamed.addingReportingOverflow(others.unnamed)
        unnamed = overflow ? .max : sum
    }

    private mutating func insert(_ name: NamedPerson) {
        guard full.count < Self.limit, single.count < Self.limit else { return }
        guard let last = name.last else {
            single.insert(Self.keyed(name.first, 0))
            return
        }
        // Whichever comes first: tables have it both ways.
        full.insert(Self.keyed(min(name.first, last), max(name.first, last)))
        parts.insert(Self.keyed(name.first, 0))
        parts.insert(Self.keyed(last, 0))
    }

    private static let key = (UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max))

    /// The standard library's SipHash.
    private static func keyed(_ one: UInt64, _ other: UInt64) -> UInt64 {
        var hasher = Hasher()
        for value in [key.0, key.1, one, other] { hasher.combine(value) }
        return UInt64(truncatingIfNeeded: hasher.finalize())
    }
}

/// A name as hashes of its first and its last word, or of the only one.
struct NamedPerson: Hashable {
    let first: UInt64
    var last: UInt64?
}

/// Whom a row of a table is about.
struct RowPeople {
    /// Whether the table has a header: then a row is about one person, whom it names first.
    let isTyped: Bool
    private var full: [NamedPerson] = []
    private var single: [UInt64] = []

    init(isTyped: Bool) { self.isTyped = isTyped }

    mutating func add(_ name: Cell) {
        guard full.count + single.count < 64, let person = name.person else { return }
        if person.last == nil { single.append(person.first) } else { full.append(person) }
    }

    var people: [NamedPerson] {
        // Surname and first name, in two cells.
        if full.isEmpty, single.count == 2 || (isTyped && single.count > 2) { return [NamedPerson(first: single[0], last: single[1])] }
        let all = full + single.map { NamedPerson(first: $0) }
        return isTyped ? Array(all.prefix(1)) : all
    }
}
