import Testing

/// Help that fits on a screen.
struct HelpTests {
    let scratch = try! Scratch()

    @Test("The help of the program fits on a screen and names every verb")
    func program() throws {
        let outcome = try scratch.run("tuckbox --help")
        #expect(outcome.status == 0 && outcome.errors == "")
        #expect(outcome.text.split(separator: "\n", omittingEmptySubsequences: false).count <= 38)
        for verb in ["wrap", "unwrap", "verify", "inspect", "list", "key", "passphrase", "reader"] { #expect(outcome.text.contains("\n  \(verb) ")) }
        #expect(try scratch.run("tuckbox").text == outcome.text)
        #expect(try scratch.run("tuckbox -h").text == outcome.text)
        #expect(try Help.verbs.get().count >= 40)
    }

    @Test("The help of a verb says what it does, what its exit statuses mean, and is no wider than 80 columns", arguments: try! Help.verbs.get())
    func verb(_ name: String) throws {
        let outcome = try scratch.run("tuckbox \(name) --help")
        #expect(outcome.status == 0 && outcome.errors == "")
        #expect(outcome.text.contains("Exit status: "))
        let lines = outcome.text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count <= 58)
        for line in lines { #expect(line.count <= 80, "\(line)") }
        for flag in ["-q, --quiet", "--json", "-h, --help"] { #expect(outcome.text.contains(flag)) }
        #expect(try scratch.run("tuckbox help \(name)").text.contains("Exit status: "))
    }

    @Test("The version says which format it writes")
    func version() throws {
        let text = try scratch.run("tuckbox --version").text
        #expect(text.wholeMatch(of: /tuckbox \d+\.\d+\.\d+ \(vault format 0, draft\)\n/) != nil)
        #expect(try scratch.run("tuckbox version").text == text)
    }
}
