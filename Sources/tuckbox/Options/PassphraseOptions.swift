import ArgumentParser
import CryptoCore
import Passphrases
import SystemFiles
import VaultFiles

/// Where a passphrase comes from: a file, a descriptor or the terminal; never an argument.
struct PassphraseOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Read the passphrase from a file.", valueName: "file"))
    var passphraseFile: String?

    @Option(help: ArgumentHelp("For scripts: read it from an open file descriptor.", valueName: "n"))
    var passphraseFd: Int32?

    func validate() throws {
        if passphraseFile != nil, passphraseFd != nil { throw ValidationError("give --passphrase-file or --passphrase-fd, not both") }
        if let passphraseFd, passphraseFd < 0 || !Descriptor.isOpen(passphraseFd) {
            throw ValidationError("descriptor \(passphraseFd) of --passphrase-fd is not open")
        }
    }

    var isGiven: Bool { passphraseFile != nil || passphraseFd != nil }

    /// Refuses standard input for both.
    func requireApart(from input: String) throws {
        if input == "-", passphraseFd == 0 { throw ValidationError("standard input cannot hold both the passphrase and the file") }
    }

    /// From the file or the descriptor; nil if neither was given.
    func read() throws -> Passphrase? {
        if let passphraseFile {
            let path = Path(argument: passphraseFile)
            return try Passphrase(try SecretFile.read(Descriptor.open(path, .read), limit: Self.limit), strippingNewline: true)
        }
        if let passphraseFd {
            return try Passphrase(
                try SecretFile.read(.inherited(passphraseFd, name: "descriptor \(passphraseFd)"), limit: Self.limit), strippingNewline: true)
        }
        return nil
    }

    /// From wherever it was said to come from, or the terminal.
    /// - Parameter purpose: what it opens, for the prompt.
    func readOrAsk(for purpose: String) throws -> Passphrase {
        if let given = try read() { return given }
        return try Prompt.ask("passphrase for \(purpose): ", orFailWith: .wrongKey)
    }

    /// For something new: strong enough, and asked for twice on the terminal.
    /// - Parameter bits: what the policy demands.
    func readOrAskForNew(for purpose: String, bits: Int = Int(Strength.minimumBits)) throws -> Passphrase {
        guard let given = try read() else { return try Prompt.askForNew(purpose, bits: bits) }
        try given.requireStrength(bits: bits)
        return given
    }

    /// A newline of two bytes may follow the longest passphrase; one byte more shows that it is too long.
    static let limit = Passphrase.maximumLength + 3
}

enum SecretFile {
    /// Reads at most `limit` bytes into memory that is wiped.
    static func read(_ descriptor: borrowing Descriptor, limit: Int) throws -> SecretBytes {
        let buffer = try SecretBytes(count: limit)
        var count = 0
        let file = descriptor.lent()
        try buffer.withMutableSpan { (span: inout MutableSpan<UInt8>) throws in count = try file.read(into: &span) }
        return try buffer.prefix(count)
    }

    /// Writes a key, by default readable by its owner only; whole or not at all.
    static func write(_ text: borrowing SecretBytes, newline: Bool, to path: Path, permissions: UInt16 = 0o600, replacing: Bool) throws {
        try text.withSpan { (span: Span<UInt8>) throws in
            try KeyOutput.write(span, newline: newline, to: path, permissions: permissions, replacing: replacing)
        }
    }
}
