import Policy
import Testing

@Suite("The label of a vault")
struct LabelDecisionTests {
    private func decide(
        _ asked: String? = nil, inside: [String] = [], mayLower: Bool = false, scheme: LabelScheme = .ukSchools
    ) throws(LabelDecision.Refusal) -> String {
        var policy = Policy.builtIn
        (policy.scheme, policy.defaultLabel) = (scheme, scheme.standard)
        return try policy.decideLabel(asked: asked, inside: inside, mayLower: mayLower).label
    }

    @Test("nobody says anything: the default")
    func standard() throws {
        #expect(try decide() == "OFFICIAL-SENSITIVE")
        #expect(try decide(inside: ["", "OFFICIAL"]) == "OFFICIAL-SENSITIVE")
        #expect(try decide(scheme: .becta2008) == "RESTRICTED")
    }

    @Test("without vaults inside, what is asked for is had, in any case and by impact level")
    func asked() throws {
        #expect(try decide("official") == "OFFICIAL")
        #expect(try decide("il2", scheme: .becta2008) == "PROTECT")
        #expect(throws: LabelDecision.Refusal.unknown("SECRET")) { try decide("SECRET") }
        #expect(throws: LabelDecision.Refusal.unknown("RESTRICTED")) { try decide("RESTRICTED", scheme: .government2014) }
    }

    @Test("a vault inside raises the label")
    func raised() throws {
        #expect(try decide(inside: ["PROTECT", "RESTRICTED", "OFFICIAL"]) == "RESTRICTED")
        #expect(try decide("CONFIDENTIAL", inside: ["RESTRICTED"]) == "CONFIDENTIAL")
    }

    @Test("lower than inside only for who may")
    func lowered() throws {
        #expect(throws: LabelDecision.Refusal.lowered(asked: "OFFICIAL", inside: "RESTRICTED")) { try decide("OFFICIAL", inside: ["RESTRICTED"]) }
        #expect(try decide("OFFICIAL", inside: ["RESTRICTED"], mayLower: true) == "OFFICIAL")
        // Not asked, so not wished.
        #expect(try decide(inside: ["RESTRICTED"], mayLower: true) == "RESTRICTED")
    }

    @Test("a label of another scheme counts as the highest")
    func foreign() throws {
        #expect(try decide(inside: ["SECRET"]) == "CONFIDENTIAL")
        #expect(try decide(inside: ["PROTECT"], scheme: .government2014) == "OFFICIAL-SENSITIVE")
    }

    @Test("people are known by user or group")
    func people() {
        #expect(People().isNobody)
        #expect(!People().contains(user: nil, groups: []))
        let people = People(users: ["head"], groups: ["senco"])
        #expect(people.contains(user: "head", groups: []))
        #expect(people.contains(user: "x", groups: ["staff", "senco"]))
        #expect(!people.contains(user: "senco", groups: ["head"]))
    }

    @Test("every scheme that we ship is in order and has its default")
    func shipped() {
        for scheme in LabelScheme.shipped {
            #expect(scheme.names.contains(scheme.standard))
            #expect(Set(scheme.names).count == scheme.names.count)
            #expect(scheme.names.allSatisfy { $0 == $0.uppercased() && $0.utf8.count <= LabelScheme.maximumLength })
        }
        for part in [LabelScheme.government2014, .becta2008] {
            #expect(LabelScheme.ukSchools.names.filter(part.names.contains) == part.names)
        }
    }
}
