import MediaGuard
import Policy
import Testing

private let stick = "0781:5567:4C530001234"

private func facts(_ content: MediumContent = .fileSystem(.vfat)) -> MediaGuard.Facts {
    MediaGuard.Facts(identity: stick, content: content, now: 1000)
}

private func survey(_ end: SurveyEnd = .whole, _ fill: (inout SurveyCounts) -> Void = { _ in }) -> SurveyResult {
    var counts = SurveyCounts()
    fill(&counts)
    return SurveyResult(counts: counts, end: end)
}

/// Every content, survey, wish, fault and switch that makes a difference.
private let contents: [MediumContent] = FileSystem.allCases.map { .fileSystem($0) } + [.encrypted, .unknown, .unsupported]
private let surveys: [SurveyResult?] = [
    nil, survey(), survey { $0.clean = 3 }, survey { $0.vaults = 2 }, survey { $0.protected = 1 }, survey(.timeLimit) { $0.protected = 1 },
    survey(.timeLimit), survey(.readFault), survey(.failed), survey(.tooMuch), survey { $0.resisted = 1 }, survey { $0.encrypted = 1 },
    survey { ($0.encrypted, $0.vaults) = (1, 1) }, survey { ($0.encrypted, $0.clean) = (1, 1) }, survey { $0.notExamined = 5 },
]
private let wishes: [MediaGuard.Wish?] = [
    nil, .denied, .allowed(writing: true, until: 1001), .allowed(writing: false, until: 1001), .allowed(writing: true, until: 1000),
]
private let faults: [Reason?] = [nil, .recordUnavailable, .mountFailed, .gateFailed, .alreadyMounted, .ejected, .tooMany]

private func everyPolicy() -> [GuardRules?] {
    var all: [GuardRules?] = [nil]
    for clean in GuardRules.Use.allCases {
        for blocked in GuardRules.BlockedUse.allCases {
            for other in GuardRules.Use.allCases {
                for mode in [nil] + ListedDevice.Mode.allCases.map(Optional.some) {
                    var rules = GuardRules()
                    (rules.cleanSticks, rules.blockedSticks, rules.encryptedSticks, rules.unfinishedScans) = (clean, blocked, other, other)
                    if let mode { rules.devices = [ListedDevice(identity: stick, mode: mode)] }
                    all.append(rules)
                }
            }
        }
    }
    return all
}

@Suite("What may be done with a stick")
struct DecisionTests {
    @Test(
        "with the policy that is built in",
        arguments: [
            (nil, .gate, .beingScanned), (survey(), .gate, .clean), (survey { $0.clean = 9 }, .gate, .clean),
            (survey { $0.vaults = 1 }, .gate, .vaultsOnly), (survey { $0.protected = 1 }, .readOnly, .protectedData),
            (survey(.timeLimit) { ($0.protected, $0.vaults) = (1, 5) }, .readOnly, .protectedData), (survey(.timeLimit), .readOnly, .scanUnfinished),
            (survey(.failed) { $0.vaults = 1 }, .readOnly, .scanUnfinished), (survey { $0.resisted = 1 }, .readOnly, .scanUnfinished),
            (survey { $0.encrypted = 1 }, .shut, .encryptedByOthers), (survey { ($0.encrypted, $0.clean) = (1, 1) }, .gate, .clean),
            (survey { $0.notExamined = 2 }, .gate, .clean), (survey { ($0.vaults, $0.notExamined) = (1, 1) }, .gate, .clean),
        ] as [(SurveyResult?, Access, Reason)])
    func builtIn(_ survey: SurveyResult?, _ access: Access, _ reason: Reason) {
        var facts = facts()
        facts.survey = survey
        #expect(MediaGuard.decide(facts, GuardRules()) == Decision(access, reason))
    }

    @Test(
        "what cannot be mounted is shut, whatever anybody says",
        arguments: [
            (.encrypted, .encryptedByOthers), (.unknown, .noFileSystem), (.unsupported, .unsupportedFileSystem),
        ] as [(MediumContent, Reason)])
    func unmountable(_ content: MediumContent, _ reason: Reason) {
        for rules in everyPolicy() {
            for wish in wishes where wish != .denied {
                var facts = facts(content)
                facts.wish = wish
                let decision = MediaGuard.decide(facts, rules)
                #expect(decision.access == .shut)
                // A device that is listed as shut is so because of that.
                #expect(decision.reason == reason || decision.access == .shut && [.listed, .beingScanned].contains(decision.reason))
            }
        }
    }

    @Test("for every policy and everything that can be known of a stick, no decision is laxer than each of its grounds allows")
    func invariants() {
        var seen: Set<Reason> = []
        var count = 0
        for rules in everyPolicy() {
            for content in contents {
                for survey in surveys {
                    for wish in wishes {
                        for fault in faults {
                            for isWriteProtected in [false, true] {
                                var facts = facts(content)
                                (facts.survey, facts.wish, facts.fault, facts.isWriteProtected) = (survey, wish, fault, isWriteProtected)
                                let decision = MediaGuard.decide(facts, rules)
                                check(decision, facts, rules)
                                seen.insert(decision.reason)
                                count += 1
                            }
                        }
                    }
                }
            }
        }
        #expect(count > 100_000)
        // All reasons can come about, so that none of the checks is idle.
        #expect(seen == Set(Reason.allCases))
    }

    private func check(_ decision: Decision, _ facts: MediaGuard.Facts, _ rules: GuardRules?) {
        guard case .fileSystem(let kind) = facts.content else { return expect(!decision.access.isMounted, decision, facts) }
        if facts.isWriteProtected || !kind.isWritable { expect(!decision.access.isWritable, decision, facts) }
        if facts.wish == .denied { expect(decision == Decision(.shut, .denied), decision, facts) }
        if facts.fault != nil { expect(!decision.access.isWritable, decision, facts) }
        let isAllowed = facts.wish == .allowed(writing: true, until: 1001)
        let listed = rules?.devices.first?.mode
        if decision.access == .unjudged { expect(isAllowed || listed == .unjudged, decision, facts) }
        if decision.access == .gate {
            expect(rules != nil, decision, facts)
            if listed != .gate {
                expect(![.protected, .some(.unfinished)].contains(facts.survey?.verdict) || rules?.unfinishedScans == .gate, decision, facts)
                expect(facts.survey?.verdict != .protected, decision, facts)
            }
        }
        if rules?.blockedSticks == .hidden, facts.survey?.verdict == .protected, facts.wish != .allowed(writing: false, until: 1001), !isAllowed,
            listed == nil
        {
            expect(!decision.access.isMounted, decision, facts)
        }
    }

    private func expect(_ holds: Bool, _ decision: Decision, _ facts: MediaGuard.Facts) {
        if !holds { Issue.record("\(decision) for \(facts)") }
    }

    @Test("a permission ends when its time has come")
    func permissionEnds() {
        var facts = facts()
        facts.survey = survey { $0.protected = 1 }
        facts.wish = .allowed(writing: true, until: 1001)
        #expect(MediaGuard.decide(facts, GuardRules()) == Decision(.unjudged, .allowedForATime))
        facts.now = 1001
        #expect(MediaGuard.decide(facts, GuardRules()) == Decision(.readOnly, .protectedData))
    }

    @Test("a listed device is known by its whole identity, and comes before its model")
    func listed() {
        var rules = GuardRules()
        rules.devices = [ListedDevice(identity: "0781:5567:", mode: .shut), ListedDevice(identity: stick, mode: .unjudged)]
        #expect(MediaGuard.decide(facts(), rules) == Decision(.unjudged, .listed))
        for (identity, decision) in [
            ("0781:5567:4C5300012345", Decision(.shut, .listed)), ("0781:5567:4c530001234", Decision(.shut, .listed)),
            ("0781:5567:", Decision(.shut, .listed)), ("0782:5567:4C530001234", Decision(.gate, .beingScanned)),
            ("0781:5567", Decision(.gate, .beingScanned)), ("", Decision(.gate, .beingScanned)),
        ] {
            var facts = facts()
            facts.identity = identity
            #expect(MediaGuard.decide(facts, rules) == decision, "\(identity)")
        }
    }

    @Test("a scan is made only where it can make a difference")
    func needsSurvey() {
        var rules = GuardRules()
        #expect(MediaGuard.needsSurvey(facts(), rules))
        #expect(!MediaGuard.needsSurvey(facts(.encrypted), rules))
        #expect(!MediaGuard.needsSurvey(facts(), nil))
        var judged = facts()
        judged.survey = survey()
        #expect(!MediaGuard.needsSurvey(judged, rules))
        var denied = facts()
        denied.wish = .denied
        #expect(!MediaGuard.needsSurvey(denied, rules))
        // Even where clean sticks stay shut: what is on them is for the record.
        rules.cleanSticks = .shut
        #expect(MediaGuard.needsSurvey(facts(), rules))
        rules.devices = [ListedDevice(identity: stick, mode: .gate)]
        #expect(!MediaGuard.needsSurvey(facts(), rules))
    }

    @Test("what udev calls a file system is one that is mounted, or the stick is shut")
    func contentsFromUdev() {
        #expect(MediumContent(type: "vfat", usage: "filesystem") == .fileSystem(.vfat))
        #expect(MediumContent(type: "ntfs", usage: "filesystem") == .fileSystem(.ntfs3))
        #expect(MediumContent(type: "ext2", usage: "filesystem") == .fileSystem(.ext4))
        #expect(MediumContent(type: "crypto_LUKS", usage: "crypto") == .encrypted)
        #expect(MediumContent(type: "BitLocker", usage: nil) == .encrypted)
        #expect(MediumContent(type: "cs_fvault2", usage: "crypto") == .encrypted)
        #expect(MediumContent(type: "zfs_member", usage: "filesystem") == .unsupported)
        #expect(MediumContent(type: nil, usage: nil) == .unknown)
        #expect(MediumContent(type: "", usage: "") == .unknown)
    }
}
