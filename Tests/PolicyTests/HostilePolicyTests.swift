import Foundation
import Policy
import Testing

/// Bytes that nobody who means well writes. What counts is that the reader answers, and soon.
@Suite("Hostile policies")
struct HostilePolicyTests {
    private func isRefused(_ text: String) -> Bool { read(text).policy == nil }

    @Test("what is too large, too deep or not text is refused")
    func bounds() {
        #expect(isRefused("schema: 1\n#" + String(repeating: "x", count: 65536)))
        for opening in ["[", "{", "[{"] { #expect(isRefused(String(repeating: opening, count: 30000))) }
        for indicator in ["- ", "? ", "? - ", "-\r", " "] { #expect(isRefused(String(repeating: indicator, count: 20000))) }
        #expect(isRefused((0..<300).map { String(repeating: " ", count: $0) + "a:\n" }.joined()))
        #expect(isRefused((0..<300).map { String(repeating: " ", count: $0) + "a:\u{2028}" }.joined()))
        for bytes in [[0xff], [0x73, 0xc3], [0xfe, 0xff, 0, 0x73], [0xff, 0xfe, 0x73, 0], [0], [0xed, 0xa0, 0x80]] as [[UInt8]] {
            #expect(throws: InvalidPolicy.self) { try Policy(yaml: bytes) }
        }
    }

    @Test("aliases cannot make a small file large")
    func manyLaughs() {
        let lines = (1...40).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined()
        #expect(isRefused("schema: 1\na0: &a0 x\n" + lines + "{*a40: x}: y\n"))
        for place in ["[&a b]", "{x:&a b}", "\"x\":&a b", "- &a b", "!<x> &a b", "'x'&a"] {
            #expect(isRefused("schema: 1\norganisation: \(place)\n"))
        }
    }

    @Test("escapes that are no characters are refused")
    func escapes() {
        for escape in ["\\uD800", "\\U00110000", "\\xZZ", "\\u12", "\\q"] { #expect(isRefused("schema: 1\norganisation: \"\(escape)\"\n")) }
        #expect(isRefused("schema: 1\norganisation: \"\\0\"\n"))
        #expect(isRefused("schema: 1\nrecovery_keys: [\"a\\0b\"]\n"))
    }

    @Test("random changes of a good policy are read or refused, never fatal")
    func mutations() {
        let given = ProcessInfo.processInfo.environment["TUCKBOX_SEED"].flatMap { UInt64($0) }
        var state = given ?? UInt64.random(in: 0...UInt64.max)
        print("seed: hostile policies: TUCKBOX_SEED=\(state)")
        // SplitMix64.
        func next(below bound: Int) -> Int {
            state &+= 0x9e37_79b9_7f4a_7c15
            var z = state
            z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
            z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
            return Int((z ^ z >> 31) % UInt64(bound))
        }
        let good = Array(Self.good.utf8)
        let pieces = [
            "&a ", "*a", "!!int ", "!", "? ", ": ", "- ", "[", "]", "{", "}", "\n", "\r", "\t", "|", ">-", "\"", "'", "#", "%YAML 9.9\n", "---\n",
            "...\n", "\u{85}", "\u{2028}", "\u{feff}", "\0", "\\uDC00", "<<: ", "schema", "  ", ",", "@", "`", "~",
        ].map { Array($0.utf8) }
        var (accepted, refused) = (0, 0)
        for _ in 0..<5000 {
            var bytes = good
            for _ in 0...next(below: 6) {
                let place = next(below: bytes.count + 1)
                switch next(below: 4) {
                case 0: bytes.insert(contentsOf: pieces[next(below: pieces.count)], at: place)
                case 1: if place < bytes.count { bytes[place] = UInt8(next(below: 256)) }
                case 2: bytes.removeSubrange(place..<min(bytes.count, place + next(below: 12)))
                default:
                    let from = next(below: bytes.count + 1)
                    bytes.insert(contentsOf: bytes[from..<min(bytes.count, from + next(below: 40))], at: place)
                }
            }
            do throws(InvalidPolicy) {
                let policy = try Policy(yaml: bytes)
                #expect(policy.scheme.names.contains(policy.defaultLabel))
                #expect(policy.minimumPassphraseBits >= Policy.leastPassphraseBits)
                #expect((policy.organisation ?? "").utf8.count <= FinderText.maximumOrganisation)
                #expect((policy.ifFound ?? "").utf8.allSatisfy { (0x20...0x7e).contains($0) || $0 == 0x0a })
                accepted += 1
            } catch {
                #expect(!error.problems.isEmpty)
                refused += 1
            }
        }
        print("hostile policies: \(accepted) accepted, \(refused) refused")
        #expect(accepted > 0 && refused > 0)
    }

    private static let good = """
        schema: 1
        organisation: "Hillside Primary School"
        if_found: |
          Please ring 01632 960001
        label_scheme: [OPEN, 'CLOSED', "SHUT"]
        default_label: OPEN
        recovery_keys:
          - keys/school.pub
          - |
            -----BEGIN PUBLIC KEY-----
            MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
            -----END PUBLIC KEY-----
        two_factor_labels:
          - SHUT
        minimum_passphrase_bits: 60
        may_lower_label: {users: [head], groups: [senco]}
        anonymous_names: removable

        """
}
