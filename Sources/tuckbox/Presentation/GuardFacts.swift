import Policy

/// What a policy means for memory sticks, for people and for scripts.
struct GuardFacts: Encodable {
    let cleanSticks: String
    let blockedSticks: String
    let encryptedSticks: String
    let unfinishedScans: String
    let accepts: String
    let alsoAccepts: [String]
    let vaultsNeedRecoveryKey: Bool
    let automaticWrap: Bool
    let scanMinutes: Int
    let administratorGroups: [String]
    let devices: [Device]

    struct Device: Encodable {
        let device: String
        let mode: String
    }

    init(_ rules: GuardRules) {
        (cleanSticks, blockedSticks) = (rules.cleanSticks.rawValue, rules.blockedSticks.rawValue)
        (encryptedSticks, unfinishedScans) = (rules.encryptedSticks.rawValue, rules.unfinishedScans.rawValue)
        (accepts, alsoAccepts) = (rules.accepts.rawValue, rules.alsoAccepts.map(\.rawValue))
        (vaultsNeedRecoveryKey, automaticWrap) = (rules.vaultsNeedRecoveryKey, rules.automaticWrap)
        (scanMinutes, administratorGroups) = (rules.scanMinutes, rules.administratorGroups)
        devices = rules.devices.map { Device(device: $0.identity, mode: $0.mode.rawValue) }
    }

    /// For computers that have the guard.
    var lines: [String] {
        var lines = [
            "clean ones: \(Self.wording(cleanSticks))", "with protected data: \(blockedSticks == "hidden" ? "hidden" : "can be read")",
            "encrypted by others: \(Self.wording(encryptedSticks))", "not scanned to the end in \(scanMinutes) min: \(Self.wording(unfinishedScans))",
            "the gate takes \(accepts == "vaults" ? "vaults alone" : "vaults and clean files")"
                + (alsoAccepts.isEmpty ? "" : ", and \(alsoAccepts.joined(separator: ", "))".replacing("_", with: " ")),
        ]
        if vaultsNeedRecoveryKey { lines.append("only vaults that a recovery key opens") }
        if automaticWrap { lines.append("what is refused is saved as a vault instead") }
        if !devices.isEmpty { lines.append("\(counted(devices.count, "device")) listed") }
        if !administratorGroups.isEmpty { lines.append("exceptions by root and group \(administratorGroups.joined(separator: ", "))") }
        return lines
    }

    private static func wording(_ use: String) -> String {
        switch use {
        case "shut": "shut"
        case "read_only": "can be read"
        default: "written through the gate"
        }
    }
}
