import CryptoCore
import DocumentText
import Foundation
import Testing

@testable import ProtectedData

/// The whole way from a document to the network's part of its score.
struct NetworkTests {
    /// A text of our own, the pieces that training makes of it, and the score that it computes in floating point with the shipped weights.
    struct Reference: Decodable, Sendable {
        let text: String
        let ids: [[UInt16]]
        let flags: [[UInt8]]
        let score: Double
    }

    static let references: [Reference] = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("reference.jsonl")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").compactMap { try? JSONDecoder().decode(Reference.self, from: Data($0.utf8)) }
    }()

    @Test("The shipped network is undamaged, can be used, and cuts text as training does")
    func pieces() throws {
        #expect(Self.references.count >= 40)
        let bytes = DetectionData.bytes("network.bin")
        #expect(crc32c(bytes.span.extracting(droppingLast: 4)) == bytes.suffix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) })
        let file = unsafe try NetworkFile(DetectionData.inPlace("network.bin"))
        for reference in Self.references {
            let windows = PieceWindows.windows(of: Array(reference.text.utf8), file.vocabulary).windows
            #expect(windows.map { [1] + $0.numbers + [2] } == reference.ids, "\(reference.text)")
            #expect(windows.map { [0] + $0.flags + [0] } == reference.flags, "\(reference.text)")
        }
    }

    @Test("Scores in 8 bits are near those in floating point")
    func scores() throws {
        let network = try #require(Network.shared)
        let errors = try Self.references.map { try abs(#require(network.score(of: Array($0.text.utf8))).logit - $0.score) }.sorted()
        print("network: errors of 8 bits: median \(errors[errors.count / 2]), largest \(errors.suffix(4))")
        try #require(errors.count >= 40)
        // Logits of the shipped network reach 17; a tenth changes a verdict in one document of some hundreds that are asked about.
        #expect(errors[errors.count / 2] < 0.08)
        #expect(errors[errors.count * 9 / 10] < 0.25)
        #expect(errors.allSatisfy { $0 < 0.4 })
    }

    @Test("Every set of kernels gives the same score, to the bit")
    func kernels() throws {
        let file = unsafe try NetworkFile(DetectionData.inPlace("network.bin"))
        let windows = Self.references.prefix(12).flatMap { PieceWindows.windows(of: Array($0.text.utf8), file.vocabulary).windows }
        let scores = Kernels.all.map { kernels in
            let encoder = Encoder(file, kernels)
            return windows.map { encoder.score($0).bitPattern }
        }
        #expect(scores.allSatisfy { $0 == scores[0] })
    }

    @Test("Windows longer than they may be, and flags and pieces at their bounds, are taken without a trap")
    func bounds() throws {
        let builder = NetworkBuilder()
        let file = try builder.file()
        let last = UInt16(NetworkBuilder.pieces.count - 1)
        for count in [0, 1, 94, 95, 500] {
            let window = Pieces(numbers: [UInt16](repeating: last, count: count), flags: [UInt8](repeating: 255, count: count))
            #expect(Encoder(file).score(window).isFinite)
        }
    }

    @Test("A document's score is a little more than its strongest window's")
    func document() throws {
        let builder = NetworkBuilder()
        let vocabulary = try builder.file().vocabulary
        let text = String(repeating: "Mum rang unhappy mum.\n", count: 60)
        let encoder = Encoder(try builder.file())
        let windows = PieceWindows.windows(of: Array(text.utf8), vocabulary).windows.map { Double(encoder.score($0)) }
        let score = try #require(try builder.score(of: text))
        #expect(windows.count > 2)
        #expect(score >= windows.max() ?? .infinity && score <= (windows.max() ?? 0) + log(Double(windows.count)) + 1e-9)
        #expect(try builder.score(of: " \n\t\u{ad}") == nil, "nothing to read")
    }

    @Test("Reading ends where it is told to: what follows could only add to the score")
    func enough() throws {
        let network = try #require(Network.shared)
        let all = Array((Self.note + String(repeating: Self.newsletter, count: 3)).utf8)
        let whole = try #require(network.score(of: all))
        let ended = try #require(network.score(of: all, { _ in .init(enough: whole.logit - 1) }))
        #expect(whole.isOfAll && !ended.isOfAll)
        #expect(ended.logit >= whole.logit - 1 && ended.logit <= whole.logit)
        for never in [whole.logit + 1, .infinity, .nan] { #expect(network.score(of: all, { _ in .init(enough: never) })?.logit == whole.logit) }
        #expect(network.score(of: all, { _ in .init(enough: -.infinity) })?.logit == ended.logit, "one window is always read")
        NetworkMemory.giveBack()
        #expect(network.score(of: all)?.logit == whole.logit)

        let joining = Weights(text: "network-factor 0.5\nnetwork-bias -1\nnetwork-few 3\nnetwork-all-from -2\nnetwork-passage-from -3\n").joining
        for (features, windows) in [(-1.0, 3), (-2.0, 6)] {
            #expect(joining.reading(features: features, score: features, windows: windows).enough == 6)
            #expect(features + joining.added(6, features: features, windows: windows) == NetworkJoining.sure)
        }
        #expect(joining.reading(features: 1, score: -9, windows: 3).enough == 22, "what a rule of the school takes away has to be made up for")
        #expect(joining.reading(features: 1, score: 5, windows: 3).enough == 2, "what is certain does not count")
        #expect(Weights(text: "network-from -2\nnetwork-to 2\n").joining.reading(features: 0, score: 0, windows: 1).enough == .infinity)
        let thorough = joining.reading(features: -2, score: -9, windows: 1)
        #expect(thorough.most == 12 && thorough.least == -.infinity)
        let passing = joining.reading(features: -2.1, score: 3, windows: 1)
        #expect(passing.most == 4 && passing.least == -3)
    }

    @Test("Passages of which the features say little are not read, and of the others the most telling ones first")
    func passages() throws {
        let network = try #require(Network.shared)
        let text = Array((String(repeating: Self.newsletter, count: 8) + Self.note + String(repeating: Self.newsletter, count: 8)).utf8)
        let vocabulary = network.file.vocabulary
        let windows = PieceWindows.windows(of: text, vocabulary).windows
        func words(_ text: [UInt8]) -> [Substring] { String(decoding: text, as: UTF8.self).split { $0.isWhitespace } }
        #expect(words(windows.flatMap(\.text)) == words(text))
        let telling: ([UInt8]) -> Double = { String(decoding: $0, as: UTF8.self).contains("Zainab") ? 1 : -1 }
        let noted = try #require(windows.first { telling($0.text) > 0 })
        let read = try #require(network.score(of: text, { _ in .init(least: 0) }, features: telling))
        #expect(read.logit == Double(Encoder(network.file).score(noted)) && !read.isOfAll && read.windows == windows.count)
        #expect(network.score(of: text, { _ in .init(least: -2, most: 1) }, features: telling)?.logit == read.logit, "the most telling first")
        #expect(windows.count > 12)
        for nothing in [-1.0, -.infinity, .nan] { #expect(network.score(of: text, { _ in .init(least: 0) }, features: { _ in nothing }) == nil) }
    }

    @Test("One sentence about somebody is found in the midst of many pages")
    func needle() throws {
        let pages = String(repeating: Self.newsletter, count: 14)
        let sentence = "Aoife has moved to her aunt's again, so letters go there.\n"
        let assessment = try score([.text(Array((pages + sentence + pages).utf8))])
        #expect(assessment.isProtected && Training.linear(assessment) < 0)
        #expect(assessment.parts.contains { $0.name == "network" && $0.weight > 0 })
        #expect(try !score([.text(Array((pages + pages).utf8))]).isProtected)
    }

    @Test("The longer a document, the less counts what its features say of all of it")
    func long() {
        let joining = Weights(text: "network-factor 1\nnetwork-few 2\n").joining
        #expect(joining.added(3, features: -4, windows: 1) == 3 && joining.added(3, features: -4, windows: 2) == 3)
        #expect(joining.added(3, features: -4, windows: 8) == 6)
        #expect(joining.added(3, features: 1, windows: 4) == 3, "what speaks for it counts whole")
        #expect(Weights(text: "network-factor 1\n").joining.added(3, features: -4, windows: 100) == 3, "if the file says nothing of it")
    }

    @Test("Of a document that is surely protected the rest is not read, unless a school's own rules take something away")
    func rest() throws {
        let rule =
            "rules:\n  - id: known\n    says: known to be harmless\n    category: safeguarding\n    weight: -20\n    patterns: ['\\bZainab\\b']\n    tests: {match: [Zainab], no_match: [Ahmed]}\n"
        let joining = try #require(Examining.set).weights.joining
        // One that leaves it open to the features what the whole is.
        let ends = ["Zainab Ahmed was in tears again, and her dad has been told of it.\n", "Zainab was in tears again.\n", "Zainab was better.\n"]
        let texts = ends.map { Self.note + String(repeating: Self.newsletter, count: 3) + $0 }
        let text = try #require(try texts.first { joining.asks(at: Training.linear(try score([.text(Array($0.utf8))]))) })
        func part(_ set: RuleSet?) throws -> (part: Double, score: Double) {
            let assessment = try score([.text(Array(text.utf8))], set)
            return (try #require(assessment.parts.first { $0.name == "network" }).weight, assessment.score)
        }
        let (ended, surely) = try part(Examining.set)
        let (read, _) = try part(RuleSet(extra: [("own.yaml", Array(rule.utf8))]))
        #expect(ended < read && surely >= NetworkJoining.sure)
    }

    @Test("The network is asked between the bounds that the weights' file names, and nowhere if it names none")
    func joining() {
        let joining = Weights(text: "bias 1\nnetwork-from -2\nnetwork-to 2\nnetwork-factor 0.25\nnetwork-bias -1\nnetwork-passage-from -3\n").joining
        #expect(joining.asks(at: -2) && joining.asks(at: 2) && !joining.asks(at: -2.1) && !joining.asks(at: 2.1) && !joining.asks(at: .nan))
        #expect(joining.added(8, features: 5, windows: 1) == 1 && joining.passageFrom == -3)
        #expect(!Weights(text: "bias 1\n").joining.asks(at: 0))
        #expect(!Weights(text: "network-from nan\nnetwork-to 2\n").joining.asks(at: 0))
    }

    @Test("Where it was asked, its part is named among the others, and they add up to the score")
    func part() throws {
        let joining = try #require(Examining.set).weights.joining
        var asked = 0
        for reference in Self.references {
            let examination = Examination(try #require(Examining.set))
            examination.take(.text(Array((reference.text + "\n").utf8)))
            let assessment = examination.finish()
            let part = assessment.parts.first { $0.name == "network" }
            let linear = Training.linear(assessment)
            let isTelling = linear >= joining.allFrom || examination.passages.contains { $0 >= joining.passageFrom }
            #expect((part != nil) == (examination.isProse && joining.asks(at: linear) && isTelling), "\(reference.text)")
            #expect(abs(assessment.parts.reduce(0) { $0 + $1.weight } - assessment.score) < 1e-9)
            guard part != nil else { continue }
            let answer = Network.shared?.score(
                of: Array((reference.text + "\n").utf8), { joining.reading(features: linear, score: linear, windows: $0) },
                features: examination.features(ofPassage:))
            let network = try #require(answer)
            #expect(abs(linear + joining.added(network.logit, features: linear, windows: network.windows) - assessment.score) < 1e-9)
            asked += 1
        }
        #expect(asked > 0)
    }

    private static let newsletter = String(repeating: "The hall will be painted in May, and the new benches have come. ", count: 12) + "\n"
    private static let play =
        "In the play Ruby's dad has lost his job and she has stopped eating. Year 6 parts: Ruby, Dad, Miss Hall, the nurse. Scripts from Mr Singh on Monday."
    private static let note = "Zainab Ahmed in 4B has been seen by the paediatrician about her epilepsy, and mum asks that nobody else is told.\n"

    private func score(_ pieces: [DocumentPiece], _ set: RuleSet? = Examining.set) throws -> Assessment {
        let examination = Examination(try #require(set))
        for piece in pieces { examination.take(piece) }
        return examination.finish()
    }

    @Test("What it has not read it cannot find harmless")
    func unread() throws {
        let harmless = DocumentPiece.text(Array(String(repeating: Self.newsletter, count: 50).utf8))
        let assessment = try score([harmless, .part(name: Array("b.txt".utf8)), .text(Array(Self.note.utf8))])
        #expect(OpeningText.most < 50 * Self.newsletter.utf8.count)
        #expect(assessment.parts.allSatisfy { $0.name != "network" || $0.weight >= 0 })
        // Of a newsletter that it reads to the end it says that it is one.
        let joining = try #require(Examining.set).weights.joining
        let answer = try #require(Network.shared?.score(of: Array(Self.newsletter.utf8)))
        #expect(answer.isOfAll && joining.added(answer.logit, features: 0, windows: 1) < -2)
        #expect(Network.shared?.score(of: Array(String(repeating: Self.newsletter, count: 50).utf8))?.isOfAll == false)
    }

    private func adding(_ weight: Int) throws -> RuleSet {
        let rule =
            "rules:\n  - id: case\n    says: our cases\n    category: safeguarding\n    weight: \(weight)\n    patterns: ['\\bOAK-C\\d{5}\\b']\n    tests: {match: [OAK-C12345], no_match: [OAK]}\n"
        return try RuleSet(extra: [("own.yaml", Array(rule.utf8))])
    }

    @Test("What a school's own rules add stays whole")
    func ownRules() throws {
        let set = try adding(4)
        let network = { (assessment: Assessment) in assessment.parts.first { $0.name == "network" }?.weight }
        var lowered = 0
        for text in Self.references.map(\.text) + [Self.play] {
            let text = DocumentPiece.text(Array((text + "\nOAK-C12345\n").utf8))
            let (with, without) = (try score([text], set), try score([text]))
            #expect(abs(with.score - without.score - 4) < 1e-9 && abs((network(with) ?? 0) - (network(without) ?? 0)) < 1e-9)
            if let weight = network(with), weight < 0 { lowered += 1 }
        }
        #expect(lowered > 0)
    }

    @Test("Where what is certain has decided, the network is not asked")
    func decided() throws {
        let text = DocumentPiece.text(Array((Self.play + "\nOAK-C12345\n").utf8))
        #expect(try score([text], adding(4)).parts.contains { $0.name == "network" })
        let assessment = try score([text], adding(10))
        #expect(!assessment.parts.contains { $0.name == "network" } && assessment.score >= NetworkJoining.decided)
    }

    @Test(
        "Registers, names alone, and letters among a compressed file's bytes are not read by the network",
        arguments: [
            "Name | Class | Needs\nMia Patel | 4B | none known yet\nZainab Ahmed | 4B | reads well\nKacper Nowak | 4C | is often late\n",
            "Mia Patel\nZainab Ahmed\nKacper Nowak\n", "B»Wm bVÑûUÿj 3Ìå\nANd3:@ ghJAR>Dæ\n",
        ])
    func noProse(_ text: String) throws {
        let examination = Examination(try #require(Examining.set))
        examination.take(.text(Array(text.utf8)))
        #expect(!examination.finish().parts.contains { $0.name == "network" })
        #expect(!examination.isProse)
    }
}
