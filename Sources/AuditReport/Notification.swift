extension Incident {
    /// Somebody who may have to be told.
    public struct Notification: Encodable, Equatable, Sendable {
        public enum Party: String, Codable, CaseIterable, Sendable {
            /// Article 38(1): involved properly and in a timely manner.
            case dataProtectionOfficer = "data_protection_officer"
            /// Keeping children safe in education: whoever leads on safeguarding.
            case safeguardingLead = "safeguarding_lead"
            /// The Information Commissioner: article 33(1).
            case commissioner
            /// Pupils, parents and staff: article 34(1).
            case peopleConcerned = "people_concerned"
            /// Whoever else is controller of what is on the medium: article 33(2), or article 26.
            case otherControllers = "other_controllers"
            /// The local authority of a maintained school, the trust of an academy: by their own rules.
            case authorityOrTrust = "authority_or_trust"
            /// If the medium was stolen.
            case police
        }

        public enum Need: String, Codable, CaseIterable, Sendable {
            case yes
            /// Unless whoever decides finds that the exception holds.
            case likely
            /// The audit cannot say.
            case decide
            case no
        }

        public let party: Party
        public let need: Need
        /// Nil for "without undue delay".
        public let by: Moment?

        static func all(_ risk: Risk, _ data: PersonalData, deadline: Moment) -> [Notification] {
            Party.allCases.map { party in
                Notification(party: party, need: need(party, risk, data), by: party == .commissioner ? deadline : nil)
            }
        }

        private static func need(_ party: Party, _ risk: Risk, _ data: PersonalData) -> Need {
            switch party {
            case .dataProtectionOfficer: .yes
            case .safeguardingLead: data.includesSafeguarding ? .yes : .decide
            case .commissioner:
                switch risk {
                case .high, .likely: .likely
                case .cannotBeExcluded: .decide
                case .unlikely: .no
                }
            case .peopleConcerned:
                switch risk {
                case .high: .likely
                case .likely, .cannotBeExcluded: .decide
                case .unlikely: .no
                }
            case .otherControllers, .authorityOrTrust, .police: .decide
            }
        }
    }

    /// What keeps it from getting worse.
    public enum Containment: String, Codable, CaseIterable, Sendable {
        case lockAway = "lock_away"
        case doNotOpen = "do_not_open"
        case doNotErase = "do_not_erase"
        case noteWhoHadIt = "note_who_had_it"
        case findOwner = "find_owner"
        case findCopies = "find_copies"
        case changePasswords = "change_passwords"
    }
}
