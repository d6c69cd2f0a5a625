import ArgumentParser
import CryptoCore
import SystemFiles
import VaultFiles

struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Show what is in a vault; needs a passphrase or key.",
        usage: "tuckbox list [<options>] <vault>",
        discussion: """
            Only the list at the vault's end is decrypted: quick, however large it is.

            tuckbox list "SEN reviews.vault"

            Exit status: 0 done, 1 failed, 10 not a vault, 11 in use, 12 wrong passphrase
            or key, 13 damaged or altered, 14 made by a newer tuckbox, 64 usage,
            130 interrupted.
            """)

    @Argument(help: ArgumentHelp("The vault; - is standard input.", valueName: "vault"))
    var vault: String

    @OptionGroup var opening: OpeningOptions
    @OptionGroup var common: CommonOptions

    func validate() throws { try opening.passphrase.requireApart(from: vault) }

    func run() throws {
        let path = Path(argument: vault)
        do {
            let contents = try OpenedVault(path, opening).contents
            if common.json {
                try JSONDocument.print(Report(path: path.display, members: contents.entries.map(MemberFacts.init)))
            } else {
                for entry in contents.entries { Console.result(Self.line(entry)) }
                common.note("\(counted(contents.fileCount, "file")), \(byteCount(contents.contentSize))")
            }
        } catch {
            throw Failure(error, about: path) ?? error
        }
    }

    private static func line(_ entry: VaultContents.Entry) -> String {
        let size = entry.kind == .file ? grouped(entry.size) : "-"
        let name = escapedForDisplay(entry.path)
        let suffix: String =
            switch entry.kind {
            case .file: ""
            case .folder: "/"
            case .symbolicLink: " -> " + escapedForDisplay(entry.linkTarget)
            }
        return String(repeating: " ", count: max(0, 15 - size.count)) + size + "  " + timestamp(entry.modified) + "  " + name + suffix
    }

    private struct Report: Encodable {
        let schema = 1
        let path: String
        let members: [MemberFacts]
    }

    private struct MemberFacts: Encodable {
        let type: String
        let name: JSONName
        let sizeBytes: UInt64
        let modified: String
        let permissions: String
        let linkTarget: JSONName?

        init(_ entry: VaultContents.Entry) {
            switch entry.kind {
            case .file: type = "file"
            case .folder: type = "folder"
            case .symbolicLink: type = "link"
            }
            name = JSONName(entry.path)
            sizeBytes = entry.size
            modified = timestamp(entry.modified)
            permissions = String(entry.permissions, radix: 8)
            linkTarget = entry.kind == .symbolicLink ? JSONName(entry.linkTarget) : nil
        }
    }
}
