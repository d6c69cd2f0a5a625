import Foundation
import Testing

@testable import CryptoCore

/// NIST's own vectors for AES-256-GCM (CAVP), in the folder that `TUCKBOX_CAVP` names: Scripts/test fetches them with the package cryptography-vectors.
@Suite(
    "AES-256-GCM, NIST CAVP",
    .enabled(if: TestVectors.cavpFolder != nil || TestVectors.areRequired, "TUCKBOX_CAVP does not name the folder of NIST's GCM vectors"))
struct CAVPVectorTests {
    struct Case {
        let number: Int
        let fields: [String: String]
        let mustFail: Bool

        func bytes(_ name: String) -> [UInt8] { fields[name].flatMap([UInt8].init(hex:)) ?? [] }
    }

    @Test("every message with a 96-bit nonce and a full tag agrees", arguments: ["gcmDecrypt256", "gcmEncryptExtIV256"])
    func vectors(_ name: String) throws {
        let folder = try #require(TestVectors.cavpFolder)
        let cases = try Self.cases(String(contentsOf: folder.appendingPathComponent(name + ".rsp"), encoding: .utf8))
        var tally = VectorTally("CAVP \(name)")
        for one in cases {
            let sizes = (one.fields["IVlen"], one.fields["Taglen"], one.fields["AADlen"])
            guard sizes.0 == "96", sizes.1 == "128" else {
                tally.skip("not 96-bit nonce, 128-bit tag")
                continue
            }
            guard sizes.2 == "0" else {
                tally.skip("with associated data")
                continue
            }
            tally.check(one.number, name) {
                let message = one.bytes("CT") + one.bytes("Tag")
                let (key, nonce) = (one.bytes("Key"), one.bytes("IV"))
                guard !one.mustFail else { return try OneShotGCM.open(message, key: key, nonce: nonce) == nil }
                let plaintext = one.bytes("PT")
                return try OneShotGCM.open(message, key: key, nonce: nonce) == plaintext
                    && OneShotGCM.seal(plaintext, key: key, nonce: nonce) == message
            }
        }
        tally.finish(total: cases.count)
    }

    /// `[Name = value]` holds for the cases below it; a case is `Name = value` lines up to an empty one, `FAIL` among them.
    private static func cases(_ text: String) -> [Case] {
        var (shared, fields): ([String: String], [String: String]) = ([:], [:])
        var mustFail = false
        var cases: [Case] = []
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
        for line in lines + [""] {
            let pair = line.trimmingCharacters(in: CharacterSet(charactersIn: "[]")).split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false
            )
            .map { $0.trimmingCharacters(in: CharacterSet.whitespaces) }
            if line.hasPrefix("["), pair.count == 2 {
                shared[pair[0]] = pair[1]
            } else if line == "FAIL" {
                mustFail = true
            } else if pair.count == 2, !line.hasPrefix("#") {
                fields[pair[0]] = pair[1]
            } else if line.isEmpty, fields["Count"] != nil {
                cases.append(Case(number: cases.count, fields: shared.merging(fields) { $1 }, mustFail: mustFail))
                (fields, mustFail) = ([:], false)
            }
        }
        return cases
    }
}
