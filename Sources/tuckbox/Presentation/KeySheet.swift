import CryptoCore
import QRCode

/// A key file's code for people: in groups, as a picture, on a sheet of paper. All of it is the secret, so all of it is wiped.
struct KeySheet: ~Copyable {
    private let text: SecretBytes
    private let picture: QRCode

    init(_ key: borrowing KeyFile) throws {
        let text = try key.text()
        let picture = try text.withSpan { (text) throws(QRCode.Unavailable) in try QRCode(text) }
        self.text = text
        self.picture = picture
    }

    /// The code in groups of four behind its beginning, as it is easiest to read out and type.
    borrowing func code() throws -> SecretBytes {
        try SecretWriter.text(capacity: 64) { out in writeGroups(&out) }
    }

    /// Two rows of modules in a line of text, dark on light whatever the terminal's own colours are.
    borrowing func blocks() throws -> SecretBytes {
        let zone = QRCode.quietZone / 2
        return try SecretWriter.text(capacity: 32768) { out in
            for row in stride(from: -zone, to: picture.width + zone, by: 2) {
                out.write("\u{1b}[30;107m")
                for column in -zone..<picture.width + zone {
                    switch (picture.isDark(row: row, column: column), picture.isDark(row: row + 1, column: column)) {
                    case (true, true): out.write("█")
                    case (true, false): out.write("▀")
                    case (false, true): out.write("▄")
                    case (false, false): out.write(" ")
                    }
                }
                out.write("\u{1b}[0m\n")
            }
        }
    }

    /// A page that prints on one side of paper.
    borrowing func page() throws -> SecretBytes {
        let zone = QRCode.quietZone
        let size = picture.width + 2 * zone
        return try SecretWriter.text(capacity: 65536) { out in
            out.write(
                """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>Key code</title>
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
                <style>
                body { font: 12pt/1.5 sans-serif; color: #000; background: #fff; max-width: 34em; margin: 2em auto; padding: 0 1em }
                .code { font: bold 17pt/1.8 monospace; border: 2px solid #000; padding: .6em 1em; text-align: center }
                svg { display: block; width: 52mm; height: 52mm; margin: 1em auto }
                </style></head><body>
                <h1>Key code</h1>
                <p>You need this code <strong>and</strong> the passphrase to open the file that was sent to you. Neither opens it alone.</p>
                <p class="code">
                """)
            writeGroups(&out)
            out.write("</p>\n<svg role=\"img\" aria-label=\"The same code as a QR code\" viewBox=\"0 0 \(size) \(size)\"><path d=\"")
            for row in 0..<picture.width {
                for column in 0..<picture.width where picture.isDark(row: row, column: column) {
                    out.write("M\(column + zone) \(row + zone)h1v1h-1z")
                }
            }
            out.write(
                """
                "/></svg>
                <p>Type it with or without the spaces, in small letters or capitals. A wrong letter is noticed. There is no letter o and no letter i in it,
                and no digit 1 but the one behind “tbkey”.</p>
                <p>Keep this sheet, and keep it away from the file. Nobody will ask you for it by telephone or by mail.</p>
                </body></html>

                """)
        }
    }

    private borrowing func writeGroups(_ out: inout SecretWriter) {
        text.withSpan { span in
            for i in span.indices {
                if i >= 6, (i - 6) % 4 == 0 { out.write(" ") }
                out.write(span[i])
            }
        }
    }
}

/// Puts text together in memory that is wiped.
struct SecretWriter: ~Copyable {
    private let bytes: SecretBytes
    private var count = 0

    /// - Parameter capacity: bytes; what goes beyond is a mistake of the caller's, and an error.
    static func text(capacity: Int, _ body: (inout SecretWriter) -> Void) throws -> SecretBytes {
        var writer = SecretWriter(bytes: try SecretBytes(count: capacity))
        body(&writer)
        guard writer.count <= capacity else { throw CryptoError.libraryFailure(.allocation) }
        return try writer.bytes.prefix(writer.count)
    }

    private init(bytes: consuming SecretBytes) { self.bytes = bytes }

    mutating func write(_ byte: UInt8) {
        if count < bytes.count { bytes.withMutableSpan { $0[count] = byte } }
        count += 1
    }

    mutating func write(_ text: String) { for byte in text.utf8 { write(byte) } }
}
