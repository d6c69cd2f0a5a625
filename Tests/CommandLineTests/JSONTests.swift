import Foundation
import Testing

/// What `--json` prints is one document in one style.
struct JSONTests {
    let scratch = try! Scratch()

    /// Commands, and the keys that their documents have at the top.
    static let documents: [(command: String, keys: Set<String>)] = [
        ("wrap d a b --recovery-key keys/school.pub -f", ["schema", "vaults", "failed", "reader_pages"]),
        ("wrap d -n -f", ["schema", "vaults", "failed", "reader_pages"]),
        ("wrap a missing -f --recovery-key keys/school.pub", ["schema", "vaults", "failed", "reader_pages"]),
        ("unwrap d.vault -o out --recovery-key keys/school", ["schema", "path", "files", "content_bytes", "written", "checksum_table_agrees"]),
        ("unwrap d.vault -o out2 -n --recovery-key keys/school", ["schema", "path", "files", "content_bytes", "written"]),
        ("verify d.vault --recovery-key keys/school", ["schema", "vaults"]),
        ("verify d.vault a", ["schema", "vaults"]),
        ("inspect d.vault a missing", ["schema", "vaults", "failed"]),
        ("list d.vault --recovery-key keys/school", ["schema", "path", "members"]),
        ("passphrase", ["schema", "passphrase", "bits"]),
        ("version", ["schema", "version", "vault_format"]),
        ("inventory d.vault a.vault", ["schema", "made", "vaults", "failed"]),
        ("reader", ["schema", "path", "sha256", "size_bytes"]),
        ("guard status --socket none", ["schema", "installed", "running", "protecting", "shortfalls", "sticks"]),
        ("key generate -o k --no-passphrase", ["schema", "private_key", "public_key", "fingerprint"]),
        ("key list d.vault", ["schema", "vaults", "failed"]),
        ("key add d.vault --recovery-key keys/school --new-recovery-key keys/other.pub", ["schema", "vaults", "failed"]),
        ("key generate -o f --second-factor", ["schema", "key_file"]),
    ]

    @Test("Each verb prints one document: schema 1, snake_case, times in RFC 3339", arguments: documents)
    func style(command: String, keys: Set<String>) throws {
        try scratch.run(
            "mkdir d; echo x > d/x; ln -s x d/l; ln -s /etc d/out; echo a > a; echo b > b; tuckbox wrap d -q --recovery-key keys/school.pub")
        let outcome = try scratch.run("tuckbox \(command) --json")
        let document = try #require(try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any])
        #expect(Set(document.keys) == keys)
        #expect(document["schema"] as? Int == 1)
        check(document, command)
    }

    @Test("A failure is in the document, with the status that it alone would have")
    func failures() throws {
        try scratch.run("echo a > a; tuckbox wrap a -q --recovery-key keys/school.pub; head -c 20000 /dev/zero > no")
        for (file, status) in [("no", 10), ("missing", 1)] {
            let outcome = try scratch.run("tuckbox verify \(file) --json")
            let document = try #require(try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any])
            let vault = try #require((document["vaults"] as? [[String: Any]])?.first)
            let failure = try #require(vault["failure"] as? [String: Any])
            #expect(vault["good"] as? Bool == false && failure["exit_status"] as? Int == status && Int(outcome.status) == status)
        }
        let several = try scratch.run("tuckbox verify a.vault no --json")
        #expect(several.status == 3)
    }

    @Test("A name that is not UTF-8 is there exactly, in base64")
    func bytes() throws {
        let outcome = try scratch.run(
            "n=$(printf 'a\\377'); echo > \"$n\"; tuckbox wrap \"$n\" -q -o v --recovery-key keys/school.pub; tuckbox list v --json --recovery-key keys/school"
        )
        let document = try #require(try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any])
        let name = (document["members"] as? [[String: Any]])?.first?["name"] as? [String: Any]
        #expect(name?["path_base64"] as? String == "Yf8=")
    }

    private func check(_ value: Any, _ command: String) {
        for element in value as? [Any] ?? [] { check(element, command) }
        for (key, value) in value as? [String: Any] ?? [:] {
            #expect(key.wholeMatch(of: /[a-z0-9]+(_[a-z0-9]+)*/) != nil, "\(command): \(key)")
            if ["created", "modified"].contains(key) {
                #expect((value as? String)?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil, "\(command): \(key)")
            }
            check(value, command)
        }
    }
}
