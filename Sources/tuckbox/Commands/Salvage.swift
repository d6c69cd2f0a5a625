import CryptoCore
import SystemFiles
import VaultFiles

/// `unwrap --salvage`: what is left of a damaged vault.
enum Salvage {
    /// - Parameter output: the new folder; by default beside the vault, called as it is with `.salvaged`.
    static func run(_ vault: Path, to output: Path?, _ opening: OpeningOptions, _ record: ActionRecord?, _ common: CommonOptions) throws {
        let folder = output?.withoutTrailingSlashes ?? vault.parent.appending((vault.vaultStem ?? vault.lastComponent) + Array(".salvaged".utf8))
        var seen: HeaderPair?
        let salvager: VaultSalvager
        do {
            salvager = try VaultSalvager(vault) { headers in
                seen = headers
                try record?.intend(headers.header, vault, common)
                return try opening.credentials(for: vault, headers)
            }
        } catch let error as CryptoError {
            seen?.warnIfOneIsUnused(vault)
            throw error
        }
        let summary = try salvager.salvage(to: folder)
        if summary.isNothing {
            AtomicOutput.discardTree(folder.lastComponent, in: try Descriptor.open(folder.parent, [.read, .directory]))
            throw Failure(.damaged, message: "nothing could be saved from \(quoted(vault))", hint: "use another copy, if there is one")
        }
        report(summary, folder, common)
        if common.json { try JSONDocument.print(Report(summary, folder)) }
        if !summary.isWhole { ExitStatus.damaged.exit() }
    }

    private static func report(_ summary: VaultSalvager.Summary, _ folder: Path, _ common: CommonOptions) {
        common.note("wrote \(quoted(folder)): \(counted(summary.wholeFiles, "whole file")), \(counted(summary.gaps.count, "file")) with gaps")
        for gap in summary.gaps.prefix(20) {
            let lost = gap.lost.reduce(UInt64(0)) { $0 + UInt64($1.count) }
            Console.warn("\(quoted(gap.path)): \(byteCount(lost)) of \(byteCount(gap.size)) lost; see SALVAGE.txt")
        }
        if summary.gaps.count > 20 { Console.warn("\(counted(summary.gaps.count - 20, "more file")) with gaps; see SALVAGE.txt") }
        if !summary.listIsComplete { Console.warn("the list of contents was lost: there may have been more files than were found") }
        for path in summary.refused { Console.warn("\(quoted(path)) could not be written") }
        if summary.isWhole { common.note("the vault is not damaged; 'tuckbox unwrap' without --salvage does the same") }
    }

    private struct Report: Encodable {
        let schema = 1
        let path: String
        let wholeFiles: Int
        let listIsComplete: Bool
        let damagedChunks: UInt64
        let gaps: [Gap]

        struct Gap: Encodable {
            let name: JSONName
            let sizeBytes: UInt64
            /// First byte and length of what is lost.
            let lost: [[UInt64]]
        }

        init(_ summary: VaultSalvager.Summary, _ folder: Path) {
            path = folder.display
            wholeFiles = summary.wholeFiles
            listIsComplete = summary.listIsComplete
            damagedChunks = summary.damagedChunks
            gaps = summary.gaps.map { Gap(name: JSONName($0.path), sizeBytes: $0.size, lost: $0.lost.map { [$0.lowerBound, UInt64($0.count)] }) }
        }
    }
}
