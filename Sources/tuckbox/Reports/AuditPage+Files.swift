import AuditReport
import FileVerdicts
import SystemFiles

extension AuditPage {
    /// What is on the medium, by what has to be done about it; each table with its most urgent files.
    var files: String {
        let all = audit.files
        let tables = [
            protectedFiles(all.filter { $0.verdict == .protected }),
            unexaminedFiles(all.filter { $0.verdict == .notExamined || $0.verdict == .encryptedOrRandom }),
            encryptedFiles(all.filter { $0.verdict == .encrypted }), vaultFiles(all.filter { $0.verdict == .vault }),
        ]
        let clean = audit.totals.count(.clean)
        return """
            <section class="files" aria-labelledby="files"><h2 id="files">Files</h2>
            <p>\(showsNames ? "" : "Files are called by numbers, and folders too: what is in the same folder has the same one. The person who made this report can have it made with names. ")\
            \(counted(clean, "file")) \(clean == 1 ? "was" : "were") read whole without finding anything, and \(clean == 1 ? "is" : "are") not listed.</p>
            \(tables.joined())</section>
            """
    }

    private func protectedFiles(_ files: [AuditedFile]) -> String {
        let sorted = files.sorted { ($0.grade ?? .low, -$0.people, $0.id) < ($1.grade ?? .low, -$1.people, $1.id) }
        return table(sorted, "Unencrypted records", ["File", "Grade", "About", "People", "State", "Last changed", "Size"]) { file in
            let label = file.label.map { "<br><small>to be marked at least \(PageText.foreign($0, limit: 40))</small>" } ?? ""
            let grade = file.grade ?? .low
            return """
                <td class="\(grade.rawValue)"><span class="grade">\(grade.word)</span></td><td class="about">\(file.categories.map(\.words).joined(separator: ", "))\(label)</td>
                <td>\(grouped(file.people))</td>
                """
        }
    }

    private func unexaminedFiles(_ files: [AuditedFile]) -> String {
        table(files, "Could not be examined", ["File", "Why", "State", "Last changed", "Size"]) { file in
            let why = file.verdict == .encryptedOrRandom ? "it looks random" : file.reason.map { PageText.foreign($0) } ?? "not known"
            return "<td>\(why)</td>"
        }
    }

    private func encryptedFiles(_ files: [AuditedFile]) -> String {
        table(files, "Encrypted by other programs", ["File", "By", "State", "Last changed", "Size"]) { file in
            let tool = file.encryptedBy.map { PageText.foreign($0, limit: 60) } ?? "not known"
            return "<td>\(tool)\(file.encryptionIsWeak == true ? " <strong>(weak)</strong>" : "")</td>"
        }
    }

    private func vaultFiles(_ files: [AuditedFile]) -> String {
        table(files, "Vaults. What they say of themselves is not proven.", ["File", "Says of itself", "State", "Last changed", "Size"]) { file in
            guard let vault = file.vault else { return "<td></td>" }
            let owner = vault.organisation.map { ", \(PageText.foreign($0, limit: 100))" } ?? ""
            let damage = vault.isWhole ? "" : " <strong>(damaged)</strong>"
            return
                "<td>\(PageText.foreign(vault.label, limit: 60))\(owner)\(damage)<br><small>\(PageText.foreign(vault.vaultId, limit: 40))</small></td>"
        }
    }

    /// - Parameter middle: the cells between the file's name and its state.
    private func table(_ files: [AuditedFile], _ caption: String, _ columns: [String], _ middle: (AuditedFile) -> String) -> String {
        guard !files.isEmpty else { return "" }
        let rows = files.prefix(rowLimit).map { file in
            """
            <tr><th scope="row">\(name(file))</th>\(middle(file))<td>\(file.state.words)</td>
            <td class="short">\(file.modified.map(Self.day) ?? "not known")</td><td class="short">\(byteCount(file.sizeBytes))</td></tr>

            """
        }
        let rest = files.dropFirst(rowLimit)
        let title = "\(caption) (\(counted(files.count, "file")))"
        guard !rest.isEmpty else { return PageFrame.table(title, columns: columns, rows: rows, label: caption) }
        let folders = Set(rest.map { $0.maskedPath.prefix { $0 != "/" } }).count
        let more =
            "<tr><td colspan=\"\(columns.count)\"><strong>and \(counted(rest.count, "more file", "more files"))</strong> in \(counted(folders, "place")), "
            + "\(byteCount(rest.reduce(0) { sum($0, $1.sizeBytes) })) together. They are counted above and are in the audit’s JSON.</td></tr>\n"
        return PageFrame.table(title, columns: columns, rows: rows + [more], label: caption)
    }

    private func name(_ file: AuditedFile) -> String {
        let volume = audit.volumes.count > 1 ? file.volume.map { "<br><small>volume \(grouped($0))</small>" } ?? "" : ""
        guard showsNames, let path = file.path else { return PageText.foreign(file.maskedPath, limit: 60) + volume }
        return PageText.foreign(escapedForDisplay(Array(path.utf8)), limit: 400)
            + "<br><small>\(PageText.foreign(file.maskedPath, limit: 60))</small>" + volume
    }

    private func sum(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let (sum, overflow) = a.addingReportingOverflow(b)
        return overflow ? .max : sum
    }
}
