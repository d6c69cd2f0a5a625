import AuditReport
import FileVerdicts
import ProtectedData

extension Grade {
    var word: String {
        switch self {
        case .urgent: "Urgent"
        case .high: "High"
        case .medium: "Medium"
        case .low: "Low"
        }
    }
}

extension ProtectedData.Category {
    var words: String {
        switch self {
        case .pupilIdentity: "who pupils are"
        case .sen: "special educational needs"
        case .medical: "health"
        case .safeguarding: "safeguarding"
        case .attainment: "attainment"
        case .behaviourAndAttendance: "behaviour and attendance"
        case .familyAndContact: "family and contact details"
        case .staff: "staff"
        }
    }
}

extension AuditedFile.State {
    var words: String {
        switch self {
        case .live: "there"
        case .deleted: "deleted, still readable"
        case .orphan: "deleted with its folder, still readable"
        case .carved: "remains in free space"
        }
    }
}

extension PeopleCount {
    /// `31 children`, `about 40 children (28 to 57)`, `28 to 57 children`.
    func words(_ one: String, _ many: String, estimate: Int? = nil) -> String {
        if atLeast == atMost { return counted(atLeast, one, many) }
        if let estimate { return "about \(counted(estimate, one, many)) (\(grouped(atLeast)) to \(grouped(atMost)))" }
        return "\(grouped(atLeast)) to \(grouped(atMost)) \(many)"
    }

    func children(estimate: Int? = nil) -> String { words("child", "children", estimate: estimate) }
}

extension AuditedMedium {
    /// `this stick`.
    var noun: String {
        switch kind {
        case .device: device?.bus == "usb" ? "memory stick" : "device"
        case .image: "image"
        case .folder: "folder"
        }
    }
}

extension MediumUse.Use {
    var words: String {
        switch self {
        case .protected: "Unencrypted records"
        case .unread: "Could not be read"
        case .notExamined: "Could not be examined"
        case .encrypted: "Encrypted"
        case .clean: "Harmless files"
        case .structure: "Its own lists of files"
        case .free: "Free"
        }
    }
}

extension Confidence.Level {
    var words: String {
        switch self {
        case .full: "Everything that can be read was read."
        case .partial: "Some of it could not be read. What was found stands; there may be more."
        case .low: "Much of it could not be read. That something was not found means little."
        }
    }
}

extension Confidence.Gap {
    var words: String {
        let what =
            switch kind {
            case .readErrors: "The medium gave errors in some places; what is there is not known."
            case .filesNotExamined: "Files whose contents could not be read whole; the table below says why."
            case .deletedOverwritten: "Deleted files of which other files have taken the place: they cannot be had back."
            case .deletedNotKept: "This file system does not keep where deleted files were. Some may be in free space, in pieces."
            case .folderOnly: "A folder was looked at, not the medium: deleted files cannot be seen."
            case .encryptedVolume: "A volume is encrypted as a whole; what is in it cannot be seen without its key."
            case .randomArea: "Large areas look random: they are encrypted, or hold what is random."
            case .unknownFileSystem: "The file system is not known here, so nothing on it was read."
            case .damagedFileSystem: "The file system is damaged or contradicts itself; not all files could be found."
            case .freeSpaceNotSearched: "Free space was not searched for remains of files, or not whole."
            case .limitReached: "A limit of time, memory or number was reached before the end."
            case .interrupted: "The audit was interrupted."
            }
        let measures = [
            volume.map { "volume \(grouped($0))" }, files.map { counted($0, "file") }, bytes.map(byteCount),
        ].compactMap { $0 }
        return what + (measures.isEmpty ? "" : " (\(measures.joined(separator: ", ")))")
    }
}

extension OwnerHint.Source {
    var words: String {
        switch self {
        case .vault: "A vault on it says that it belongs to"
        case .volumeLabel: "It is labelled"
        case .device: "The device calls itself"
        }
    }
}

extension AuditedMedium.Evidence.Proof {
    var words: String {
        switch self {
        case .readOnlyDevice: "The device was set to refuse writes."
        case .kernelCounters: "The kernel counted no write to it."
        case .sameDigest: "Both digests are the same."
        case .openedReadOnly: "It was opened for reading only."
        }
    }
}
