internal import Policy
internal import YAMLText

/// Where backups go.
extension JobReader {
    private enum TargetKey: String, CaseIterable {
        case name, folder, sticks, remote, config
        case mustBeMounted = "must_be_mounted"
    }
    private enum StickKey: String, CaseIterable {
        case name, id
        case mountPoint = "mount_point"
    }
    private enum Answer: String, CaseIterable { case `true`, `false` }

    mutating func targets(_ node: YAMLNode) -> [BackupTarget] {
        let nodes = list(node)
        if nodes.isEmpty || nodes.count > BackupJob.maximumTargets { note(node, "a job has 1 to \(BackupJob.maximumTargets) targets") }
        var targets: [BackupTarget] = []
        for node in nodes.prefix(BackupJob.maximumTargets) {
            guard let target = target(node) else { continue }
            if targets.contains(where: { $0.name == target.name }) { note(node, "two targets are called '\(target.name)'") }
            if let same = targets.first(where: { Self.isSame($0.place, target.place) }) {
                note(node, "'\(target.name)' is the same place as '\(same.name)'", hint: "two copies in one place are one")
            }
            targets.append(target)
        }
        return targets
    }

    /// Whether they are written alike; that two paths lead to one folder shows in a run.
    private static func isSame(_ a: BackupTarget.Place, _ b: BackupTarget.Place) -> Bool {
        switch (a, b) {
        case (.folder(let a, _), .folder(let b, _)): return bare(a) == bare(b)
        case (.remote(let a, let first), .remote(let b, let second)): return bare(a) == bare(b) && first == second
        default: return false
        }
    }

    private mutating func target(_ node: YAMLNode) -> BackupTarget? {
        let fields = keys(of: node, TargetKey.self)
        guard case .mapping = node.content else { return nil }
        let name = required(fields[.name], in: node, "name", hint: "what people call this target, such as 'sticks'").flatMap { self.name($0) }
        guard let place = place(fields, node), let name else { return nil }
        return BackupTarget(name: name, place: place)
    }

    private mutating func place(_ fields: [TargetKey: YAMLNode], _ node: YAMLNode) -> BackupTarget.Place? {
        func stray(_ key: TargetKey, _ of: String) {
            if let node = fields[key] { note(node, "'\(key.rawValue)' does not belong to \(of)") }
        }
        if let sticks = fields[.sticks] {
            for key in [TargetKey.remote, .config, .mustBeMounted] { stray(key, "sticks") }
            return .sticks(self.sticks(sticks), folder: fields[.folder].flatMap { folderOnStick($0) } ?? "")
        }
        if let remote = fields[.remote] {
            for key in [TargetKey.folder, .mustBeMounted] { stray(key, "a remote") }
            return self.remote(remote).map { .remote($0, configuration: fields[.config].flatMap { wholePath($0) }) }
        }
        guard let folder = fields[.folder] else {
            note(node, "it is not said where this target is", hint: "'sticks:', 'folder:' or 'remote:'")
            return nil
        }
        stray(.config, "a folder")
        guard let path = wholePath(folder) else { return nil }
        return .folder(path, mounted: fields[.mustBeMounted].map { mountDemand($0, of: path) } ?? .nothing)
    }

    /// `true`, `false`, or the place where something has to be mounted: the folder, or one above it.
    private mutating func mountDemand(_ node: YAMLNode, of folder: String) -> BackupTarget.MountDemand {
        guard case .scalar(let text) = node.content, text.hasPrefix("/") else { return choice(node, Answer.self) == .true ? .anything : .nothing }
        guard let place = wholePath(node).map(Self.bare), place == "/" || (Self.bare(folder) + "/").hasPrefix(place + "/")
        else {
            note(node, "the folder is not in '\(text.prefix(64))'", hint: "name the place where the share or disk is mounted, such as '/mnt/nas'")
            return .nothing
        }
        return .at(String(place))
    }

    private static func bare(_ path: String) -> Substring { path.last == "/" && path.count > 1 ? path.dropLast() : path[...] }

    private mutating func sticks(_ node: YAMLNode) -> [Stick] {
        let nodes = list(node)
        if nodes.isEmpty || nodes.count > BackupJob.maximumTargets { note(node, "1 to \(BackupJob.maximumTargets) sticks take turns") }
        var sticks: [Stick] = []
        for node in nodes.prefix(BackupJob.maximumTargets) {
            let fields = keys(of: node, StickKey.self)
            guard case .mapping = node.content else { continue }
            let name = required(fields[.name], in: node, "name", hint: "what is written on the stick, such as 'A'").flatMap { stickName($0) }
            let identity = required(fields[.id], in: node, "id", hint: "the UUID that 'lsblk -o NAME,UUID,SERIAL' shows, or the serial number")
                .flatMap { self.identity($0) }
            let mountPoint = fields[.mountPoint].flatMap { wholePath($0) }
            guard let name, let identity else { continue }
            if sticks.contains(where: { $0.name == name || $0.identity == identity }) { note(node, "the same stick stands here twice") }
            sticks.append(Stick(name: name, identity: identity, mountPoint: mountPoint))
        }
        return sticks
    }

    /// Printable, because people are told it.
    private mutating func stickName(_ node: YAMLNode) -> String? {
        guard let text = text(node) else { return nil }
        if text.utf8.count <= 40, text.utf8.allSatisfy({ (0x20...0x7e).contains($0) }) { return text }
        note(node, "this is not what is written on a stick", hint: "at most 40 plain letters, digits and signs")
        return nil
    }

    private mutating func identity(_ node: YAMLNode) -> String? {
        guard let text = text(node) else { return nil }
        if text.utf8.count <= 128, text.utf8.allSatisfy({ (0x21...0x7e).contains($0) && $0 != 0x2f }), text != ".", text != ".." { return text }
        note(node, "this is neither a UUID nor a serial number", hint: "'lsblk -o NAME,UUID,SERIAL' shows both")
        return nil
    }

    private mutating func folderOnStick(_ node: YAMLNode) -> String? {
        guard let text = text(node) else { return nil }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        if parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }), !text.contains("\0"), !text.contains("\n") { return text }
        note(node, "'\(text.prefix(64))' is not a folder on a stick", hint: "its path from the stick's top, without '/' at the beginning")
        return nil
    }

    /// A remote that rclone's configuration has a name for. One that is described on the spot (`:sftp,pass=…:`) could have a password in it.
    private mutating func remote(_ node: YAMLNode) -> String? {
        guard let text = text(node) else { return nil }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f }
        if parts.count == 2, let first = parts[0].utf8.first, first != 0x2d, !parts[0].contains("/"), isPlain { return text }
        note(node, "'\(text.prefix(64))' is not a remote", hint: "'NAME:PATH', where 'rclone listremotes' shows NAME")
        return nil
    }
}
