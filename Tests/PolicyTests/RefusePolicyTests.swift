import Policy
import Testing

@Suite("What is wrong with a policy, and where")
struct RefusePolicyTests {
    @Test(
        "each mistake is named with its line and column",
        arguments: [
            ("", "1:1: the policy is empty"),
            ("# nothing\n", "1:1: the policy is empty"),
            ("organisation: X\n", "1:1: the policy does not say which schema it is written to"),
            ("schema: 2\n", "1:9: '2' is not a schema that this tuckbox knows"),
            ("schema: 1\norganization: X\n", "2:1: 'organization' is not a key here"),
            ("schema: 1\nif_found: a\norganisation: b\nif_found: c\n", "4:1: 'if_found' stands here twice"),
            ("schema: 1\norganisation: [a]\n", "2:15: a text was expected here, not a list"),
            ("schema: 1\norganisation:\n", "2:14: a text was expected here, not nothing"),
            ("schema: 1\norganisation: !x a\n", "2:15: a text was expected here, not a value with a tag"),
            ("schema: 1\norganisation: St Zo\u{eb}\n", "2:15: the character U+00EB cannot stand on the outside of a vault"),
            ("schema: 1\norganisation: \"a\\tb\"\n", "2:15: the character U+0009 cannot stand on the outside of a vault"),
            ("schema: 1\nif_found: \"a\\rb\"\n", "2:11: the character U+000D cannot stand on the outside of a vault"),
            ("schema: 1\nlabel_scheme: becta-2009\n", "2:15: 'becta-2009' is not a scheme here"),
            ("schema: 1\nlabel_scheme: []\n", "2:15: a scheme has 1 to 32 labels"),
            ("schema: 1\nlabel_scheme: [a, A]\n", "2:19: 'A' stands in the scheme twice"),
            ("schema: 1\nlabel_scheme: [\u{e9}]\n", "2:16: a label is at most 63 plain letters, digits and signs"),
            ("schema: 1\ndefault_label: SECRET\n", "2:16: 'SECRET' is not a label of the scheme here"),
            ("schema: 1\ntwo_factor_labels: OFFICIAL\n", "2:20: a list was expected here, not a single value"),
            ("schema: 1\nrecovery_keys: [a, [b]]\n", "2:20: a text was expected here, not a list"),
            ("schema: 1\nminimum_passphrase_bits: 44\n", "2:26: '44' is not a whole number from 45 to 200"),
            ("schema: 1\nminimum_passphrase_bits: 99999999999999999999\n", "2:26: '99999999999999999999' is not a whole number from 45 to 200"),
            ("schema: 1\nminimum_passphrase_bits: many\n", "2:26: 'many' is not a whole number from 45 to 200"),
            ("schema: 1\nmay_lower_label: [head]\n", "2:18: a list stands where keys and values should"),
            ("schema: 1\nmay_lower_label: {user: [head]}\n", "2:19: 'user' is not a key here"),
            ("schema: 1\nanonymous_names: yes\n", "2:18: 'yes' is not a choice here"),
            ("schema: 1\ntrail: maybe\n", "2:8: 'maybe' is not a choice here"),
            ("schema: 1\nforward: {syslog: {port: 514}}\n", "2:19: it is not said which computer takes the record"),
            ("schema: 1\nforward: {syslog: {host: a b}}\n", "2:26: this is neither a computer's name nor an address"),
            ("schema: 1\nforward: {syslog: {host: a, port: 0}}\n", "2:35: '0' is not a port, a whole number from 1 to 65535"),
            ("schema: 1\nforward: {syslog: {host: a, protocol: smtp}}\n", "2:39: 'smtp' is not a choice here"),
            ("schema: 1\n? [a]\n: b\n", "2:3: a key is a single word here, not a list"),
            ("- schema: 1\n", "1:1: a list stands where keys and values should"),
            ("schema: 1\n---\nschema: 1\n", "2:1: a second document begins here"),
            ("schema: 1\norganisation: &x a\n", "2:15: '&' before a word is an anchor, which this file may not have"),
            ("schema: 1\norganisation: *x\n", "2:15: '*' before a word stands for an anchor, which this file may not have"),
        ])
    func mistake(_ text: String, _ problem: String) {
        #expect(read(text).problems == [problem])
    }

    @Test("all mistakes are told at once, in the file's order")
    func all() {
        let problems = read("schema: 3\nanonymous_names: x\norganisation: []\ndefault_label: y\n").problems
        #expect(problems.map { $0.prefix(2) } == ["1:", "2:", "3:", "4:"])
    }

    @Test("what is nearly a key or a choice is asked about")
    func nearMiss() {
        #expect(throws: InvalidPolicy.self) { try Policy(yaml: Array("schema: 1\norganization: X\nanonymous_names: remoable\n".utf8)) }
        do { _ = try Policy(yaml: Array("schema: 1\norganization: X\nanonymous_names: remoable\n".utf8)) } catch {
            #expect(error.problems.map(\.hint) == ["did you mean 'organisation'?", "did you mean 'removable'?"])
        }
    }

    @Test("eight recovery keys leave no room for a passphrase")
    func tooManyKeys() {
        let keys = (1...8).map { "  - \($0).pub\n" }.joined()
        #expect(read("schema: 1\nrecovery_keys:\n" + keys).problems.count == 1)
    }

    @Test("an ampersand between words is no anchor")
    func ampersand() {
        #expect(read("schema: 1\norganisation: Smith & Sons, B&B, Q&A\n").policy?.organisation == "Smith & Sons, B&B, Q&A")
    }
}
