import DeviceWatch
import GuardControl
import MediaGuard
import Policy
import SystemFiles

/// What is asked for, by whom.
extension Broker {
    func serve(_ client: Client) {
        client.flush()
        for request in client.read() {
            guard let request else {
                client.send(.failed(Message.Failed(.badRequest)))
                continue
            }
            do throws(Message.Failed) {
                try serve(request, client)
            } catch { client.send(.failed(error)) }
        }
    }

    private func serve(_ request: Request, _ client: Client) throws(Message.Failed) {
        switch request.request {
        case .status: answerStatus(client)
        case .listen:
            client.isListening = true
            answerStatus(client)
        case .allow:
            let stick = try stick(request)
            try requireAdministrator(client)
            try allow(stick, seconds: request.seconds ?? 1, writing: request.readWrite ?? false, client)
        case .deny:
            let stick = try stick(request)
            try requireAdministrator(client)
            try record(stick, "guard deny", client, seconds: nil, writing: false)
            stick.facts.wish = .denied
            Log.note("\(stick.name) is denied by user \(client.user)")
            look(stick)
            client.send(.done)
        case .eject:
            let stick = try stick(request)
            if stick.user != client.user || stick.opened?.place == nil { try requireAdministrator(client) }
            try eject(stick, client)
        }
    }

    private func requireAdministrator(_ client: Client) throws(Message.Failed) {
        guard isAdministrator(client) else { throw Message.Failed(.notPermitted) }
    }

    private func stick(_ request: Request) throws(Message.Failed) -> Stick {
        let wanted = request.device ?? ""
        let found = sticks.values.filter { stick in
            let names = [
                stick.name, stick.device.node ?? "", stick.device.identity.text, stick.device.usb?.serial ?? "", parent(of: stick)?.display ?? "",
            ]
            return names.contains(wanted) || parent(of: stick).map { String(decoding: $0.lastComponent, as: UTF8.self) } == wanted
        }
        guard let first = found.first, !wanted.isEmpty else { throw Message.Failed(.noSuchDevice) }
        // A stick of several partitions: the one that can be mounted, if it is the only one.
        guard found.count > 1 else { return first }
        let mountable = found.filter { if case .fileSystem = $0.facts.content { true } else { false } }
        guard mountable.count == 1 else { throw Message.Failed(.ambiguousDevice) }
        return mountable[0]
    }

    private func allow(_ stick: Stick, seconds: Int, writing: Bool, _ client: Client) throws(Message.Failed) {
        guard case .fileSystem = stick.facts.content, ![.ejected, .mountFailed].contains(stick.facts.fault) else { throw Message.Failed(.impossible) }
        try record(stick, "guard allow", client, seconds: seconds, writing: writing)
        if stick.facts.fault == .gateFailed { stick.facts.fault = nil }
        stick.facts.wish = .allowed(writing: writing, until: bootTime() / 1000 + Int64(seconds))
        // What is on it afterwards nobody has looked at.
        if writing { (stick.facts.survey, stick.intent) = (nil, nil) }
        Log.note("\(stick.name) is allowed for \(seconds) s (\(writing ? "writing" : "reading")) by user \(client.user)")
        look(stick)
        client.send(.done)
    }

    private func record(_ stick: Stick, _ verb: String, _ client: Client, seconds: Int?, writing: Bool) throws(Message.Failed) {
        do { try recorder.wished(stick, verb, by: client.user, seconds: seconds, writing: writing, policy) } catch {
            Log.error("\(stick.name): no record can be made of what is wanted: \(Log.words(error))")
            if policy.whole.trail != .bestEffort { throw Message.Failed(.notRecorded) }
        }
    }

    private func eject(_ stick: Stick, _ client: Client) throws(Message.Failed) {
        guard let opened = stick.opened, let place = opened.place else {
            // Nothing of it is in use.
            stick.facts.fault = .ejected
            look(stick)
            return client.send(.done)
        }
        guard !stick.isWorking, stick.finishing == nil else { throw Message.Failed(.inUse) }
        stick.survey?.kill()
        stick.survey = nil
        stick.ejecting.append(client)
        stick.isWorking = true
        background.run(stick.insertion) {
            do throws(FileError) {
                try Mounting.unmount(place, lazily: false)
                return .unmounted(isBusy: false)
            } catch { return .unmounted(isBusy: error.isBusy) }
        }
    }
}
