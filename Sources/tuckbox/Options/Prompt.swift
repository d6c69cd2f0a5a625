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
        guard let line = try readLine(terminal, prompt, limit: PassphraseOptions.limit) else {
            throw Failure(status, message: "no passphrase was typed")
        }
        guard line.count < PassphraseOptions.limit else { throw CryptoError.passphraseRefused(.tooLong) }
        return try Passphrase(line, strippingNewline: false)
    }

    /// Asks for what opens something, three times at most: whoever types unseen makes slips.
    /// - Parameter attempt: is also told whether this is the last try. An error that a slip can cause leads to the next one.
    static func ask<Result>(_ prompt: String, tryingThrice attempt: (consuming Passphrase, _ isLast: Bool) throws -> Result) throws -> Result {
        for next in ["two more tries", "one more try"] {
            do { return try attempt(try ask(prompt, orFailWith: .wrongKey), false) } catch let error as CryptoError {
                guard let slip = Failure.slip(error) else { throw error }
                Console.note("\(slip); \(next)")
            }
        }
        return try attempt(try ask(prompt, orFailWith: .wrongKey), true)
    }

    /// Asks for the code of a key file until it is whole; it is seen while it is typed, because it is long. Nil if there is no terminal.
    static func askForKeyCode(_ purpose: String) throws -> KeyFile? {
        guard let terminal = Terminal() else { return nil }
        while true {
            guard let line = try readLine(terminal, "key code for \(purpose), from its sheet: ", limit: KeyFile.maximumFileSize, echo: true)
            else { throw Failure(.wrongKey, message: "no key code was typed") }
            do { return try KeyFile(text: line) } catch CryptoError.notAKeyFile {
                Console.note("a letter of that code is wrong or missing: it is 'tbkey1' and 32 letters and digits; once more")
            }
        }
    }

    /// A line, cut at `limit` bytes; nil at the end of input.
    private static func readLine(_ terminal: borrowing Terminal, _ prompt: String, limit: Int, echo: Bool = false) throws -> SecretBytes? {
        let line = try SecretBytes(count: limit)
        var length: Int?
        try line.withMutableSpan { (span: inout MutableSpan<UInt8>) throws in
            length = try terminal.readSecret(prompt: prompt, echo: echo, into: &span)
        }
        guard let length else { return nil }
        return try line.prefix(min(length, limit))
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
