import CryptoCore
import Passphrases
import SystemFiles

/// Questions on the terminal.
enum Prompt {
    /// Asks once.
    /// - Parameter status: what it means that there is no terminal: for an opening, that nothing opens.
    static func ask(_ prompt: String, orFailWith status: ExitStatus) throws -> Passphrase {
        guard let terminal = Terminal() else {
            throw Failure(
                status, message: "a passphrase is needed and there is no terminal to ask on",
                hint: "use --passphrase-file FILE or --passphrase-fd N")
        }
        let line = try SecretBytes(count: PassphraseOptions.limit)
        var length: Int?
        try line.withMutableSpan { (span: inout MutableSpan<UInt8>) throws in length = try terminal.readSecret(prompt: prompt, into: &span) }
        guard let length else { throw Failure(status, message: "no passphrase was typed") }
        guard length <= line.count else { throw CryptoError.passphraseRefused(.tooLong) }
        return try Passphrase(try line.prefix(length), strippingNewline: false)
    }

    /// Asks for a new passphrase twice, until both are alike and strong enough.
    static func askForNew(_ purpose: String, bits: Int) throws -> Passphrase {
        while true {
            let first = try ask("new passphrase for \(purpose): ", orFailWith: .failed)
            let strength = try Strength(of: first)
            guard strength.isEnough(bits: Double(bits)) else {
                Console.note("that passphrase is \(strength.weakness(bits)); 'tuckbox passphrase' makes a good one")
                continue
            }
            let second = try ask("the same again: ", orFailWith: .failed)
            let same = first.withSpan { a in second.withSpan { b in constantTimeEqual(a, b) } }
            if same { return first }
            Console.note("the two are not the same; once more")
        }
    }
}

extension Strength {
    /// Why it is refused.
    func weakness(_ leastBits: Int) -> String {
        if characters < Strength.minimumCharacters {
            return "too short (\(characters) characters, at least \(Strength.minimumCharacters) are needed)"
        }
        if !isEnough { return "too easy to guess; four or more unrelated words are hard to guess" }
        return "weaker than the policy asks (about \(Int(bits)) bits, at least \(leastBits) are needed)"
    }
}

extension Passphrase {
    /// Refuses what is too weak for a new vault or key; with status 20 if it is the policy that asks for more.
    borrowing func requireStrength(bits: Int) throws {
        let strength = try Strength(of: self)
        guard strength.isEnough(bits: Double(bits)) else {
            throw Failure(
                strength.isEnough ? .refusedByPolicy : .failed, message: "the passphrase is \(strength.weakness(bits))",
                hint: "'tuckbox passphrase' makes a good one")
        }
    }
}
