import Testing

@testable import ProtectedData

/// Who is a person in a sentence. Nobody in them exists.
struct PersonTests {
    private func people(_ text: String) -> [PersonFinder.Person] {
        var words: [Word] = []
        var cutter = WordCutter()
        let bytes = Array(text.utf8)
        cutter.cut(bytes, bytes.indices, into: &words)
        return PersonFinder(.shared).people(words, words.indices)
    }

    @Test(
        "Two initials are a person, with full stops or without",
        arguments: ["spoke to K.O. about it", "K.O. was late", "with KO again", "A.W. arrives"])
    func initials(_ text: String) {
        #expect(people(text).map(\.kind) == [.initials])
    }

    @Test(
        "Letters with full stops that are no person",
        arguments: [
            "in the U.K. only", "at 9 A.M. sharp", "lessons in P.E. today", "the U.S.A. team", "plan A. Be there", "see B.B.C. news", "e.g. this",
        ])
    func abbreviations(_ text: String) {
        #expect(people(text).isEmpty)
    }
}
