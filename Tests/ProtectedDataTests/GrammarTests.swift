import DocumentText
import Testing

@testable import ProtectedData

/// What a sentence's grammar says: when something happened and to whom, whichever child it may be, tasks.
struct GrammarTests {
    private func feature(_ name: String, _ text: String) throws -> Double {
        let assessment = try Examining.assess([.text(Array((text + "\n").utf8))])
        return assessment.features[try #require(Feature.index[name])]
    }

    @Test(
        "A sentence that tells when something happened to somebody is counted",
        arguments: [
            "Kacper was sent out on Tuesday.", "Kacper came in at 9.40 without a coat.", "Kacper fell over on 12/03 by the gate.",
            "Kacper was late again today.",
        ])
    func dated(_ text: String) throws { #expect(try feature("dated", text) > 0) }

    @Test(
        "Without a person, a time or a past, it is not",
        arguments: ["The van came on Tuesday.", "Kacper was sent out.", "Kacper must come on Tuesday.", "Kacper counted 9.4 litres of water."])
    func undated(_ text: String) throws { #expect(try feature("dated", text) == 0) }

    @Test("Whichever child it may be is none in particular")
    func anyChild() throws {
        #expect(try feature("any-child", "If a child has a seizure, time it.") > 0)
        #expect(try feature("any-child", "The child had a seizure.") == 0)
    }

    @Test("A task stands at the beginning of its sentence")
    func tasks() throws {
        #expect(try feature("tasks", "Explain your answer. Draw a map.") > 0)
        #expect(try feature("tasks", "I explain and you draw.") == 0)
    }
}
