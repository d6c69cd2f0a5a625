import AuditReport

extension AuditFinding {
    /// A heading: what it is.
    var title: String {
        switch kind {
        case .sensitiveData: "Unencrypted records about safety, special educational needs or health"
        case .pupilData: "Other unencrypted records about pupils"
        case .staffData: "Unencrypted records about staff"
        case .weaklyEncrypted: "Encrypted in a way that can be broken"
        case .notExamined: "Files that could not be examined"
        case .randomLooking: "Files that look random"
        case .volumeNotExamined: "Volumes that could not be examined"
        case .encryptedVolume: "Volumes that are encrypted as a whole"
        case .encryptedFiles: "Files that other programs encrypted"
        case .vaults: "Vaults"
        case .damagedVaults: "Damaged vaults"
        }
    }

    /// What it means, in a sentence or two.
    var meaning: String {
        switch kind {
        case .sensitiveData: "Whoever has the \(files == 1 ? "file" : "files") can read this. Its loss can do lasting harm to a child."
        case .pupilData where grade == .urgent: "Whoever has the files can read this, and it is about very many children."
        case .pupilData: "Whoever has the \(files == 1 ? "file" : "files") can read this."
        case .staffData: "Whoever has the \(files == 1 ? "file" : "files") can read this."
        case .weaklyEncrypted:
            "Programs that anybody can have find the password in a short time. Count it as unencrypted unless the password is long."
        case .notExamined: "They are damaged, too large, or of a kind that is not known here. They may hold records."
        case .randomLooking: "They are encrypted by something unknown, or hold noise. Nobody can tell without whoever made them."
        case .volumeNotExamined: "What is on them is not known."
        case .encryptedVolume: "They cannot be read without the key. How good the key is cannot be seen."
        case .encryptedFiles: "They cannot be read without the password. How good the password is cannot be seen."
        case .vaults: "They are locked boxes of Tuckbox: nobody reads them without the passphrase or key."
        case .damagedVaults: "They are locked, and part of them is damaged. Their owner may not be able to open them."
        }
    }
}

extension AuditFinding.Step {
    var title: String {
        switch self {
        case .keepMediumSafe: "Lock it away"
        case .tellDataProtectionOfficer: "Tell the data protection officer today"
        case .tellSafeguardingLead: "Tell the designated safeguarding lead"
        case .startIncidentForm: "Start the incident form"
        case .findOwner: "Find out whose it is"
        case .askOwnerForKey: "Ask the owner to open it in front of you"
        case .lookByHand: "Have somebody look by hand"
        case .encryptOrErase: "When the incident is closed, encrypt what is needed and erase the rest"
        case .returnToOwner: "Give it back"
        }
    }

    var detail: String {
        switch self {
        case .keepMediumSafe: "Do not plug it in again, and do not open, copy or delete anything on it. This audit has changed nothing."
        case .tellDataProtectionOfficer:
            "Hand over this report. Whether the Information Commissioner has to be told is decided within 72 hours of when the school became aware."
        case .tellSafeguardingLead: "And, where it is about special educational needs, whoever coordinates them."
        case .startIncidentForm: "Whoever made this report can make the form from it: <code>tuckbox incident new --from AUDIT.json</code>."
        case .findOwner: "Ask who missed it before you look into it further; the hints on this page may be enough."
        case .askOwnerForKey: "Do not try passwords."
        case .lookByHand: "The table of files says which and why. Use a computer that is not on the network."
        case .encryptOrErase: "Deleting is not enough: this audit reads deleted files. <code>tuckbox wrap</code> encrypts."
        case .returnToOwner: "There is nothing on it that whoever found it could have read."
        }
    }
}
