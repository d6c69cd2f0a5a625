/// What somebody reads who finds a vault and opens it in a text viewer. At most 1,000 bytes of printable ASCII.
enum Notice {
    static func text(label: String) -> String {
        """

        This file is a vault: a locked box for files. What is inside cannot be read
        without its passphrase or its key. It was made with tuckbox.

        Label: \(label)

        If it is yours: open it with   tuckbox unwrap FILE

        If you found it: please hand in the stick or computer that it is on at the
        nearest school office or police station, and say that it holds a vault.

        """
    }
}
