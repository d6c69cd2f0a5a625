import SystemFiles

/// What is wrong with how an audit was asked for: a medium and a report are both names, and are easily exchanged.
enum AuditMisuse {
    /// Nil if there is one medium, or a folder of images.
    static func problem(medium: String?, tooMany: [String], report: String?, fleet: String?) -> String? {
        if let report, let kind = try? FileStatus.ifPresent(Path(argument: report), following: true)?.kind, kind != .file {
            let what = "\(quoted(Path(argument: report))) is \(kind == .directory ? "a folder" : "a device")"
            return "after --report comes the name of the report to be written, and \(what): tuckbox audit \(shown(report)) --report report.html"
        }
        if let first = tooMany.first, let medium {
            let page = [medium, first].first { isPage($0) }
            guard report == nil, tooMany.count == 1, let page else { return "one medium at a time; a folder of images is audited with --fleet" }
            return "a report is named with --report: tuckbox audit \(shown(page == medium ? first : medium)) --report \(shown(page))"
        }
        if medium == nil, fleet == nil, let report { return "name the medium too: tuckbox audit /dev/sdb --report \(shown(report))" }
        return (medium == nil) == (fleet == nil) ? "name one medium, or a folder of images with --fleet" : nil
    }

    private static func isPage(_ name: String) -> Bool { [".html", ".htm"].contains { name.lowercased().hasSuffix($0) } }

    /// As it would be typed, if it needs no quotes.
    private static func shown(_ name: String) -> String { name.contains(" ") ? "\"\(name)\"" : name }

    /// Refuses what an audit gave, where a medium is expected.
    static func requireMedium(_ path: Path) throws {
        let name = Path(bytes: path.lastComponent)
        guard (try? FileStatus.of(path).kind) == .file, let beginning = try? Descriptor.open(path, .read).bytes(count: 64, at: 0) else { return }
        let text = String(decoding: beginning, as: UTF8.self).lowercased()
        if text.hasPrefix("<!doctype html") {
            throw Failure(
                .failed, message: "\(quoted(path)) is a page, not a medium",
                hint: "a browser shows it; to write the report of a medium: tuckbox audit MEDIUM --report \(name.display)")
        }
        if text.hasPrefix("{") {
            throw Failure(
                .failed, message: "\(quoted(path)) is a JSON file, not a medium",
                hint: "the form for an incident is made from an audit with: tuckbox incident new --from \(name.display)")
        }
    }
}
