import Foundation
import Testing

/// Files that change while they are in use.
struct TruncationTests {
    let scratch = try! Scratch()

    @Test("A vault that is cut short after its header was read is damaged, and nothing comes out", arguments: [0, 4096, 5000, 60_000, 200_000])
    func whileAsking(_ size: Int) throws {
        try scratch.run("seq 999999 | head -c 300000 > a; tuckbox wrap a -q --passphrase-file keys/passphrase; rm a")
        let terminal = try TerminalSession("tuckbox unwrap a.vault", in: scratch)
        terminal.wait(for: "passphrase for 'a.vault': ")
        try scratch.run("truncate -s \(size) a.vault")
        terminal.type(Keys.passphrase + "\r")
        #expect(terminal.end() == 13)
        #expect(try scratch.names() == ["a.vault"])
    }

    @Test("A file that changes while the passphrase is typed is not wrapped", arguments: ["echo more >> a", "rm a", "mv b a", "truncate -s 1 a"])
    func sourceChanges(_ change: String) throws {
        try scratch.run("head -c 100000 /dev/zero > a; head -c 100000 /dev/zero > b")
        let terminal = try TerminalSession("tuckbox wrap a --remove-source", in: scratch)
        terminal.wait(for: "new passphrase for the vault: ")
        try scratch.run(change)
        terminal.type(Keys.passphrase + "\r")
        terminal.wait(for: "the same again: ")
        terminal.type(Keys.passphrase + "\r")
        #expect(terminal.end() == 1)
        #expect(!scratch.exists("a.vault"))
        #expect(try scratch.leftovers() == [])
    }

    @Test("A name that is taken while the passphrase is typed stays with its owner")
    func nameTaken() throws {
        try scratch.write("a", to: "a")
        let terminal = try TerminalSession("tuckbox wrap a", in: scratch)
        terminal.wait(for: "new passphrase for the vault: ")
        try scratch.write("mine", to: "a.vault")
        terminal.type(Keys.passphrase + "\r")
        terminal.wait(for: "the same again: ")
        terminal.type(Keys.passphrase + "\r")
        #expect(terminal.end() == 1)
        #expect(terminal.shown.contains("'a.vault' already exists"))
        #expect(try scratch.text("a.vault") == "mine")
    }
}
