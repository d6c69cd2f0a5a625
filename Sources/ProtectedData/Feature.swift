/// What the weights apply to. The order is that of the file of weights; Scripts/train-model reads names and signs from `tuckbox-lab features`.
struct Feature: Sendable {
    /// Which way more of it may speak. Training may not turn it round: that keeps the weights explainable, and general.
    enum Sign: Int, Sendable {
        case against = -1
        case either = 0
        case towards = 1
    }

    let name: String
    let sign: Sign
    /// For people.
    let says: String
    var category: Category?

    /// Families of cues, in the order of their features.
    static let families = ["behaviour", "attendance", "sen", "medical", "safeguarding", "attainment", "family", "employment", "feelings"]
    static let familyCategories: [Category] = [
        .behaviourAndAttendance, .behaviourAndAttendance, .sen, .medical, .safeguarding, .attainment, .familyAndContact, .staff, .safeguarding,
    ]
    static let contexts = [
        "n-template-words", "n-policy", "n-figures", "n-fiction", "n-study", "n-notice", "n-business", "n-minutes",
    ]
    static let contextPatterns = ["n-template", "n-anonymous", "n-citation"]
    /// Headers whose columns and fields hold something about a person.
    static let columns = [
        "h-pupil", "h-dob", "h-number", "h-class", "h-personal", "h-disadvantage", "h-sen", "h-medical", "h-safeguarding", "h-attainment",
        "h-attendance", "h-behaviour", "h-contact", "h-family", "h-staff", "h-money", "h-notes", "h-login",
    ]
    static let otherColumns = ["h-goods", "h-figures", "h-schedule"]
    static let softIdentifiers = [
        "birth-date", "mobile-number", "postcode", "email-address", "bank-account", "pupil-table-dump", "safeguarding-export",
        "marking-official-sensitive", "marking-restricted", "marking-words",
    ]

    static let all: [Feature] =
        families.enumerated().map { Feature(name: "near-\($1)", sign: .towards, says: "\($1) of a person", category: familyCategories[$0]) }
        + [
            Feature(name: "wording", sign: .towards, says: "its wording"),
            Feature(name: "wording-towards", sign: .towards, says: "wording of papers about a person"),
            Feature(name: "wording-against", sign: .against, says: "wording of other papers"),
            Feature(name: "wording-peak", sign: .towards, says: "wording of a passage with a name in it"),
            Feature(name: "talks", sign: .towards, says: "notes of talks about a person"),
            Feature(name: "place", sign: .towards, says: "a person's place in school"),
            Feature(name: "care", sign: .towards, says: "sentences about a person's care"),
            Feature(name: "care-rich", sign: .towards, says: "sentences that say much about a person"),
            Feature(name: "care-told", sign: .towards, says: "sentences that tell what happened to a person"),
            Feature(name: "care-share", sign: .towards, says: "how much of the text is about a person"),
            Feature(name: "told-share", sign: .towards, says: "how much of the text tells what happened to a person"),
            Feature(name: "breadth", sign: .towards, says: "how many sides of a person are described"),
            Feature(name: "full-names", sign: .towards, says: "people with full names"),
            Feature(name: "first-names", sign: .towards, says: "people with first names"),
            Feature(name: "repeated", sign: .towards, says: "one person is named again and again"),
            Feature(name: "relation", sign: .towards, says: "somebody's child or parent"),
            Feature(name: "one-pupil", sign: .towards, says: "one pupil is meant"),
            Feature(name: "he-she", sign: .towards, says: "he or she"),
            Feature(name: "he-she-near", sign: .towards, says: "he or she, with a name before"),
            Feature(name: "first-person", sign: .either, says: "somebody tells it themselves"),
            Feature(name: "second-person", sign: .against, says: "it speaks to the reader"),
            Feature(name: "past", sign: .towards, says: "it tells what happened"),
            Feature(name: "norms", sign: .against, says: "it says what is to be done"),
            Feature(name: "groups", sign: .against, says: "it speaks of groups"),
            Feature(name: "unfocused", sign: .against, says: "cues without a person"),
            Feature(name: "initials", sign: .towards, says: "people with initials"),
            Feature(name: "class-near", sign: .towards, says: "a class beside a name"),
            Feature(name: "number-near", sign: .either, says: "figures beside a name"),
            Feature(name: "titles", sign: .either, says: "adults with titles"),
            Feature(name: "speech", sign: .against, says: "direct speech"),
            Feature(name: "symbols", sign: .against, says: "it looks like code"),
            Feature(name: "length", sign: .either, says: "its length"),
            Feature(name: "short", sign: .either, says: "it is short"),
            Feature(name: "beside", sign: .towards, says: "a name and a cue side by side"),
            Feature(name: "beside-kinds", sign: .towards, says: "kinds of cues beside a name"),
            Feature(name: "subject", sign: .towards, says: "what somebody did or had done to them"),
            Feature(name: "peak", sign: .towards, says: "a passage that says much about one person"),
            Feature(name: "somebody", sign: .towards, says: "he or she, whom nobody has named"),
            Feature(name: "best", sign: .towards, says: "one sentence that says much about somebody"),
            Feature(name: "colleague", sign: .towards, says: "an adult's employment or health", category: .staff),
            Feature(name: "addressed", sign: .towards, says: "a letter to somebody about themselves"),
            Feature(name: "initialled", sign: .towards, says: "first names with an initial, as teachers write pupils"),
            Feature(name: "first-only", sign: .towards, says: "first names alone"),
            Feature(name: "class-beside", sign: .towards, says: "a name with its class"),
            Feature(name: "name-date", sign: .towards, says: "a name with a date that may be of birth"),
            Feature(name: "headed", sign: .towards, says: "its heading names a person and a record"),
            Feature(name: "guessed", sign: .either, says: "words that seem to be names"),
            Feature(name: "questions", sign: .against, says: "it asks its reader questions"),
            Feature(name: "speakers", sign: .against, says: "lines of a play"),
            Feature(name: "dated", sign: .towards, says: "when something happened to somebody"),
            Feature(name: "dated-care", sign: .towards, says: "when something happened, and what"),
            Feature(name: "any-child", sign: .against, says: "it speaks of whichever child it may be"),
            Feature(name: "tasks", sign: .against, says: "it sets tasks"),
            Feature(name: "old-years", sign: .against, says: "years long past"),
            Feature(name: "public-roles", sign: .against, says: "adults with their roles"),
        ]
        + contexts.flatMap { context in
            [
                Feature(name: context, sign: .against, says: "context: \(context.dropFirst(2))"),
                Feature(name: context + "-share", sign: .against, says: "context: \(context.dropFirst(2))"),
            ]
        }
        + contextPatterns.map { Feature(name: $0, sign: .against, says: "context: \($0.dropFirst(2))") }
        + [
            Feature(name: "form-name", sign: .towards, says: "a form with a person's name filled in"),
            Feature(name: "form-fields", sign: .towards, says: "a form about a person, filled in"),
            Feature(name: "form-kinds", sign: .towards, says: "how many kinds of fields are filled in"),
            Feature(name: "form-blank", sign: .against, says: "fields without values"),
            Feature(name: "table-people", sign: .towards, says: "a table with people in its rows", category: .pupilIdentity),
            Feature(name: "table-kinds", sign: .towards, says: "how much such a table says of each"),
            Feature(name: "table-other", sign: .against, says: "tables without people"),
            Feature(name: "column-h-name", sign: .towards, says: "a column of names"),
        ]
        + columns.map { Feature(name: "column-" + $0, sign: .towards, says: "a column beside people: \($0.dropFirst(2))") }
        + columns.map { Feature(name: "field-" + $0, sign: .towards, says: "a field that is filled in: \($0.dropFirst(2))") }
        + otherColumns.map { Feature(name: "column-" + $0, sign: .against, says: "columns of \($0.dropFirst(2))") }
        + softIdentifiers.map { Feature(name: $0, sign: .towards, says: $0) }
        + [Feature(name: "marking-public", sign: .against, says: "it is marked as public")]

    /// Indices of what tables and forms give.
    static let ofTables = all.indices.filter { index in ["column-", "table-", "form-", "field-"].contains { all[index].name.hasPrefix($0) } }

    static let index: [String: Int] = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1.name, $0) })
}
