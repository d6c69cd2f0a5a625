import ArgumentParser

/// Protective markings. Fixed, because a label is read by people who have never seen the vault.
enum Label {
    /// The government's scheme since April 2014, and the one that schools had before (Becta, 2009).
    static let scheme = ["OFFICIAL", "OFFICIAL-SENSITIVE", "UNCLASSIFIED", "PROTECT", "RESTRICTED", "CONFIDENTIAL"]
    /// What pupil data is unless somebody says otherwise.
    static let standard = "OFFICIAL-SENSITIVE"

    static func parse(_ text: String) throws -> String {
        guard let label = scheme.first(where: { $0 == text.uppercased() }) else {
            throw ValidationError("--label takes one of \(scheme.joined(separator: ", "))")
        }
        return label
    }
}
