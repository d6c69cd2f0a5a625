import Policy

/// What somebody reads who finds a vault and opens it in a text viewer. At most 1,000 bytes of printable ASCII:
/// `FinderText` bounds what a policy adds.
enum Notice {
    private static let ownerLine = "It belongs to: "

    /// Whose vault it says it is.
    static func organisation(in text: String) -> String? {
        text.split(separator: "\n").first { $0.hasPrefix(ownerLine) }.map { String($0.dropFirst(ownerLine.count)) }
    }

    static func text(label: String, _ policy: Policy) -> String {
        let owner = policy.organisation.map { "\n\(ownerLine)\($0)" } ?? ""
        let request =
            policy.ifFound ?? """
                please hand in the stick or computer that it is on at the nearest
                school office or police station, and say that it holds a vault.
                """
        return """

            This file is a vault: a locked box for files. What is inside cannot be read
            without its passphrase or its key. It was made with tuckbox.

            Label: \(label)\(owner)

            If it is yours: open it with   tuckbox unwrap FILE

            If you found it:
            \(request)

            """
    }
}
