extension DocumentKind {
    /// What kind of text it is; nil if it is none.
    static func textual(_ head: [UInt8]) -> DocumentKind? {
        guard let (encoding, mark) = TextDecoder.encoding(of: head) else { return nil }
        var decoder = TextDecoder(encoding)
        var text: [UInt8] = []
        decoder.decode(Array(head.dropFirst(mark).prefix(8192)), into: &text)
        let start = text.drop { $0 == 0x20 || (0x09...0x0d).contains($0) }
        let low = Array(start.prefix(4096)).lowercased

        if low.starts("<") {
            if low.starts("<!doctype html") || low.starts("<html") || low.starts("<head") || low.starts("<body") || low.starts("<table") {
                return .html
            }
            // XHTML has a declaration of XML before it.
            if low.starts("<?xml") { return low.prefix(1024).contains(text: "<html") ? .html : .xml }
            if low.count > 1, low[1] == 0x21 || (0x61...0x7a).contains(low[1]) {
                return low.contains(text: "</p>") || low.contains(text: "<br") ? .html : .xml
            }
        }
        if start.starts(with: StaticString("From ").bytes), looksLikeMail(start.drop { $0 != 0x0a }.dropFirst()) { return .mailbox }
        if looksLikeMail(start) { return .mail }
        if isJSON(start) { return .json }
        return isSQL(low) ? .sql : .text
    }

    /// Header fields at once, two that every message has among them.
    private static func looksLikeMail(_ text: ArraySlice<UInt8>) -> Bool {
        let known: Set<String> = [
            "from", "to", "subject", "date", "received", "return-path", "message-id", "mime-version", "delivered-to", "content-type", "cc", "bcc",
            "reply-to", "x-mailer", "thread-topic", "thread-index", "content-transfer-encoding",
        ]
        var found: Set<String> = []
        for line in text.prefix(4096).split(separator: 0x0a, omittingEmptySubsequences: false) {
            if line.isEmpty || line.first == 0x0d { break }
            if line.first == 0x20 || line.first == 0x09 { continue }
            guard let colon = line.prefix(77).firstIndex(of: 0x3a), line[..<colon].allSatisfy({ (0x21...0x7e).contains($0) }) else { break }
            found.insert(String(decoding: line[..<colon].lowercased, as: UTF8.self))
        }
        // A note may begin with "To:" and "Date:" as well: then nothing is lost, the rest of it is read as the message.
        return found.intersection(known).count >= 3
            || (found.intersection(known).count == 2 && !found.isDisjoint(with: ["mime-version", "message-id", "received"]))
    }

    private static func isJSON(_ text: ArraySlice<UInt8>) -> Bool {
        let isSpace = { (byte: UInt8) in byte == 0x20 || (0x09...0x0d).contains(byte) }
        guard let first = text.first, first == 0x7b || first == 0x5b else { return false }
        let rest = text.dropFirst().drop(while: isSpace)
        guard let second = rest.first else { return false }
        if first == 0x7b { return (second == 0x22 && rest.contains(0x3a)) || (second == 0x7d && rest.count < 8) }
        switch second {
        case 0x7b, 0x22: return true
        case 0x5d: return rest.count < 8
        // A list of lists, or of numbers; not `[[Page]]`, nor the `[12/03/2026, 10:15]` of a chat.
        case 0x5b: return isJSON(rest)
        default:
            let number = rest.prefix { (0x30...0x39).contains($0) || [0x2b, 0x2d, 0x2e, 0x45, 0x65].contains($0) }
            return !number.isEmpty && rest.dropFirst(number.count).first { !isSpace($0) } == 0x2c
        }
    }

    private static func isSQL(_ low: [UInt8]) -> Bool {
        low.starts("-- mysql dump") || low.starts("-- mariadb dump") || low.contains(text: "postgresql database dump")
            || low.contains(text: "insert into ") || (low.contains(text: "\ninsert [") && low.contains(text: "values"))
            || low.contains(text: "create table ") || (low.starts("pragma foreign_keys") && low.contains(text: "begin transaction"))
            || low.contains(text: "-- phpmyadmin sql dump")
    }
}
