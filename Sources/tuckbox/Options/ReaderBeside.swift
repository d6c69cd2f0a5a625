import ArgumentParser
import ReaderPage
import SystemFiles
import VaultFiles

/// The page that travels beside vaults. Whoever had the stick could change it, and a changed page could keep passphrases.
enum ReaderBeside {
    enum State { case absent, same, changed }

    static func state(of path: Path) -> State {
        let page = ReaderPage.bytes
        guard let status = try? FileStatus.ifPresent(path) else { return .absent }
        // Nothing but a file of the right length is read: it may be a pipe, or endless.
        guard status.kind == .file, status.size == UInt64(page.count), let file = try? Descriptor.open(path, .read) else { return .changed }
        return (try? file.bytes(count: page.count, at: 0)) == page ? .same : .changed
    }

    static func path(in folder: Path) -> Path { folder.appending(ReaderPage.fileName) }

    /// For a vault that came back: says if the page beside it is another one.
    static func warnIfChanged(besideVault vault: Path) {
        let page = path(in: vault.parent)
        guard state(of: page) == .changed else { return }
        Console.warn(
            "\(quoted(page)): the page was changed away from here, or is of another version of tuckbox; change this passphrase if it was typed there")
    }

    /// Writes it anew.
    static func write(in folder: Path) throws {
        let page = path(in: folder)
        switch state(of: page) {
        case .same: break
        case .changed:
            Console.warn("\(quoted(page)) was changed, or is of another version of tuckbox; it is replaced by the right one")
            fallthrough
        case .absent: try KeyOutput.write(ReaderPage.bytes.span, newline: false, to: page, permissions: 0o644, replacing: true)
        }
    }
}

/// Whether the page is put beside new vaults; on removable media it is unless somebody says otherwise.
struct ReaderOptions: ParsableArguments {
    @Flag(name: .customLong("with-reader"), help: "Put open-vault.html beside it; on sticks the default.")
    var with = false

    @Flag(name: .customLong("without-reader"), help: "Put no open-vault.html there, on sticks either.")
    var without = false

    func validate() throws {
        if with, without { throw ValidationError("--with-reader and --without-reader exclude each other") }
    }

    /// The pages that were written, one in each of these folders.
    func write(in folders: [Path]) throws -> [Path] {
        var done: [Path] = []
        for folder in folders where !without && !done.contains(folder) {
            guard try with || Medium(under: folder).isRemovable else { continue }
            try ReaderBeside.write(in: folder)
            done.append(folder)
        }
        return done.map(ReaderBeside.path)
    }
}
