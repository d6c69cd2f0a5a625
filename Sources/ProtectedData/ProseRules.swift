/// Numbers of the rules that the reading of sentences knows by name.
struct ProseRules {
    let families, contexts: [Int]
    let talks, place, heShe, firstPerson, they, you, past, must, plural, onePupil, relation, record, dear, roles, when, generic, tasks: Int

    init(_ set: RuleSet) {
        func number(_ id: String) -> Int { set.numbers[id] ?? 0 }
        families = Feature.families.map(number)
        contexts = Feature.contexts.map(number)
        (talks, place, heShe, firstPerson) = (number("contacts-made"), number("school-place"), number("g-he-she"), number("g-we-i"))
        (they, you, past, must) = (number("g-they"), number("g-you"), number("g-past"), number("g-must"))
        (record, dear, roles) = (number("g-record"), number("g-dear"), number("g-roles"))
        (when, generic, tasks) = (number("g-when"), number("g-any-child"), number("g-tasks"))
        (plural, onePupil, relation) = (number("g-plural"), number("g-the-pupil"), number("g-relation"))
    }
}
