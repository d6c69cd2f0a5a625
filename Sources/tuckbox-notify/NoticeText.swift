import GuardControl

/// A notice in words for teachers.
struct NoticeText: Equatable {
    let summary: String
    let body: String
    var isUrgent = false

    /// Something that helps, and where it is about.
    struct Action: Equatable {
        let label: String
        let place: String
    }

    static func refused(_ file: Message.RefusedFile, _ path: String) -> NoticeText {
        NoticeText(summary: "Not saved on the stick", body: "\(path): \(reason(file)). What was there under that name is as it was.")
    }

    /// Only where a vault would be let through.
    static func savingAction(_ reason: String, _ place: String?) -> Action? {
        guard let place, ["protected", "not_examined", "not_a_vault", "encrypted_by_others", "encrypted_or_random"].contains(reason) else {
            return nil
        }
        return Action(label: "Save as a vault…", place: place)
    }

    static func saved(_ path: String) -> NoticeText {
        NoticeText(summary: "Saved as a vault instead", body: "\(path) is on the stick, encrypted; your school's recovery key opens it.")
    }

    static func notWritten(_ error: Int32) -> NoticeText {
        NoticeText(summary: "Not saved on the stick", body: error == 28 ? "The stick is full." : "The stick did not take it; it may be failing.")
    }

    /// Nil for what nobody has to be told.
    static func stick(_ stick: Message.StickState) -> NoticeText? {
        switch stick.reason {
        case "being_scanned":
            stick.place.map { NoticeText(summary: "Your stick is ready", body: "It is at \($0). What is on it is being looked at meanwhile.") }
        case "protected_data":
            NoticeText(
                summary: "Unencrypted pupil data on your stick",
                body: "Nothing more can be written to it."
                    + (stick.access == "read_only"
                        ? " You can still read it: put what you need into a vault, then ask who looks after your computer." : ""),
                isUrgent: true)
        case "encrypted_by_others", "no_file_system", "unsupported_file_system", "mount_failed":
            NoticeText(summary: "This stick cannot be used here", body: "\(why(stick.reason)). Ask who looks after your computer.")
        case "scan_unfinished": NoticeText(summary: "Your stick can only be read", body: "It could not be looked at to the end.")
        case "gate_failed": NoticeText(summary: "Your stick was shut", body: "Something went wrong; unplug it and plug it in again.", isUrgent: true)
        case "denied": NoticeText(summary: "Your stick was shut", body: "An administrator denied it.")
        default: nil
        }
    }

    private static func why(_ reason: String) -> String {
        switch reason {
        case "encrypted_by_others": "It was encrypted by another program, so nobody knows what is on it"
        case "no_file_system": "There is nothing on it that is known; it may have to be formatted"
        case "unsupported_file_system": "Its file system is one that is not mounted here"
        default: "It could not be mounted; it may be damaged"
        }
    }

    private static func reason(_ file: Message.RefusedFile) -> String {
        switch file.reason {
        case "protected":
            file.people > 0
                ? "it holds data of \(file.people) \(file.people == 1 ? "person" : "people") and is not encrypted"
                : "it holds protected data and is not encrypted"
        case "damaged_vault": "it begins like a vault and is not a whole one"
        case "vault_without_recovery_key": "your school's recovery key could not open this vault"
        case "encrypted_by_others", "encrypted_or_random": "it is encrypted by another program, so nobody knows what is in it"
        case "not_examined": "it could not be looked at to the end"
        case "not_a_vault": "only vaults may be written to sticks here"
        case "read_only": "the stick can only be read"
        default: "it may not be written there"
        }
    }
}
