internal import Glibc

/// Keys with values, in forms: `Name of child: …`. A form that nobody has filled in is no secret.
struct FieldTally {
    private let set: RuleSet
    private let headers: HeaderReader
    private var cutter = WordCutter()
    /// The field that was read last: its memory is used again.
    private var (key, value) = (Cell(), Cell())
    private(set) var filled: [Int: Int] = [:]
    private(set) var blank = 0
    private var names: Set<UInt64> = []
    private var named: Set<NamedPerson> = []
    /// A name of one word, in the field before.
    private var half: UInt64?

    init(_ set: RuleSet) {
        self.set = set
        headers = HeaderReader(set)
    }

    var peopleCount: Int { names.count }
    var people: People { People(named.union(half.map { [NamedPerson(first: $0)] } ?? [])) }
    /// Fields that are filled in.
    var total: Int { filled.values.reduce(0, +) }

    mutating func count(_ rule: Int, _ value: Cell) {
        guard !value.isBlank else {
            blank += 1
            return
        }
        filled[rule, default: 0] += 1
        if value.isName(set.names), names.count < 1 << 16 {
            names.insert(value.hash)
            note(value.person)
        }
    }

    /// Surname and first name have a field each.
    private mutating func note(_ person: NamedPerson?) {
        guard let person, named.count < 1 << 16 else { return }
        guard person.last == nil else {
            named.insert(person)
            return
        }
        if let other = half {
            named.insert(NamedPerson(first: other, last: person.first))
            half = nil
        } else {
            half = person.first
        }
    }

    /// `Key: value`, on a line or in a part of one.
    mutating func read(_ part: ArraySlice<UInt8>) {
        guard let colon = part.prefix(60).firstIndex(of: 0x3a) else { return }
        key.read(Array(part[..<colon]), &cutter)
        guard key.words.count <= 7, let rule = headers.rule(key) else { return }
        value.read(Array(part[(colon + 1)...]), &cutter)
        count(rule, value)
    }

    func fill(_ features: inout Features) {
        var (kinds, total) = (0.0, 0.0)
        for column in Feature.columns {
            guard let number = set.numbers[column], let count = filled[number] else { continue }
            features["field-" + column] = 1
            kinds += 1
            total += Double(count)
        }
        features["form-name"] = log1p(min(Double(names.count), 3))
        features["form-fields"] = names.isEmpty ? 0 : log1p(total)
        features["form-kinds"] = names.isEmpty ? 0 : log1p(kinds)
        features["form-blank"] = log1p(Double(blank))
    }
}
