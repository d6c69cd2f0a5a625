import ArgumentParser
import CryptoCore
import SystemFiles

struct KeyPrintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "print",
        abstract: "Show a key file's code, to read out or to print for a parent.",
        usage: "tuckbox key print [<options>] <file>",
        discussion: """
            Prints the code in groups; on a terminal also as a QR code. With -o a page is
            written instead, for paper: open it in a browser, print it, and delete it.

            tuckbox key print smith.key
            tuckbox key print smith.key -o smith.html

            Exit status: 0 done, 1 failed, 64 usage.
            """)

    @Argument(help: ArgumentHelp("The key file, made with 'tuckbox key generate --second-factor'.", valueName: "file"))
    var keyFile: String

    @Option(name: [.short, .long], help: ArgumentHelp("Write a page for printing.", valueName: "page.html"))
    var output: String?

    @Flag(name: [.short, .long], help: "Replace a file that is there.")
    var force = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let sheet = try KeySheet(try KeyFileOption.read(Path(argument: keyFile)))
        if let output {
            let path = Path(argument: output)
            try SecretFile.write(try sheet.page(), newline: false, to: path, replacing: force)
            return common.note("wrote \(quoted(path)): print it, then delete it; whoever has it has the second factor")
        }
        try Console.result(secret: try sheet.code())
        if Console.outputIsTerminal { try Console.result(secret: try sheet.blocks()) }
    }
}
