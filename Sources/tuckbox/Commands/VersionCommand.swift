import ArgumentParser
import CryptoCore
import SystemFiles

struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version",
        abstract: "Say which tuckbox this is.",
        discussion: """
            The same as 'tuckbox --version'.

            tuckbox version

            Exit status: 0 done, 64 usage.
            """)

    static let text = "tuckbox \(Release.version) (vault format \(FixedPart.version), draft)"

    @OptionGroup var common: CommonOptions

    func run() throws {
        if common.json { return try JSONDocument.print(Report()) }
        Console.result(Self.text)
    }

    private struct Report: Encodable {
        let schema = 1
        let version = Release.version
        let vaultFormat = Int(FixedPart.version)
    }
}
