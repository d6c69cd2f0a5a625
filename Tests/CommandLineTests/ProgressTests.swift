import Foundation
import Testing

/// The bar is for people at a terminal.
struct ProgressTests {
    let scratch = try! Scratch()

    @Test("Long work shows a bar on a terminal and cleans up behind it, without colours", arguments: [["NO_COLOR": "1"], [:]])
    func terminal(_ environment: [String: String]) throws {
        try scratch.run("truncate -s 8G large")
        let terminal = try TerminalSession("tuckbox wrap large --recovery-key keys/school.pub", in: scratch, environment)
        terminal.wait(for: "wrapping  [")
        terminal.wait(for: "left")
        terminal.type("\u{3}")
        #expect(terminal.end() == 130)
        #expect(terminal.shown.contains("\u{1b}[K"))
        #expect(!terminal.shown.contains(try Regex("\u{1b}\\[[0-9;]*m")))
        #expect(try scratch.names() == ["large"])
    }

    @Test("Neither a pipe nor --quiet nor --json gets one")
    func noTerminal() throws {
        // As much work as the test above, which sees the bar.
        try scratch.run("truncate -s 1G large")
        for flag in ["", "-q", "--json"] {
            let outcome = try scratch.run("tuckbox wrap large -f \(flag) --recovery-key keys/school.pub")
            #expect(outcome.status == 0 && !outcome.errors.contains("\r") && !outcome.errors.contains("["))
        }
    }
}
