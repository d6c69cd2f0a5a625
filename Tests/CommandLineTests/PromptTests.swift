import Testing

/// Questions on a terminal.
struct PromptTests {
    let scratch = try! Scratch()

    @Test("A new passphrase is asked for twice and never shown")
    func twiceWithoutEcho() throws {
        try scratch.write("a", to: "a")
        let terminal = try TerminalSession("tuckbox wrap a", in: scratch)
        terminal.wait(for: "new passphrase for the vault: ")
        #expect(!terminal.echoes)
        terminal.type(Keys.passphrase + "\r")
        terminal.wait(for: "the same again: ")
        terminal.type(Keys.passphrase + "\r")
        #expect(terminal.end() == 0)
        #expect(!terminal.shown.contains("giraffes") && terminal.shown.contains("wrote 'a.vault'"))
        #expect(terminal.echoes)
        #expect(try scratch.run("tuckbox verify -q a.vault --passphrase-file keys/passphrase").status == 0)
    }

    @Test("A weak passphrase and a slip of the finger are asked for again")
    func again() throws {
        try scratch.write("a", to: "a")
        let terminal = try TerminalSession("tuckbox wrap a", in: scratch)
        terminal.wait(for: "new passphrase for the vault: ")
        terminal.type("fluffy\r")
        terminal.wait(for: "too short (6 characters, at least 12 are needed); 'tuckbox passphrase' makes a good one")
        terminal.wait(for: "new passphrase for the vault: ")
        terminal.type("password1234\r")
        terminal.wait(for: "too easy to guess")
        terminal.wait(for: "new passphrase for the vault: ")
        terminal.type(Keys.passphrase + "\r")
        terminal.wait(for: "the same again: ")
        terminal.type(Keys.passphrase + "s\r")
        terminal.wait(for: "the two are not the same; once more")
        terminal.wait(for: "new passphrase for the vault: ")
        terminal.type(Keys.passphrase + "\r")
        terminal.wait(for: "the same again: ")
        terminal.type(Keys.passphrase + "\r")
        #expect(terminal.end() == 0)
    }

    @Test("An opening names the vault, says that a passphrase is wrong, and asks three times in all")
    func opening() throws {
        try scratch.write("a", to: "a")
        try scratch.run("tuckbox wrap a -q --passphrase-file keys/passphrase")
        let terminal = try TerminalSession("tuckbox unwrap a.vault -o b", in: scratch)
        for said in ["that does not open it; two more tries", "that does not open it; one more try", "does not open 'a.vault'"] {
            terminal.wait(for: "passphrase for 'a.vault': ")
            terminal.type("wobbly giraffes paint twelve teapots\r")
            terminal.wait(for: said)
        }
        #expect(terminal.end() == 12)
        #expect(!terminal.shown.contains("giraffes"))
        #expect(!scratch.exists("b"))
    }

    @Test(
        "Who mistypes once can try again, whatever is opened",
        arguments: [
            "unwrap a.vault -o b", "list a.vault", "verify a.vault --ask-passphrase", "unwrap a.vault --salvage -o c",
            "key add a.vault --new-recovery-key keys/other.pub", "rewrap a.vault --header-only --new-recovery-key keys/other.pub",
        ])
    func secondTry(command: String) throws {
        try scratch.write("a", to: "a")
        try scratch.run("tuckbox wrap a -q --passphrase-file keys/passphrase")
        let terminal = try TerminalSession("tuckbox " + command, in: scratch)
        for typed in ["wobbly giraffes", "", Keys.passphrase] {
            terminal.wait(for: "passphrase for 'a.vault': ")
            terminal.type(typed + "\r")
        }
        #expect(terminal.end() == 0)
        #expect(terminal.shown.contains("the passphrase is empty; one more try"))
    }

    @Test("The passphrase of a recovery key has three tries too")
    func recoveryKeyTries() throws {
        try scratch.write("a", to: "a")
        try scratch.run("tuckbox key generate -q -o safe --passphrase-file keys/passphrase; tuckbox wrap a -q --recovery-key safe.pub")
        for (last, status) in [(Keys.passphrase, Int32(0)), ("wrong again", 12)] {
            let terminal = try TerminalSession("tuckbox list a.vault --recovery-key safe", in: scratch)
            for typed in ["wrong", "still wrong", last] {
                terminal.wait(for: "passphrase for the recovery key 'safe': ")
                terminal.type(typed + "\r")
            }
            #expect(terminal.end() == status)
        }
    }

    @Test("A passphrase from a file or a descriptor is tried once, on a terminal too")
    func givenOnce() throws {
        try scratch.write("a", to: "a")
        try scratch.write("wobbly giraffes", to: "wrong")
        try scratch.run("tuckbox wrap a -q --passphrase-file keys/passphrase")
        for given in ["--passphrase-file wrong", "--passphrase-fd 7 7<wrong"] {
            let terminal = try TerminalSession("tuckbox unwrap a.vault -o b " + given, in: scratch)
            #expect(terminal.end() == 12)
            #expect(!terminal.shown.contains("passphrase for") && !terminal.shown.contains("more tr"))
        }
    }

    @Test("With several vaults a passphrase is asked for once: it need not open them all")
    func severalVaults() throws {
        try scratch.write("a", to: "a")
        try scratch.run("for n in 1 2; do tuckbox wrap a -q -o $n.vault --passphrase-file keys/passphrase; done")
        let terminal = try TerminalSession("tuckbox verify 1.vault 2.vault --ask-passphrase", in: scratch)
        terminal.wait(for: "passphrase for '1.vault': ")
        terminal.type("wobbly giraffes\r")
        #expect(terminal.end() == 3)
        #expect(!terminal.shown.contains("more tr"))
    }

    @Test("The code of a key file can be typed from its sheet: it is seen, and a wrong letter is asked for again")
    func keyCode() throws {
        try scratch.write("a", to: "a")
        try scratch.run("tuckbox wrap a -q --passphrase-file keys/passphrase --key-file keys/factor")
        let code = String(decoding: try scratch.run("tuckbox key print keys/factor").output.dropLast(), as: UTF8.self)
        let terminal = try TerminalSession("tuckbox unwrap a.vault -o b", in: scratch)
        terminal.wait(for: "key code for 'a.vault', from its sheet: ")
        #expect(terminal.echoes)
        terminal.type(code.dropLast() + "\r")
        terminal.wait(for: "a letter of that code is wrong or missing")
        terminal.wait(for: "key code for 'a.vault', from its sheet: ")
        terminal.type(code.uppercased() + "\r")
        terminal.wait(for: "passphrase for 'a.vault': ")
        #expect(!terminal.echoes)
        terminal.type(Keys.passphrase + "\r")
        #expect(terminal.end() == 0)
        #expect(scratch.exists("b"))
    }

    @Test("A passphrase that is corrected while typing counts as corrected")
    func backspace() throws {
        try scratch.write("a", to: "a")
        try scratch.run("tuckbox wrap a -q --passphrase-file keys/passphrase")
        let terminal = try TerminalSession("tuckbox verify a.vault --ask-passphrase", in: scratch)
        terminal.wait(for: "passphrase for 'a.vault': ")
        terminal.type(Keys.passphrase + "xy\u{7f}\u{7f}\r")
        #expect(terminal.end() == 0)
    }

    @Test("Control-D at the prompt says that nothing was typed", arguments: ["", "half a passphrase\u{4}"])
    func endOfInput(typed: String) throws {
        try scratch.write("a", to: "a")
        let terminal = try TerminalSession("tuckbox wrap a", in: scratch)
        terminal.wait(for: "new passphrase for the vault: ")
        terminal.type(typed + "\u{4}")
        #expect(terminal.end() == 1)
        #expect(terminal.shown.contains("no passphrase was typed"))
        #expect(try terminal.echoes && scratch.names() == ["a"])
    }

    @Test("What would fail anyway fails before the question")
    func failsFirst() throws {
        for command in ["tuckbox wrap missing", "tuckbox wrap a", "tuckbox unwrap a"] {
            try scratch.write("a", to: "a")
            try scratch.write("taken", to: "a.vault")
            let terminal = try TerminalSession(command, in: scratch)
            #expect(terminal.end() != 0)
            #expect(!terminal.shown.contains("passphrase for"), "\(command)")
        }
    }

    @Test("A recovery key alone asks nothing; --ask-passphrase asks all the same")
    func recoveryKey() throws {
        try scratch.write("a", to: "a")
        let silent = try TerminalSession("tuckbox wrap a --recovery-key keys/school.pub", in: scratch)
        #expect(silent.end() == 0)
        #expect(!silent.shown.contains("passphrase"))
        let asking = try TerminalSession("tuckbox wrap a -f --recovery-key keys/school.pub --ask-passphrase", in: scratch)
        asking.wait(for: "new passphrase for the vault: ")
        asking.type("\u{3}")
        #expect(asking.end() == 130)
    }
}
