import Foundation
import Testing

/// Standard streams that are closed, full or broken.
struct DescriptorTests {
    let scratch = try! Scratch()

    init() throws {
        try scratch.write("a", to: "a")
        try scratch.run("tuckbox wrap a -q --recovery-key keys/school.pub")
    }

    @Test("A result that has nowhere to go is an error and not lost in silence", arguments: [">&-", ">/dev/full"])
    func noOutput(where redirection: String) throws {
        for command in ["unwrap a.vault -o -", "wrap a -o -", "list a.vault", "inspect a.vault", "passphrase", "--help", "--version"] {
            let key = command.hasPrefix("wrap") ? "--recovery-key keys/school.pub" : "--recovery-key keys/school"
            let needsKey = ["wrap", "unwrap", "list"].contains { command.hasPrefix($0) }
            let outcome = try scratch.run("tuckbox \(command) \(needsKey ? key : "") \(redirection)")
            #expect(outcome.status == 1, "\(command)")
            #expect(outcome.errors.contains("cannot write 'standard output'"), "\(command)")
        }
    }

    @Test("A closed standard input is not an empty file")
    func noInput() throws {
        let outcome = try scratch.run("tuckbox wrap - -o b.vault --recovery-key keys/school.pub <&-")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("cannot read 'standard input'"))
        #expect(try scratch.names() == ["a", "a.vault"])
    }

    @Test("Nobody to tell does not change what the status says", arguments: ["2>&-", "2>/dev/full"])
    func noErrors(where redirection: String) throws {
        #expect(try scratch.run("tuckbox wrap a -o b.vault --recovery-key keys/school.pub \(redirection)").status == 0)
        #expect(try scratch.run("tuckbox verify a \(redirection)").status == 10)
        #expect(try scratch.run("tuckbox verify b.vault --recovery-key keys/other \(redirection)").status == 12)
        #expect(try scratch.run("tuckbox wrap \(redirection)").status == 64)
    }

    @Test("With all three closed, no file becomes somebody's standard output")
    func allClosed() throws {
        #expect(try scratch.run("tuckbox wrap a -o b.vault --recovery-key keys/school.pub <&- >&- 2>&-").status == 0)
        #expect(try scratch.run("tuckbox verify -q b.vault --recovery-key keys/school").status == 0)
    }

    @Test("A reader that goes away ends the program with status 1, not with a signal")
    func brokenPipe() throws {
        try scratch.run("head -c 3000000 /dev/zero > big; tuckbox wrap big -q --recovery-key keys/school.pub")
        let script = "{ tuckbox unwrap big.vault -o - --recovery-key keys/school; echo $? >&3; } 3> status | head -c 1 > /dev/null"
        #expect(try scratch.run(script).errors == "tuckbox: error: cannot write 'standard output': broken pipe\n")
        #expect(try scratch.text("status") == "1\n")
    }

    @Test("Twenty megabytes through two pipes come out as they went in")
    func pipes() throws {
        let seed = UInt32.random(in: 0...UInt32.max)
        let noise = "perl -e 'srand(\(seed)); print pack(\"L*\", map { rand(2**32) } 1..65536) for 1..80'"
        let there = try scratch.run("\(noise) | sha256sum").text
        let back = try scratch.run(
            "\(noise) | tuckbox wrap - -q -o - --recovery-key keys/school.pub | tuckbox unwrap - -o - --recovery-key keys/school | sha256sum"
        ).text
        #expect(there == back, "seed \(seed)")
    }
}
