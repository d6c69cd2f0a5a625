import ArgumentParser
import CryptoCore
import Policy
import SystemFiles
import VaultFiles

/// One vault that `wrap` is to make.
struct WrapJob {
    let inputs: [Path]
    /// Where the vault goes; nil for standard output.
    private let destination: Destination?
    private let rules: LabelRules
    private var tree: SourceTree?
    private(set) var decision: LabelDecision?

    private enum Destination {
        case file(Path)
        /// A folder, and the name that the vault has there unless the medium asks for an anonymous one.
        case folder(Path, name: [UInt8])
    }

    private init(_ inputs: [Path], _ destination: Destination?, _ rules: LabelRules) {
        (self.inputs, self.destination, self.rules) = (inputs, destination, rules)
    }

    /// Which vaults `wrap` makes of its inputs.
    static func plan(_ inputs: [Path], _ output: OutputOptions, _ rules: LabelRules) throws -> [WrapJob] {
        if output.isStandardOutput { return [WrapJob(inputs, nil, rules)] }
        if let path = output.path {
            let isFolder = try path.hasTrailingSlash || FileStatus.ifPresent(path, following: true)?.kind == .directory
            if !isFolder { return [WrapJob(inputs, .file(path), rules)] }
            if inputs == [Path("-")] { throw ValidationError("standard input needs the name of a file after -o") }
            // Said once, not for each input.
            _ = try Descriptor.open(path.withoutTrailingSlashes, [.read, .directory])
            return try distinct(inputs.map { WrapJob([$0], .folder(path.withoutTrailingSlashes, name: try vaultName(for: $0)), rules) })
        }
        return try distinct(inputs.map { WrapJob([$0], .folder($0.parent, name: try vaultName(for: $0)), rules) })
    }

    /// With `--force` a second vault would take the first one's place, and with `--remove-source` nothing else would be left of that one's input. On FAT `A` is `a`.
    private static func distinct(_ jobs: [WrapJob]) throws -> [WrapJob] {
        var seen: Set<String> = []
        for job in jobs {
            guard let path = try job.finalPath(vaultID: nil) else { continue }
            guard seen.insert(path.display.lowercased()).inserted else {
                throw ValidationError(
                    "two inputs would become the vault \(quoted(path)); wrap them one at a time, or all of them into one vault with -o NAME.vault")
            }
        }
        return jobs
    }

    private static func vaultName(for input: Path) throws -> [UInt8] {
        let last = input.lastComponent
        let name = last.isEmpty || last == [0x2e] || last == [0x2e, 0x2e] ? try input.resolved().lastComponent : last
        return (name.isEmpty ? Array("root".utf8) : name) + Array(".vault".utf8)
    }

    private var isStream: Bool { inputs == [Path("-")] }

    /// Reads the tree and looks for what would stop the job.
    mutating func prepare(_ output: OutputOptions) throws {
        if !isStream { tree = try SourceTree(inputs) }
        if let folder { _ = try Descriptor.open(folder, [.read, .directory]) }
        guard !output.force, let path = try finalPath(vaultID: nil), let existing = try FileStatus.ifPresent(path) else { return }
        if existing.kind == .file {
            do { _ = try VaultFile(path) } catch CryptoError.notAVault {
                throw Failure(
                    .failed, message: "\(quoted(path)) already exists, and is not a vault", hint: "after -o comes the name of the vault to be made")
            } catch {}
        }
        throw VaultError.outputExists(path)
    }

    /// Decides the label; throws if the policy refuses what is to be wrapped, or how.
    mutating func decideLabel() throws {
        decision = try decided()
    }

    mutating func forget() { tree = nil }

    /// The vault's path; nil for standard output, or if its name depends on an identifier that is not there yet.
    private func finalPath(vaultID: [UInt8]?) throws -> Path? {
        switch destination {
        case .none: return nil
        case .file(let path): return path
        case .folder(let folder, let name):
            guard try isAnonymous(in: folder) else { return folder.appending(name) }
            return vaultID.map { folder.appending("vault-\(hexadecimal($0.prefix(4))).vault") }
        }
    }

    private func isAnonymous(in folder: Path) throws -> Bool {
        switch rules.policy.rules.anonymousNames {
        case .always: true
        case .never: false
        case .removable: try Medium(under: folder).isRemovable
        }
    }

    /// The folder that the vault goes to.
    var folder: Path? {
        switch destination {
        case .none: nil
        case .file(let path): path.parent
        case .folder(let folder, _): folder
        }
    }

    /// That the vault goes to; nil for standard output.
    var medium: MediumIdentity? { folder.flatMap { try? MediumIdentity(of: $0) } }

    func dryRun() throws -> WrittenVault {
        guard !isStream else { throw Failure(.failed, message: "standard input cannot be tried out", hint: "leave out --dry-run") }
        let tree = try self.tree ?? SourceTree(inputs)
        let path = try finalPath(vaultID: nil) ?? folder?.appending("vault-….vault")
        return result(tree, path, vaultID: nil, size: try VaultWriter.plannedSize(tree), label: try decided().label, removed: false)
    }

    private func decided() throws -> LabelDecision {
        try decision ?? rules.decide(isStream ? nil : self.tree ?? SourceTree(inputs))
    }

    func run(_ shared: VaultWriter, _ output: OutputOptions, removeSource: Bool) throws -> (WrittenVault, vaultID: [UInt8]) {
        var writer = shared
        writer.recipe.label = try decided().label
        writer.recipe.notice = Notice.text(label: writer.label, rules.policy.rules)
        let vaultID = try randomBytes(16)
        let path = try finalPath(vaultID: vaultID)
        guard !isStream else { return (try runStream(writer, output, path, vaultID), vaultID) }
        let tree = try self.tree ?? SourceTree(inputs)
        guard let path else {
            let summary = try writer.wrap(tree, toStream: .inherited(1, name: "standard output"), vaultID: vaultID)
            return (result(tree, nil, vaultID: vaultID, size: summary.size, label: writer.label, removed: false), vaultID)
        }
        if removeSource {
            for input in inputs where try FileStatus.of(input.withoutTrailingSlashes, following: false).kind == .symbolicLink {
                throw Failure(
                    .failed, message: "\(quoted(input)) is a link, so what it leads to will not be removed",
                    hint: "name what it leads to, or leave out --remove-source")
            }
        }
        if removeSource, let omitted = tree.omitted.first {
            throw Failure(
                .failed, message: "\(quoted(omitted.path)) would not be in the vault, so the inputs will not be removed",
                hint: "leave out --remove-source, or move it away first")
        }
        let summary = try writer.wrap(tree, to: path, replacing: output.force, vaultID: vaultID, readingBack: removeSource)
        if removeSource { try tree.removeFromDisk() }
        return (result(tree, path, vaultID: vaultID, size: summary.size, label: writer.label, removed: removeSource), vaultID)
    }

    private func runStream(_ writer: VaultWriter, _ output: OutputOptions, _ path: Path?, _ vaultID: [UInt8]) throws -> WrittenVault {
        let input = Descriptor.inherited(0, name: "standard input")
        let summary: VaultWriter.Summary
        if let path {
            // Inside, it is called as the vault is, without `.vault`.
            summary = try writer.wrap(stream: input, named: path.vaultStem ?? path.lastComponent, to: path, replacing: output.force, vaultID: vaultID)
        } else {
            summary = try writer.wrap(
                stream: input, named: Array("stdin".utf8), toStream: .inherited(1, name: "standard output"), vaultID: vaultID)
        }
        return WrittenVault(
            path: path?.display, vaultId: hexadecimal(vaultID), label: writer.label, files: 1, contentBytes: summary.contentSize,
            vaultBytes: summary.size, omitted: [], sourceRemoved: false)
    }

    private func result(_ tree: SourceTree, _ path: Path?, vaultID: [UInt8]?, size: UInt64, label: String, removed: Bool) -> WrittenVault {
        WrittenVault(
            path: path?.display, vaultId: vaultID.map { hexadecimal($0) }, label: label, files: tree.fileCount, contentBytes: tree.contentSize,
            vaultBytes: size,
            omitted: tree.omitted.map { path, reason in
                "\(quoted(path)): \(reason == .linkLeavesFolder ? "it is a link to something outside the folder" : "it is neither a file nor a folder")"
            },
            sourceRemoved: removed)
    }
}
