import SeededGenerator
import Testing

@testable import ProtectedData

/// Files of weights: what is right is read, and all else is refused with a reason.
struct NetworkFileTests {
    @Test("A file that is right is read, with one layer or more", arguments: [1, 3])
    func right(_ layers: Int) throws {
        let builder = NetworkBuilder(layers: layers)
        #expect(try builder.file().layers.count == layers)
        #expect(try builder.score(of: "mum rang.") != nil)
    }

    @Test("A file that is cut short is refused wherever it ends")
    func short() {
        let builder = NetworkBuilder()
        var ends = Set(builder.places.flatMap { [$0 - 1, $0, $0 + 1, $0 + 5] } + Array(0..<120))
        ends.formUnion(stride(from: 200, to: builder.count, by: 40_013))
        ends.insert(builder.count - 1)
        for end in ends.sorted(by: >) where end < builder.count {
            #expect(throws: NetworkProblem.self, "\(end)") { _ = try builder.file(end) }
        }
    }

    @Test("What is no such file is refused, and so is one that does not lie at a multiple of 64")
    func other() {
        let builder = NetworkBuilder()
        #expect(throws: NetworkProblem("it does not lie where it can be read")) { _ = try builder.file(from: 8) }
        builder[0] ^= 1
        #expect(throws: NetworkProblem("it is no file of this kind")) { _ = try builder.file() }
    }

    @Test("Numbers of the head that do not fit are refused, whatever they are", arguments: 0..<8)
    func shape(_ field: Int) {
        let builder = NetworkBuilder()
        for byte in 0..<4 {
            for change in [UInt8(1), 0x80, 0xff] {
                builder[8 + 4 * field + byte] ^= change
                #expect(throws: NetworkProblem.self, "\(byte) \(change)") { _ = try builder.file() }
                builder[8 + 4 * field + byte] ^= change
            }
        }
    }

    @Test("Vocabularies that do not begin as they must, or have other lines than pieces, are refused")
    func vocabulary() {
        #expect(throws: NetworkProblem.self) { _ = try NetworkBuilder(pieces: ["[CLS]", "[UNK]", "[SEP]", "mum"]).file() }
        #expect(throws: NetworkProblem.self) { _ = try NetworkBuilder(pieces: ["[UNK]", "[CLS]", "[SEP]", "mum\nrang"]).file() }
        #expect(throws: NetworkProblem.self) { _ = try NetworkBuilder(pieces: ["[UNK]", "[CLS]"]).file() }
    }

    @Test("Whatever bytes the weights are, there is a finite number or none, and no trap")
    func mutations() throws {
        var random = SeededGenerator("mutations of an encoder's weights")
        let builder = NetworkBuilder()
        // Of the arrays in floating point, the highest bytes: infinities, what is no number, and huge ones.
        let floats = [2, 3, 4, 5, 6, 8, 9, 11, 12, 13, 14, 16, 17, 19, 20, 21, 22, 23]
        var answers = [true: 0, false: 0]
        for round in 0..<120 {
            let start = builder.places[floats[round % floats.count]]
            let place = start + 4 * Int.random(in: 0..<8, using: &random)
            let old = [builder[place + 2], builder[place + 3]]
            (builder[place + 2], builder[place + 3]) = (
                UInt8.random(in: 0...255, using: &random), [0x7f, 0xff, 0x5f].randomElement(using: &random) ?? 0
            )
            let score = try builder.score(of: "Mum rang. Unhappy mum!")
            if let score { #expect(score.isFinite) }
            answers[score != nil, default: 0] += 1
            (builder[place + 2], builder[place + 3]) = (old[0], old[1])
        }
        #expect(answers[false] ?? 0 > 0, "some of them can give no number")
    }

    @Test("What is no number anywhere on the way gives no score", arguments: [8, 9, 11, 12, 13, 14, 16, 17, 19, 20, 21, 22, 23, 24])
    func noNumber(_ array: Int) throws {
        let builder = NetworkBuilder()
        #expect(try builder.score(of: "mum rang") != nil)
        (builder[builder.places[array] + 2], builder[builder.places[array] + 3]) = (0xc0, 0x7f)
        #expect(try builder.score(of: "mum rang") == nil)
    }
}
