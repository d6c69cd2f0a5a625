import AuditReport
import FileVerdicts
import FoundationEssentials
import ProtectedData
import SystemFiles
import Testing

@testable import tuckbox

struct MutationTests {
    @Test("Of whatever becomes an audit a report and a form can be made") func mutated() throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        var random = SplitMix(state: seed)
        let vault = AuditedFile.VaultClaims(vaultId: "00", label: "PROTECT", organisation: "A school", isWhole: true)
        let whole = Array(
            try Sample.audit(
                [
                    Sample.file(1, .protected, [.sen], people: 3, path: "a/b.csv"), Sample.file(2, .vault, vault: vault),
                    Sample.file(3, .notExamined, reason: "it is damaged"), Sample.file(4, .encrypted, isWeak: true), Sample.file(5, .clean),
                ], gaps: [.init(.readErrors, volume: 1, files: 2, bytes: 3)], hints: [OwnerHint(.device, "x")], children: 3
            ).json(pretty: false))
        let numbers = whole.indices.filter { (0x30...0x39).contains(whole[$0]) }
        var made = 0
        for _ in 0..<1500 {
            var json = whole
            for _ in 0...Int.random(in: 0...2, using: &random) {
                // Digits keep most of them audits; other bytes go anywhere.
                if Bool.random(using: &random), let place = numbers.randomElement(using: &random) {
                    json[place] = UInt8.random(in: 0x30...0x39, using: &random)
                } else {
                    json[Int.random(in: json.indices, using: &random)] = UInt8.random(in: 0x20...0x7e, using: &random)
                }
            }
            guard let audit = try? Audit(json: Data(json)) else { continue }
            made += 1
            #expect(!AuditPage.text(audit, showsNames: true).isEmpty)
            let incident = Incident(audit, digest: "0123456789", becameAware: nil, made: UTCTime(0), in: .utc)
            #expect(!IncidentPage.text(incident, in: .utc).isEmpty)
        }
        #expect(made > 100, "seed \(seed)")
    }
}

/// Random numbers that a seed repeats.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
