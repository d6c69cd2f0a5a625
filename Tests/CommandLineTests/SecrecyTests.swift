import Foundation
import Testing

/// Secrets stay out of output, arguments and environment.
struct SecrecyTests {
    let scratch = try! Scratch()

    @Test("No passphrase and no key is ever in the output, also when something fails")
    func output() throws {
        try scratch.write("a", to: "a")
        let factor = try scratch.text("keys/factor").trimmingCharacters(in: .newlines)
        let key = try scratch.text("keys/school").components(separatedBy: "\n")[1]
        let secret = "--passphrase-file keys/passphrase --key-file keys/factor"
        let commands = [
            "wrap a -v \(secret)", "wrap a -v \(secret)", "unwrap a.vault -v -o b \(secret)", "unwrap a.vault --passphrase-file keys/factor -o c",
            "verify a.vault --json \(secret)", "list a.vault --json \(secret)", "inspect a.vault --json", "unwrap a.vault --recovery-key keys/school",
            "wrap a --recovery-key keys/school -f", "wrap a --key-file keys/school -f", "wrap a --recovery-key keys/factor -f",
            "key generate -v -o k --passphrase-file keys/passphrase", "key generate --json -o k2 --second-factor",
        ]
        for command in commands {
            let outcome = try scratch.run("tuckbox " + command)
            let everything = outcome.text + outcome.errors
            for secret in [Keys.passphrase, "giraffes", factor, key, "tbkey1z"] { #expect(!everything.contains(secret), "\(command)") }
        }
        let made = try scratch.text("k2")
        #expect(made.hasPrefix("tbkey1"))
    }

    @Test("While it runs, /proc shows no secret")
    func processList() throws {
        let program = try Background("tuckbox wrap - -o s.vault --passphrase-file keys/passphrase --key-file keys/factor", in: scratch)
        try program.give(Data("x".utf8))
        try program.waitUntilWriting()
        let shown = try program.proc("cmdline") + program.proc("environ") + program.proc("comm")
        #expect(shown.contains("keys/passphrase"))
        for secret in ["giraffes", String(try scratch.text("keys/factor").prefix(12))] { #expect(!shown.contains(secret)) }
        _ = try program.end(with: SIGTERM)
    }

    @Test("A passphrase as an argument is refused and not repeated")
    func argument() throws {
        let outcome = try scratch.run("tuckbox wrap a --passphrase=hunter2")
        #expect(outcome.status == 64)
        #expect(!outcome.errors.contains("hunter2"))
    }
}
