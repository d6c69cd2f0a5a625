import ArgumentParser
import AuditTrail
import CryptoCore
import Policy
import ReaderPage
import SystemFiles
import VaultFiles

/// `wrap --for-parent`: one page with a small vault inside, to go by mail, and a note with the code that it needs beside the passphrase, to go another way.
struct ParentPage {
    /// What mail and browsers take.
    static let largestVault: UInt64 = 25 * 1024 * 1024

    let inputs: [Path]
    let output: OutputOptions
    let recipe: RecipeOptions
    let common: CommonOptions

    func validate() throws {
        if inputs == [Path("-")] || output.isStandardOutput { throw ValidationError("--for-parent needs files as input and output") }
        if inputs.count > 1, output.output == nil { throw ValidationError("several files for a parent need -o FILE") }
        if common.json, recipe.keyFile == nil {
            throw ValidationError("a code never goes into JSON: make one with 'tuckbox key generate --second-factor' and give it with --key-file")
        }
    }

    func run(_ policy: PolicyInForce, _ record: ActionRecord?) throws {
        let page = try destination()
        if !output.force, try FileStatus.ifPresent(page) != nil { throw VaultError.outputExists(page) }
        let tree = try SourceTree(inputs)
        let size = try VaultWriter.plannedSize(tree)
        guard size <= Self.largestVault else {
            throw Failure(
                .failed, message: "the vault would have \(byteCount(size)); a page for mail has room for \(byteCount(Self.largestVault))",
                hint: "send fewer files, or hand over a stick: 'tuckbox wrap --with-reader'")
        }
        let label = try LabelRules(policy: policy, asked: recipe.label, hasKeyFile: true).decide(tree).label
        for (path, _) in tree.omitted { Console.warn("left out \(quoted(path))") }
        if output.dryRun {
            return common.note("would write \(quoted(page)): \(counted(tree.fileCount, "file")), \(byteCount(tree.contentSize)), \(label)")
        }

        try record?.intend(common) { entry in (entry.vaults, entry.label) = (1, label) }
        let key = try recipe.keyFile.map { try KeyFileOption.read(Path(argument: $0)) } ?? KeyFile.generate()
        let code = try KeySheet(key).code()
        var vaultRecipe = try recipe.recipe(policy, hasPassphrase: true, requiresTwoFactors: true, secondFactor: key)
        vaultRecipe.label = label
        vaultRecipe.notice = Notice.text(label: label, policy.rules)
        let vaultID = try randomBytes(16)
        let vault = try bytes(of: tree, VaultWriter(vaultRecipe, jobs: output.threads), vaultID)
        let html = ReaderPage.holding(vault)
        try KeyOutput.write(html.span, newline: false, to: page, permissions: 0o600, replacing: output.force)
        try record?.add(
            VaultBatch.Vault(
                identifier: vaultID, label: label, files: UInt64(tree.fileCount), contentBytes: tree.contentSize, vaultBytes: UInt64(vault.count)))

        common.note("wrote \(quoted(page)): \(counted(tree.fileCount, "file")), \(byteCount(tree.contentSize)), \(label)")
        if common.json {
            try JSONDocument.print(
                Report(
                    path: page.display, vaultId: hexadecimal(vaultID), label: label, files: tree.fileCount, contentBytes: tree.contentSize,
                    pageBytes: html.count))
        } else {
            try CoverNote.print(page: page, code: code, isNew: recipe.keyFile == nil)
            common.note("send the page by mail; the note above goes another way, and the passphrase by a third")
        }
        if !tree.omitted.isEmpty { ExitStatus.incomplete.exit() }
    }

    private func destination() throws -> Path {
        let name = stem(inputs[0].withoutTrailingSlashes.lastComponent) + Array(".html".utf8)
        guard let path = output.path else { return inputs[0].parent.appending(name) }
        let isFolder = try path.hasTrailingSlash || FileStatus.ifPresent(path, following: true)?.kind == .directory
        return isFolder ? path.withoutTrailingSlashes.appending(name) : path
    }

    /// `report.pdf` becomes `report.html`: mail filters dislike two suffixes.
    private func stem(_ name: [UInt8]) -> [UInt8] {
        guard let dot = name.lastIndex(of: 0x2e), dot > 0 else { return name }
        return Array(name[..<dot])
    }

    /// By way of a nameless temporary file, which never has plaintext.
    private func bytes(of tree: SourceTree, _ writer: VaultWriter, _ vaultID: [UInt8]) throws -> [UInt8] {
        let file = try Descriptor.temporary()
        let summary = try writer.wrap(tree, toStream: file, vaultID: vaultID)
        return try file.bytes(count: Int(summary.size), at: 0)
    }

    private struct Report: Encodable {
        let schema = 1
        let path: String
        let vaultId: String
        let label: String
        let files: Int
        let contentBytes: UInt64
        let pageBytes: Int
    }
}
