internal import YAMLText

/// What memory sticks may be used for.
extension PolicyReader {
    private enum GuardKey: String, CaseIterable {
        case cleanSticks = "clean_sticks"
        case blockedSticks = "blocked_sticks"
        case encryptedSticks = "encrypted_sticks"
        case unfinishedScans = "unfinished_scans"
        case accepts
        case alsoAccepts = "also_accepts"
        case vaultsNeedRecoveryKey = "vaults_need_recovery_key"
        case automaticWrap = "automatic_wrap"
        case scanMinutes = "scan_minutes"
        case administratorGroups = "administrator_groups"
        case devices
    }
    private enum DeviceKey: String, CaseIterable { case device, mode }
    private enum Answer: String, CaseIterable { case `true`, `false` }

    /// - Parameter hasRecoveryKeys: whether the policy names a recovery key that vaults could be wrapped for.
    mutating func guardRules(_ node: YAMLNode, hasRecoveryKeys: Bool) -> GuardRules {
        var rules = GuardRules()
        let fields = keys(of: node, GuardKey.self)
        if let node = fields[.cleanSticks] { rules.cleanSticks = choice(node, GuardRules.Use.self) ?? rules.cleanSticks }
        if let node = fields[.blockedSticks] { rules.blockedSticks = choice(node, GuardRules.BlockedUse.self) ?? rules.blockedSticks }
        if let node = fields[.encryptedSticks] { rules.encryptedSticks = choice(node, GuardRules.Use.self) ?? rules.encryptedSticks }
        if let node = fields[.unfinishedScans] { rules.unfinishedScans = choice(node, GuardRules.Use.self) ?? rules.unfinishedScans }
        if let node = fields[.accepts] { rules.accepts = choice(node, GuardRules.Accepted.self) ?? rules.accepts }
        if let node = fields[.alsoAccepts] { rules.alsoAccepts = list(node).compactMap { choice($0, GuardRules.Unexamined.self) } }
        for (key, field) in [(GuardKey.vaultsNeedRecoveryKey, \GuardRules.vaultsNeedRecoveryKey), (.automaticWrap, \.automaticWrap)] {
            guard let node = fields[key], let answer = choice(node, Answer.self) else { continue }
            rules[keyPath: field] = answer == .true
            if answer == .true, !hasRecoveryKeys {
                note(node, "there is no recovery key that this could be about", hint: "name one under 'recovery_keys:'")
            }
        }
        if let node = fields[.scanMinutes] { rules.scanMinutes = minutes(node) }
        if let node = fields[.administratorGroups] { rules.administratorGroups = list(node).compactMap { text($0) } }
        if let node = fields[.devices] { rules.devices = devices(node) }
        return rules
    }

    private mutating func minutes(_ node: YAMLNode) -> Int {
        let allowed = GuardRules.scanMinutesAllowed
        guard let text = text(node) else { return allowed.lowerBound }
        if let number = Int(text), allowed.contains(number) { return number }
        note(node, "'\(text.prefix(64))' is not a number of minutes from \(allowed.lowerBound) to \(allowed.upperBound)")
        return allowed.lowerBound
    }

    private mutating func devices(_ node: YAMLNode) -> [ListedDevice] {
        let nodes = list(node)
        if nodes.count > GuardRules.maximumDevices { note(node, "at most \(GuardRules.maximumDevices) devices can be listed") }
        var seen: Set<String> = []
        return nodes.prefix(GuardRules.maximumDevices).compactMap { node in
            guard let device = device(node) else { return nil }
            if !seen.insert(device.identity).inserted { note(node, "this device stands here twice") }
            return device
        }
    }

    private mutating func device(_ node: YAMLNode) -> ListedDevice? {
        let fields = keys(of: node, DeviceKey.self)
        guard let name = fields[.device], let modeNode = fields[.mode] else {
            if case .mapping = node.content {
                note(node, "it takes a device and a mode", hint: "write '- {device: \"0781:5567:4C530001234\", mode: read_only}'")
            }
            return nil
        }
        guard let identity = text(name), let mode = choice(modeNode, ListedDevice.Mode.self) else { return nil }
        guard identity.utf8.count <= 512, identity.utf8.allSatisfy({ (0x21...0x7e).contains($0) }), identity.utf8.contains(0x3a),
            !identity.hasPrefix("path:")
        else {
            note(name, "this is no device's identity", hint: "'tuckbox guard status' shows the one of a stick that is plugged in")
            return nil
        }
        let device = ListedDevice(identity: Self.withLowerCaseNumbers(identity), mode: mode)
        if device.isModel, mode == .unjudged {
            note(name, "a whole model cannot go unjudged: anybody can buy one", hint: "list single devices, with their serial numbers")
        }
        return device
    }

    /// USB's numbers are hexadecimal, and people copy them from where they are in capitals. The serial number stays as it is.
    private static func withLowerCaseNumbers(_ identity: String) -> String {
        let parts = identity.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else { return identity }
        return "\(parts[0].lowercased()):\(parts[1].lowercased()):\(parts[2])"
    }
}
