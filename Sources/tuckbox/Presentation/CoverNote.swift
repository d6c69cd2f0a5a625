import CryptoCore
import SystemFiles

/// What a parent needs to open the page, to be printed or copied: on standard output, because it holds the code.
enum CoverNote {
    /// - Parameter isNew: otherwise the parent has the code already, and it is not printed again.
    static func print(page: Path, code: borrowing SecretBytes, isNew: Bool) throws {
        let name = escapedForDisplay(page.lastComponent)
        Console.result("Documents for you: \(name)\n")
        if isNew {
            Console.result("Your code, which you need beside the passphrase:\n")
            try Console.result(secret: code)
            Console.result("")
        } else {
            Console.result("You need the code that the school gave you before; it begins with tbkey1.\n")
        }
        Console.result(
            """
            How to open the documents, on a computer:
            1. Save the attachment \(name), and open the saved file with a double click.
            2. Type the passphrase that the school tells you.
            3. Type the code. Capitals, spaces and hyphens do not matter.
            Nothing is sent anywhere; you can disconnect from the network first.

            For the school: do not send this note with the page. Hand it over on paper,
            or send it another way, and tell the passphrase on the telephone.
            """)
    }
}
