import Policy
import Testing

@Suite("What a policy says of memory sticks")
struct GuardRulesTests {
    @Test("every key is read")
    func everyKey() throws {
        let policy = try #require(
            read(
                """
                schema: 1
                recovery_keys: [school.pub]
                guard:
                  clean_sticks: read_only
                  blocked_sticks: hidden
                  encrypted_sticks: gate
                  unfinished_scans: shut
                  accepts: vaults
                  also_accepts: [unknown_formats, encrypted_by_others]
                  vaults_need_recovery_key: true
                  automatic_wrap: true
                  scan_minutes: 30
                  administrator_groups: [technicians]
                  devices:
                    - {device: "0781:5567:4C530001", mode: unjudged}
                    - {device: "0ABC:0001:", mode: shut}
                """
            ).policy)
        let rules = policy.sticks
        #expect(rules.cleanSticks == .readOnly)
        #expect(rules.blockedSticks == .hidden)
        #expect(rules.encryptedSticks == .gate)
        #expect(rules.unfinishedScans == .shut)
        #expect(rules.accepts == .vaults)
        #expect(rules.alsoAccepts == [.unknownFormats, .encryptedByOthers])
        #expect(rules.vaultsNeedRecoveryKey && rules.automaticWrap)
        #expect(rules.scanMinutes == 30)
        #expect(rules.administratorGroups == ["technicians"])
        #expect(
            rules.devices == [
                ListedDevice(identity: "0781:5567:4C530001", mode: .unjudged), ListedDevice(identity: "0abc:0001:", mode: .shut),
            ])
    }

    @Test("without a word about them: the gate for clean ones, nothing written to others")
    func builtIn() {
        let rules = Policy.builtIn.sticks
        #expect((rules.cleanSticks, rules.blockedSticks, rules.encryptedSticks, rules.unfinishedScans) == (.gate, .readOnly, .shut, .readOnly))
        #expect(rules.accepts == .clean && !rules.vaultsNeedRecoveryKey && !rules.automaticWrap)
        #expect(rules.devices.isEmpty && rules.administratorGroups.isEmpty)
    }

    @Test(
        "each mistake is named with its line and column",
        arguments: [
            ("guard: yes\n", "2:8: a single value stands where keys and values should"),
            ("guard: {clean: gate}\n", "2:9: 'clean' is not a key here"),
            ("guard: {clean_sticks: open}\n", "2:23: 'open' is not a choice here"),
            ("guard: {blocked_sticks: gate}\n", "2:25: 'gate' is not a choice here"),
            ("guard: {also_accepts: [films]}\n", "2:24: 'films' is not a choice here"),
            ("guard: {scan_minutes: 0}\n", "2:23: '0' is not a number of minutes from 1 to 240"),
            ("guard: {scan_minutes: 241}\n", "2:23: '241' is not a number of minutes from 1 to 240"),
            ("guard: {automatic_wrap: true}\n", "2:25: there is no recovery key that this could be about"),
            ("guard: {vaults_need_recovery_key: true}\n", "2:35: there is no recovery key that this could be about"),
            ("guard: {vaults_need_recovery_key: yes}\n", "2:35: 'yes' is not a choice here"),
            ("guard: {devices: stick}\n", "2:18: a list was expected here, not a single value"),
            ("guard: {devices: [{device: \"a:b:c\"}]}\n", "2:19: it takes a device and a mode"),
            ("guard: {devices: [{device: sdb, mode: gate}]}\n", "2:28: this is no device's identity"),
            ("guard: {devices: [{device: \"path:/sys\", mode: gate}]}\n", "2:28: this is no device's identity"),
            ("guard: {devices: [{device: \"a:b:\\xe9\", mode: gate}]}\n", "2:28: this is no device's identity"),
            ("guard: {devices: [{device: \"a:b:c\", mode: trusted}]}\n", "2:43: 'trusted' is not a choice here"),
            ("guard: {devices: [{device: \"a:b:\", mode: unjudged}]}\n", "2:28: a whole model cannot go unjudged: anybody can buy one"),
            (
                "guard: {devices: [{device: \"aaaa:b:c\", mode: gate}, {device: \"AAAA:b:c\", mode: shut}]}\n",
                "2:53: this device stands here twice"
            ),
        ])
    func mistake(_ text: String, _ problem: String) {
        #expect(read("schema: 1\n" + text).problems == [problem])
    }

    @Test("more devices than a list may have are refused, whatever their number")
    func tooMany() {
        let lines = (0...GuardRules.maximumDevices).map { "    - {device: \"aaaa:bbbb:s\($0)\", mode: gate}\n" }.joined()
        let problems = read("schema: 1\nguard:\n  devices:\n" + lines).problems
        #expect(problems.count == 1)
    }
}
