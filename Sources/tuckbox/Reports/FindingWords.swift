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
            "Programs that anybody can have break it. Count it as unencrypted."
        case .notExamined: "They are damaged, too large, or of a kind that is not known here. They may hold records."
        case .randomLooking: "They are encrypted by something unknown, or hold rubbish. Nobody can tell without whoever made them."
        case .volumeNotExamined: "What is on them is not known."
        case .encryptedVolume: "They cannot be read without the key. How good the key is cannot be seen."
        case .encryptedFiles: "They cannot be read without the password. How good the password is cannot be seen: ask the owner."
        case .vaults: "They are files that the program Tuckbox has locked: nobody reads them without the passphrase or key."
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
        case .keepMediumSafe:
            "Nobody plugs it in, or opens, copies or deletes anything on it, unless the data protection officer says so. This audit has changed nothing."
        case .tellDataProtectionOfficer:
            """
            Hand over this report. If the Information Commissioner has to be told, that is within 72 hours of when the school became aware, weekends and holidays
            included. To learn which children it is about, have the report made with the names of files, and look at those files together.
            """
        case .tellSafeguardingLead: "And, where it is about special educational needs, whoever coordinates them."
        case .startIncidentForm: "Whoever made this report can make the form from it, with <code>tuckbox incident new --from AUDIT.json</code>."
        case .findOwner: "Ask who has lost one. Nobody needs to open it for that: the hints on this page may be enough."
        case .askOwnerForKey: "Once the data protection officer agrees. Do not try passwords."
        case .lookByHand: "Once the data protection officer agrees, at a computer that is not on the network. The table of files says which and why."
        case .encryptOrErase: "Deleting is not enough: this audit reads deleted files. <code>tuckbox wrap</code> encrypts."
        case .returnToOwner: "There is nothing on it that whoever found it could have read."
        }
    }
}
