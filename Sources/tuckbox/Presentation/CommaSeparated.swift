/// Rows of comma-separated values (RFC 4180).
enum CommaSeparated {
    /// With the end of its line.
    static func row(_ cells: [String?]) -> String { cells.map { cell($0 ?? "") }.joined(separator: ",") + "\r\n" }

    private static func cell(_ text: String) -> String {
        // A spreadsheet takes what begins so for a formula.
        let harmless = ["=", "+", "-", "@", "\t", "\r"].contains { text.hasPrefix($0) } ? "'" + text : text
        guard harmless.contains(where: { [",", "\"", "\n", "\r", "\r\n"].contains($0) }) else { return harmless }
        return "\"" + harmless.replacing("\"", with: "\"\"") + "\""
    }
}
