import CryptoCore
import SystemFiles

/// Results go to standard output, everything else to standard error.
enum Console {
    private static let output = Descriptor.inherited(1, name: "standard output")
    private static let errors = Descriptor.inherited(2, name: "standard error")

    static var outputIsTerminal: Bool { output.isTerminal }
    static var errorsAreTerminal: Bool { errors.isTerminal }

    /// A line of a result. Throws nothing: a closed pipe ends the program quietly, as for other tools.
    static func result(_ line: String) {
        result(Array((line + "\n").utf8))
    }

    static func result(_ bytes: [UInt8]) {
        do { try output.write(bytes) } catch {
            if let error = error as? FileError, !error.isBrokenPipe { Failure(error).report() }
            ExitStatus.failed.exit()
        }
    }

    /// A result that is a secret, with a newline.
    static func result(secret: borrowing SecretBytes) throws {
        try secret.withSpan { (span: Span<UInt8>) throws in try output.write(span) }
        result([0x0a])
    }

    static func note(_ line: String) { show(line + "\n") }
    static func warn(_ text: String) { note("tuckbox: warning: \(text)") }
    static func hint(_ text: String) { note("tuckbox: hint: \(text)") }

    /// If standard error is closed or full there is nobody to tell; what the exit status says stays true.
    static func show(_ text: String) { try? errors.write(Array(text.utf8)) }
}
