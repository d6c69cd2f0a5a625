import Testing

@testable import DocumentText

@Suite struct StringsTests {
    /// A film's head, so that what follows is searched for strings.
    private static let head: [UInt8] = [0, 0, 0, 0x20] + Array("ftypisom".utf8) + [0, 0]

    private struct Noise: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 33
        }
    }

    /// What people write, as it may lie among other bytes.
    private static let planted: [(bytes: [UInt8], text: String)] = {
        let texts = ["Bertram Samplewick, UPN A123456789012", "Siân Bébé-Jones", "Élodie", "Łukasz Żółć", "sixsix", "a\tb\tc d"]
        // In UTF-8, half of the capital letters with accents have a byte that is printable in no other encoding.
        let narrow = texts.filter { !$0.contains("Ł") && !$0.contains("É") }.map { (Array($0.utf8), $0) }
        let latin = ["Zoë Müller", "Élodie", "l\u{2019}été à Nîmes"].map { text in
            (text.unicodeScalars.map { $0.value == 0x2019 ? 0x92 : UInt8(truncatingIfNeeded: $0.value) }, text)
        }
        let wide = texts.filter { !$0.hasPrefix("Ł") }.map {
            (Array($0.utf16).flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }, $0)
        }
        return narrow + latin + wide
    }()

    private func strings(_ bytes: [UInt8], in steps: [Int] = [1 << 17]) throws -> String {
        var found = ""
        var left = bytes[...]
        var number = 0
        let stream = GeneratedStream {
            defer { number += 1 }
            let chunk = left.prefix(steps[number % steps.count])
            left = left.dropFirst(chunk.count)
            return chunk.isEmpty ? nil : Array(chunk)
        }
        let extraction = Extraction(size: UInt64(bytes.count), limits: ExtractionLimits(), foreign: nil) {
            if case .text(let text) = $0 { found += String(decoding: text, as: UTF8.self) }
        }
        try extraction.readStrings(stream)
        try extraction.flush()
        return found
    }

    @Test("what people write is found wherever it lies in noise, in one byte a letter and in two")
    func planted() throws {
        var noise = Noise(state: 20_261_126)
        for round in 0..<40 {
            var bytes = (0..<70_000 + round).map { _ in UInt8.random(in: 0...255, using: &noise) }
            var places: [String] = []
            for (number, (content, text)) in Self.planted.enumerated() {
                // The first at the very end; one across the border between two steps.
                let place =
                    number == 0
                    ? bytes.count - content.count
                    : number == 1 ? 65_536 - content.count / 2 : 1000 + number * 2500 + Int.random(in: 0..<2000, using: &noise)
                bytes.replaceSubrange(place..<place + content.count, with: content)
                // Around it what is no letter.
                if place + content.count < bytes.count { bytes[place + content.count] = 0x81 }
                (bytes[place - 1], bytes[place - 2]) = (0x81, 0x81)
                places.append(text)
            }
            let found = try strings(bytes)
            for text in places { #expect(found.contains(text), "\(text), round \(round)") }
        }
    }

    @Test("noise gives little that could be text")
    func noise() throws {
        var noise = Noise(state: 7)
        let bytes = (0..<1 << 20).map { _ in UInt8.random(in: 0...255, using: &noise) }
        #expect(try strings(bytes).utf8.count < bytes.count / 20)
    }

    @Test("the same comes out however the bytes arrive")
    func steps() throws {
        var noise = Noise(state: 11)
        // Stretches of noise, of text, of zeros and of UTF-16, longer than a run and than a step.
        var bytes: [UInt8] = []
        for _ in 0..<60 {
            let count = Int.random(in: 0..<40_000, using: &noise)
            switch Int.random(in: 0..<4, using: &noise) {
            case 0: bytes += (0..<count).map { _ in UInt8.random(in: 0...255, using: &noise) }
            case 1: bytes += (0..<count).map { _ in UInt8.random(in: 0x20..<0x7f, using: &noise) }
            case 2: bytes += [UInt8](repeating: 0, count: count)
            default:
                bytes += (0..<count / 2).flatMap { _ in [UInt8.random(in: 0x20..<0x7f, using: &noise), UInt8(truncatingIfNeeded: noise.next() % 2)] }
            }
        }
        let whole = try strings(bytes, in: [bytes.count])
        for steps in [[1 << 17], [1, 65_535, 3], [4096], [70_001, 13]] { #expect(try sorted(strings(bytes, in: steps)) == sorted(whole)) }
    }

    private func sorted(_ text: String) -> [Substring] { text.split(separator: "\n").sorted() }

    @Test("a film with a list in it is read as one that has a list in it")
    func film() throws {
        let found = try Collected(Self.head + [UInt8](repeating: 0x81, count: 5000) + Array("Bertram Samplewick\n".utf8) + [0x81])
        #expect(found.text == " ftypisom\nBertram Samplewick\n" && found.outcome == .whole)
    }

    @Test("bytes of any kind, in any number, are borne")
    func anything() throws {
        var noise = Noise(state: 3)
        for count in 0..<300 {
            for kinds in [[0, 1, 2, 0x41], [0xc3, 0xa9, 0x41, 0], [0x41]] as [[UInt8]] {
                _ = try strings((0..<count).map { _ in kinds.randomElement(using: &noise) ?? 0 }, in: [7])
            }
        }
        #expect(try strings([UInt8](repeating: 0x41, count: 200_000)).utf8.count >= 200_000)
    }

    @Test("what is taken for UTF-8 is what the standard library takes for it, wherever a run is cut")
    func wellFormed() {
        var noise = Noise(state: 5)
        // Borders of the table of the Unicode standard, so that most is nearly right.
        let kinds: [UInt8] = [0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xed, 0xef, 0xf0, 0xf1, 0xf4, 0xf5, 0xff]
        var good = 0
        for _ in 0..<20_000 {
            let bytes = (0..<8).map { _ in kinds.randomElement(using: &noise) ?? 0 }
            for end in 0...4 {
                let isGood = String(validating: bytes[2..<2 + end], as: UTF8.self) != nil
                #expect(UTF8Sequence.isWellFormed(bytes, in: 2..<2 + end) == isGood)
                if isGood, end > 1 { good += 1 }
            }
        }
        #expect(good > 500)
    }
}
