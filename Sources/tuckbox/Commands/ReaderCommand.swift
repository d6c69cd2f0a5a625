import ArgumentParser
import CryptoCore
import ReaderPage
import SystemFiles
import VaultFiles

struct ReaderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reader",
        abstract: "Write the page that opens vaults in any browser.",
        discussion: """
            The page opens vaults where nothing is installed, and makes them. It is the
            same for everyone: publish its SHA-256, so that people can compare it.

            tuckbox reader
            tuckbox reader -o /media/stick/

            Exit status: 0 done, 1 failed, 64 usage.
            """)

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("A file, or a folder that it goes into; here without it; - is standard output.", valueName: "path"))
    var output = ReaderPage.fileName

    @Flag(name: [.short, .long], help: "Replace a file that is there.")
    var force = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if output.isEmpty { throw ValidationError("-o needs the name of a file or folder") }
    }

    func run() throws {
        let page = ReaderPage.bytes
        let hash = hexadecimal(try Digest.sha256.hash(page.span))
        if output == "-" {
            Console.result(page)
            return common.note("SHA-256 \(hash)")
        }
        let path = try destination()
        // A page that is as it should be needs no -f.
        if ReaderBeside.state(of: path) != .same {
            try KeyOutput.write(page.span, newline: false, to: path, permissions: 0o644, replacing: force)
        }
        if common.json { return try JSONDocument.print(Report(path: path.display, sha256: hash, sizeBytes: page.count)) }
        Console.result("\(hash)  \(path.display)")
        common.note("that is its SHA-256; compare it with: sha256sum FILE, shasum -a 256 FILE, certutil -hashfile FILE SHA256")
    }

    /// As for `wrap`: what ends in a slash, or is one, is a folder.
    private func destination() throws -> Path {
        let path = Path(argument: output)
        guard try path.hasTrailingSlash || FileStatus.ifPresent(path, following: true)?.kind == .directory else { return path }
        let folder = path.withoutTrailingSlashes
        _ = try Descriptor.open(folder, [.read, .directory])
        return ReaderBeside.path(in: folder)
    }

    private struct Report: Encodable {
        let schema = 1
        let path: String
        let sha256: String
        let sizeBytes: Int
    }
}
