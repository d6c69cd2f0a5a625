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

    @Test("A file that is cut short is refused wherever it ends, though its checksum fits")
    func short() {
        let builder = NetworkBuilder()
        var ends = Set(builder.places.flatMap { [$0 - 1, $0, $0 + 1, $0 + 5] } + Array(0..<120))
        ends.formUnion(stride(from: 200, to: builder.count, by: 40_013))
        ends.insert(builder.count - 1)
        for end in ends.sorted(by: >) where end < builder.count {
            builder.seal(end)
            #expect(throws: NetworkProblem.self, "\(end)") { _ = try builder.file(end) }
        }
    }

    @Test("A changed byte is told by the checksum")
    func damage() {
        let builder = NetworkBuilder()
        for place in [8, 100, builder.count / 2, builder.count - 1] {
            builder[place] ^= 0x10
            #expect(throws: NetworkProblem("it is damaged: its checksum is another")) { _ = try builder.file() }
            builder[place] ^= 0x10
        }
        builder[0] ^= 1
        #expect(throws: NetworkProblem("it is no file of this kind")) { _ = try builder.file() }
    }

    @Test("Numbers of the head that do not fit are refused, whatever they are", arguments: 0..<8)
    func shape(_ field: Int) {
        let builder = NetworkBuilder()
        for byte in 0..<4 {
            for change in [UInt8(1), 0x80, 0xff] {
                builder[8 + 4 * field + byte] ^= change
                builder.seal()
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

    @Test("Whatever bytes the weights are, there is a number or none, and no trap")
    func mutations() throws {
        var random = SeededGenerator("mutations of an encoder's weights")
        let builder = NetworkBuilder()
        for _ in 0..<60 {
            let place = Int.random(in: 40..<builder.count - 4, using: &random)
            let old = builder[place]
            // The floating-point numbers' highest bytes, too: infinities and what is no number.
            builder[place] = [0xff, 0x7f, UInt8.random(in: 0...255, using: &random)].randomElement(using: &random) ?? 0
            builder.seal()
            if let score = try? builder.score(of: "Mum rang. Unhappy mum!") { #expect(score.isFinite) }
            builder[place] = old
        }
        // All weights of a matrix beyond what a symmetric scale gives.
        for place in builder.places[7]..<builder.places[8] { builder[place] = 0x80 }
        for place in builder.places[8]..<builder.places[9] { builder[place] = 0xff }
        builder.seal()
        if let score = try builder.score(of: "mum rang") { #expect(score.isFinite) }
    }
}
