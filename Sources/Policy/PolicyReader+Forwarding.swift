internal import YAMLText

/// Where the record is sent on to.
extension PolicyReader {
    private enum TargetKey: String, CaseIterable { case journald, syslog }
    private enum SyslogKey: String, CaseIterable { case host, port, `protocol` }
    private enum Answer: String, CaseIterable { case `true`, `false` }

    mutating func forwarding(_ node: YAMLNode) -> Forwarding {
        let fields = keys(of: node, TargetKey.self)
        var forwarding = Forwarding()
        if let node = fields[.journald] { forwarding.journald = choice(node, Answer.self) == .true }
        if let node = fields[.syslog] { forwarding.syslog = syslog(node) }
        return forwarding
    }

    private mutating func syslog(_ node: YAMLNode) -> Forwarding.Syslog? {
        let fields = keys(of: node, SyslogKey.self)
        guard let hostNode = fields[.host] else {
            note(node, "it is not said which computer takes the record", hint: "add 'host:', a name or an address")
            return nil
        }
        guard let host = text(hostNode) else { return nil }
        guard host.utf8.count <= 253, host.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            note(hostNode, "this is neither a computer's name nor an address")
            return nil
        }
        let transport = fields[.protocol].map { choice($0, Forwarding.Syslog.Transport.self) ?? .tcp } ?? .tcp
        guard let portNode = fields[.port] else { return Forwarding.Syslog(host: host, port: 514, transport: transport) }
        guard let word = text(portNode) else { return nil }
        guard let port = UInt16(word), port > 0 else {
            note(portNode, "'\(word.prefix(64))' is not a port, a whole number from 1 to 65535")
            return nil
        }
        return Forwarding.Syslog(host: host, port: port, transport: transport)
    }
}
