import Backups
import CryptoCore
import SystemFiles

/// What a rehearsal proves, on a page for the file. No name of a pupil, none of a file.
struct DrillCertificate {
    private let job: String
    private let rows: [(String, String)]
    var compared: Manifest.Comparison?
    var isLoaded = false
    /// What the job's program printed.
    var checked: String?
    var failure: String?
    var seconds: Int64 = 0
    private let loads: Bool

    init(_ job: BackupJob, _ opened: OpenedBackup) {
        self.job = job.name
        loads = job.drill.load != nil
        rows = [
            ("Date", Bulletin.day(currentTime())), ("Computer", Machine.name ?? ""), ("Rehearsed by", CurrentUser.name ?? ""),
            ("Backup", opened.backup.name.text), ("Made", Bulletin.day(opened.backup.name.time)), ("Found on", opened.place),
            ("Vault", hexadecimal(opened.header.fixed.vaultID)), ("SHA-256", opened.backup.sha256.text),
            ("Label", opened.header.fixed.label),
        ]
    }

    private var allRows: [(String, String)] {
        var all = rows
        if let compared {
            all.append(("Restored", "\(counted(Int(clamping: compared.files), "file")), \(grouped(compared.bytes)) bytes"))
            all.append(("Compared", "every file has the SHA-256 that was recorded, inside the backup, when it was made"))
        }
        if loads { all.append(("Loaded", isLoaded ? "yes, by the job's program" : "no")) }
        if let checked { all.append(("Checked", checked.split(separator: "\n").map { escapedForDisplay(Array($0.utf8)) }.joined(separator: "; "))) }
        all.append(("Took", "\(grouped(seconds)) seconds"))
        if let failure { all.append(("Failure", failure)) }
        return all
    }

    private var title: String { "Restore rehearsal: \(failure == nil ? "PASSED" : "FAILED")" }
    private var footing: String {
        "The backup was opened with the recovery key, restored to a scratch folder and compared. The scratch folder was then removed."
    }

    private var text: String {
        let lines = [title, "Backup job: \(job)", ""] + allRows.map { "\($0)\(String(repeating: " ", count: max(0, 14 - $0.count)))\($1)" }
        return (lines + ["", footing, "", "Seen by: ______________________________   Date: ______________", ""]).joined(separator: "\n")
    }

    private var page: String {
        let table = allRows.map { "<tr><th scope=\"row\">\(Self.escaped($0))</th><td>\(Self.escaped($1))</td></tr>" }.joined(separator: "\n")
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>\(Self.escaped(title)), \(Self.escaped(job))</title>
            <style>
            body { font: 1rem/1.5 sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; color: #111; background: #fff }
            th { text-align: left; vertical-align: top; padding-right: 1.5rem; white-space: nowrap }
            td { overflow-wrap: anywhere }
            .sign { margin-top: 3rem }
            </style>
            </head>
            <body>
            <main>
            <h1>\(Self.escaped(title))</h1>
            <p>Backup job: \(Self.escaped(job))</p>
            <table>
            \(table)
            </table>
            <p>\(footing)</p>
            <p class="sign">Seen by: ______________________________ &nbsp; Date: ______________</p>
            </main>
            </body>
            </html>

            """
    }

    /// Writes it to a new file, which everybody may read.
    func write(to path: Path) throws {
        let isPage = path.lastComponent.suffix(5).elementsEqual(".html".utf8)
        let file = try Descriptor.open(path, [.write, .createNew], permissions: 0o644)
        try file.write(Array((isPage ? page : text).utf8))
        try file.sync()
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { output, character in
            switch character {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\"": output += "&quot;"
            default: output.append(character)
            }
        }
    }
}
