import Foundation
import Testing

/// Control-C and its like, at any time.
struct InterruptTests {
    let scratch = try! Scratch()
    static let signals: [Int32] = [SIGINT, SIGTERM, SIGHUP]

    @Test("Control-C at the prompt gives the echo back and is status 130")
    func atThePrompt() throws {
        try scratch.write("a", to: "a")
        let terminal = try TerminalSession("tuckbox wrap a", in: scratch)
        terminal.wait(for: "new passphrase for the vault: ")
        #expect(!terminal.echoes)
        terminal.type("half a pass\u{3}")
        #expect(terminal.end() == 130)
        #expect(terminal.echoes)
        #expect(terminal.shown.contains("interrupted") && !terminal.shown.contains("half a pass"))
        #expect(try scratch.names() == ["a"])
    }

    @Test("A signal while standard input is wrapped leaves nothing", arguments: signals)
    func wrappingAStream(signal: Int32) throws {
        let program = try Background("tuckbox wrap - -o s.vault --recovery-key keys/school.pub", in: scratch)
        try program.give(Data(count: 100_000))
        try program.waitUntilWriting()
        let outcome = try program.end(with: signal)
        #expect(outcome.status == 130)
        #expect(outcome.errors == "tuckbox: error: interrupted; nothing was left half-done\n")
        #expect(try scratch.names() == [])
    }

    @Test("A signal while a large file is wrapped leaves nothing and the old vault as it was", arguments: signals)
    func wrappingAFile(signal: Int32) throws {
        try scratch.write("old", to: "large.vault")
        try scratch.run("truncate -s 8G large")
        let program = try Background("tuckbox wrap large -f --jobs 2 --recovery-key keys/school.pub", in: scratch)
        try program.waitUntilWriting()
        #expect(try program.end(with: signal).status == 130)
        #expect(try scratch.names() == ["large", "large.vault"])
        #expect(try scratch.text("large.vault") == "old")
    }

    @Test("A signal while contents go to a pipe that nobody reads is obeyed", arguments: signals)
    func unwrappingToAPipe(signal: Int32) throws {
        try scratch.run("head -c 3000000 /dev/zero > a; tuckbox wrap a -q --recovery-key keys/school.pub")
        let program = try Background("tuckbox unwrap a.vault -o - --recovery-key keys/school", in: scratch, stalled: true)
        try program.wait { try program.proc("wchan").contains("pipe") }
        #expect(try program.end(with: signal).status == 130)
    }

    @Test("A signal while a vault without an end is read from a device is obeyed")
    func endlessVault() throws {
        let program = try Background("sh -c 'ulimit -f 2000000; exec tuckbox verify - < /dev/zero'", in: scratch)
        try program.wait { try program.written() > 1 << 20 }
        #expect(try program.end(with: SIGINT).status == 130)
    }

    @Test("A signal that was to be ignored is ignored, as nohup asks", arguments: [SIGINT, SIGHUP])
    func ignored(signal: Int32) throws {
        let name = signal == SIGINT ? "INT" : "HUP"
        let command = "sh -c 'trap \"\" \(name); exec tuckbox wrap - -o s.vault -q --recovery-key keys/school.pub'"
        let program = try Background(command, in: scratch)
        try program.give(Data("kept".utf8))
        try program.waitUntilWriting()
        kill(program.identifier, signal)
        try program.endInput()
        #expect(try program.end().status == 0)
        #expect(try scratch.run("tuckbox unwrap s.vault -o - --recovery-key keys/school").text == "kept")
    }
}
