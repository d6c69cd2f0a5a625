import AuditReport

extension Incident.Risk {
    /// What the audit suggests.
    var words: String {
        switch self {
        case .high: "The records were not encrypted, and losing such records can do serious harm. A high risk to the people concerned is likely."
        case .likely: "The records were not encrypted. A risk to the people concerned is likely."
        case .cannotBeExcluded: "No unencrypted records were found, but not everything could be examined. A risk cannot be excluded."
        case .unlikely: "What is private on it is encrypted, as far as the audit can see. A risk is unlikely if passphrases and keys are safe."
        }
    }
}

extension Incident.Notification.Party {
    var title: String {
        switch self {
        case .dataProtectionOfficer: "Data protection officer"
        case .safeguardingLead: "Designated safeguarding lead"
        case .commissioner: "Information Commissioner (ICO)"
        case .peopleConcerned: "The people concerned: pupils, parents, staff"
        case .otherControllers: "Another school or authority whose records these are"
        case .authorityOrTrust: "Local authority or academy trust"
        case .police: "Police"
        }
    }

    /// How, and by which rule.
    var detail: String {
        switch self {
        case .dataProtectionOfficer: "At once, by telephone. UK GDPR, articles 38(1) and 39(1)."
        case .safeguardingLead:
            "At once if there are safeguarding records, or if somebody may have learnt where a child is. Keeping children safe in education."
        case .commissioner:
            """
            Unless it is unlikely that anybody is harmed. Online, or 0303 123 1113, Monday to Friday 9 to 5. What is not known yet can follow; a late report
            says why it is late. UK GDPR, article 33(1), (3) and (4).
            """
        case .peopleConcerned:
            """
            Without undue delay if the risk is high; not if the records were encrypted and the key is safe. In plain language: what happened, whom to
            ask, what may follow, what is done. UK GDPR, article 34(1) to (3).
            """
        case .otherControllers: "Without undue delay. UK GDPR, articles 33(2) and 26."
        case .authorityOrTrust: "By their own procedure for such incidents, and the insurer by the terms of the policy."
        case .police: "If it was stolen, or if a child may be in danger: 101, or 999 in an emergency. Note the crime number."
        }
    }
}

extension Incident.Notification {
    var needWords: String {
        switch need {
        case .yes: "yes"
        case .likely: "likely"
        case .decide: "to be decided"
        case .no: "not for what the audit found"
        }
    }
}

extension Incident.Containment {
    var words: String {
        switch self {
        case .lockAway: "Lock it away in an envelope, signed over the seal; note who has the key."
        case .doNotOpen: "Nobody plugs it in. If it must be looked at again, have it audited again: that changes nothing on it."
        case .doNotErase: "Do not erase or destroy it before the data protection officer says so: it is evidence."
        case .noteWhoHadIt: "Write down everybody who had it, from when to when, and whether they opened anything."
        case .findOwner: "Find out whose it is, where it was lost, and for how long anybody could have had it."
        case .findCopies: "Find out whether there are copies, and who has them; ask for them back, or for a word in writing that they are deleted."
        case .changePasswords: "If passwords, door codes or travel times were on it, change them."
        }
    }
}
