import ArgumentParser
import CryptoCore
import Passphrases

struct PassphraseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "passphrase",
        abstract: "Make a good passphrase of random words.",
        discussion: """
            Six words are about 77 bits: beyond guessing, and easier to type and remember
            than a jumble of signs. Write it down and keep the paper where you keep your
            bank card.

            tuckbox passphrase
            tuckbox passphrase --words 8

            Exit status: 0 done, 1 failed, 64 usage.
            """)

    @Option(help: ArgumentHelp("Number of words, 5 to 20.", valueName: "n"))
    var words = WordList.recommendedWords

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if !(5...20).contains(words) { throw ValidationError("--words takes a number from 5 to 20") }
    }

    func run() throws {
        let passphrase = try WordList.passphrase(words: words)
        let bits = Int(Double(words) * WordList.bitsPerWord)
        if common.json {
            // The passphrase is the result that was asked for; it goes where results go and nowhere else.
            let text = passphrase.withSpan { span in String(decoding: span.indices.map { span[$0] }, as: UTF8.self) }
            try JSONDocument.print(Report(passphrase: text, bits: bits))
            return
        }
        passphrase.withSpan { span in Console.result(span.indices.map { span[$0] } + [0x0a]) }
        common.note("(about \(bits) bits: \(words) words out of 7,776)")
    }

    private struct Report: Encodable {
        let schema = 1
        let passphrase: String
        let bits: Int
    }
}
