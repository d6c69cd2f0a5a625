import Foundation
import Testing

/// Names are bytes, and some of them are hostile.
struct NameTests {
    let scratch = try! Scratch()

    /// As `printf` writes them: Latin-1, a lone surrogate, bytes in the middle of UTF-8, a plane that has no characters, a leading dash.
    static let names = [
        "caf\\351", "\\355\\240\\200", "\\303\\251\\377\\303\\251", "\\364\\217\\272\\200", "\\364\\217\\273\\277x\\377", "-n", "a\\nb", " ",
    ]

    @Test("A name of any bytes goes in and comes out", arguments: names)
    func anyBytes(_ name: String) throws {
        let script = """
            set -e; name=$(printf -- '\(name)x'); name=${name%x}
            echo content > "./$name"
            tuckbox wrap -q --recovery-key keys/school.pub -- "$name"
            rm -- "$name"
            tuckbox unwrap -q --recovery-key keys/school -- "$name.vault" "$name"
            cat -- "$name"
            """
        let outcome = try scratch.run(script)
        #expect(outcome.text == "content\n" && outcome.errors == "" && outcome.status == 0)
    }

    @Test("Names and arguments are never sent to the terminal as they are")
    func escapes() throws {
        let name = "$(printf 'red\\033[31m\\033]0;title\\007\\302\\233\\342\\200\\256end')"
        try scratch.run("mkdir d; echo x > \"d/\(name)\"; tuckbox wrap d -q --recovery-key keys/school.pub; mkfifo \"d/pipe\(name)\"")
        let commands = [
            "list d.vault --recovery-key keys/school", "list d.vault --json --recovery-key keys/school",
            "unwrap d.vault --recovery-key keys/school \"d/\(name)\" -o \"out\(name)\"", "unwrap d.vault --recovery-key keys/school \"\(name)\"",
            "wrap d -f --recovery-key keys/school.pub", "wrap d -f --json --recovery-key keys/school.pub", "verify \"\(name)\"",
            "inspect \"\(name)\" a", "\"\(name)\"",
            "wrap a \"--\(name)\"", "wrap a --label \"\(name)\"", "wrap a --jobs \"\(name)\"", "key \"\(name)\"", "passphrase \"\(name)\"",
            "wrap d --recovery-key \"\(name)\"", "wrap d --passphrase-file \"\(name)\"", "key generate --no-passphrase -o \"k\(name)\"",
        ]
        for command in commands {
            let outcome = try scratch.run("tuckbox " + command)
            let scalars = (outcome.text + outcome.errors).unicodeScalars
            let bad = scalars.filter { ($0.value < 0x20 && $0 != "\n") || (0x7f...0x9f).contains($0.value) || $0 == "\u{202e}" }
            #expect(bad.isEmpty, "\(command): \(outcome.text)\(outcome.errors)")
        }
    }

    @Test("The longest names and deep folders are kept")
    func long() throws {
        let long = String(repeating: "n", count: 249)
        try scratch.run("mkdir -p d; cd d; for i in 1 2 3 4 5 6 7 8 9 10 11 12; do mkdir \(long); cd \(long); done; echo deep > file")
        #expect(
            try scratch.run("tuckbox wrap d -q --recovery-key keys/school.pub && tuckbox unwrap d.vault -q -o e --recovery-key keys/school").errors
                == "")
        #expect(try scratch.run("diff -r d e").status == 0)
    }
}
