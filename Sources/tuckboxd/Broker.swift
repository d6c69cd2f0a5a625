import DeviceWatch
import GateMessages
import GuardControl
import MediaGuard
import Policy
import SystemFiles

/// The daemon: hears of sticks, has them looked at, decides, mounts, records, tells. One thread; it sleeps until something happens.
final class Broker {
    /// More are shut: nobody plugs in so many, and each costs a process.
    static let mostSticks = 64
    /// Scans at a time.
    static let mostSurveys = 2
    static let mostClients = 64
    static let mostOfOneUser = 16
    /// Milliseconds that the gate has for what it was given: a slow stick may need many minutes for what programs were told is written. When the guard itself
    /// ends, systemd's `TimeoutStopSec` is the limit; a stick that is to be shut has no more.
    static let finishTime: Int64 = 20 * 60_000
    static let lastFinishTime: Int64 = 240_000
    /// After which something that was busy is tried again.
    static let retryTime: Int64 = 2_000
    /// Milliseconds that a killed program and a stick that was unplugged are waited for. Either may hang in the kernel for as long as a medium does not answer, and others ask meanwhile.
    static let killTime: Int32 = 500

    let options: DaemonOptions
    let account: Account
    let background: Background
    let monitor: DeviceMonitor
    private let signals: SignalInbox
    private let alarm: Alarm
    private let listener: LocalListener

    var policy: PolicySource
    var recorder: Recorder
    var sticks: [String: Stick] = [:]
    var clients: [Client] = []
    /// Devices that something was heard of since they were last looked at, in order.
    private var heardOf: [(key: String, device: BlockDevice?)] = []
    private var insertions: UInt64 = 0

    init(_ options: DaemonOptions) throws {
        self.options = options
        signals = try SignalInbox()
        alarm = try Alarm()
        background = try Background()
        guard let account = Account.named(options.account) ?? Account.named("nobody") else {
            throw FileError(.status, Path(options.account), code: 2)
        }
        self.account = account
        policy = PolicySource(options.policy)
        policy.read()
        recorder = Recorder(options.trail)
        Sweep.clearStale(options.mounts)
        monitor = try DeviceMonitor()
        listener = try LocalListener(options.socket, permissions: 0o666)
    }

    func run() throws {
        Log.note("version \(Release.version) listens on '\(options.socket.display)'")
        if account.user != Account.named(options.account)?.user {
            Log.warn("there is no account '\(options.account)': programs become 'nobody' instead")
        }
        for device in try monitor.present() { hear(device) }
        lookAtWhatWasHeard()
        while try wait() {}
        shutDown()
    }

    // MARK: waiting

    /// One round. False when it is to end.
    private func wait() throws -> Bool {
        alarm.set(nextAlarm)
        var sources: [(number: Int32, forRoom: Bool)] = [
            (signals.number, false), (alarm.number, false), (background.number, false), (monitor.descriptor, false), (listener.number, false),
        ]
        let fixed = sources.count
        let clients = clients
        let workers = sticks.values.filter { $0.worker != nil }
        let surveyed = sticks.values.filter { $0.survey != nil }
        sources += clients.map { ($0.number, $0.hasToSend) }
        sources += workers.map { ($0.worker?.number ?? -1, false) }
        sources += surveyed.map { ($0.survey?.number ?? -1, false) }
        for ready in Polling.wait(sources) {
            switch ready {
            case 0: if !handleSignal() { return false }
            case 1: handleAlarm()
            case 2: background.results().forEach(take)
            case 3: try hearAll()
            case 4: accept()
            case fixed..<fixed + clients.count: serve(clients[ready - fixed])
            case ..<(fixed + clients.count + workers.count): hear(from: workers[ready - fixed - clients.count])
            default: hearSurvey(of: surveyed[ready - fixed - clients.count - workers.count])
            }
        }
        lookAtWhatWasHeard()
        self.clients.removeAll { $0.isGone }
        return true
    }

    private func handleSignal() -> Bool {
        while let signal = signals.next() {
            guard signal == .reload else { return false }
            policy.read()
            Log.note("read the policy anew: \(policy.state)")
            lookAtAll()
        }
        return true
    }

    private var nextAlarm: Int64? {
        sticks.values.flatMap { stick -> [Int64?] in
            var wishEnd: Int64?
            if case .allowed(_, let until) = stick.facts.wish { wishEnd = until * 1000 }
            return [wishEnd, stick.survey?.deadline, stick.retry, stick.finishing, stick.refusals.due]
        }.compactMap { $0 }.min()
    }

    private func handleAlarm() {
        let now = bootTime()
        alarm.set(nil)
        for stick in sticks.values {
            if case .allowed(_, let until) = stick.facts.wish, now >= until * 1000 {
                stick.facts.wish = nil
                Log.note("\(stick.name): the time of its permission is over")
                look(stick)
            }
            if let survey = stick.survey, now >= survey.deadline { end(stick, survey.giveUp()) }
            if let due = stick.refusals.due, now >= due { recordRefusals(stick) }
            if let finishing = stick.finishing, now >= finishing { close(stick) }
            if let retry = stick.retry, now >= retry {
                stick.retry = nil
                look(stick)
            }
        }
    }

    // MARK: devices

    private func hearAll() throws {
        while let event = monitor.next() {
            switch event {
            case .device(.remove, let device, _): heardOf.append((device.syspath, nil))
            case .device(_, let device, _): heardOf.append((device.syspath, device))
            case .overrun:
                // What is there now is all that counts.
                heardOf = sticks.keys.map { ($0, nil) }
                for event in try monitor.present() { hear(event) }
            }
        }
    }

    func hear(_ event: DeviceEvent) { if case .device(_, let device, _) = event { heardOf.append((device.syspath, device)) } }

    /// Of a device that came and went ten times only how it is now is looked at.
    private func lookAtWhatWasHeard() {
        guard !heardOf.isEmpty else { return }
        var last: [String: Int] = [:]
        for (index, item) in heardOf.enumerated() { last[item.key] = index }
        let heard = heardOf
        heardOf = []
        var hasCome = false
        for (index, item) in heard.enumerated() {
            // It went in between: what comes after that is another stick.
            if item.device == nil { drop(item.key) }
            guard last[item.key] == index, let device = item.device else { continue }
            hasCome = update(device) || hasCome
        }
        if hasCome { dropHolders() }
    }

    /// - Returns: whether it is new.
    private func update(_ device: BlockDevice) -> Bool {
        guard device.isGuarded, device.hasMedium, device.node != nil else {
            drop(device.syspath)
            return false
        }
        if let stick = sticks[device.syspath] {
            let isSame =
                stick.device.fileSystem == device.fileSystem && stick.device.size == device.size && stick.device.diskSequence == device.diskSequence
                && stick.device.identity == device.identity
            let isSameMedium = stick.device.diskSequence == device.diskSequence
            stick.device = device
            if isSame || stick.opened != nil && isSameMedium { return false }
            drop(device.syspath)
        }
        if isHolder(device) { return false }
        insertions += 1
        let stick = Stick(insertions, device, now: bootTime() / 1000)
        sticks[device.syspath] = stick
        let isPolicyNew = policy.read()
        // The floor has done so already; where it is not installed, this is the first to shut it.
        Sweep.setReadOnly(device)
        Sweep.takeOver(stick)
        if sticks.count > Self.mostSticks { stick.facts.fault = .tooMany }
        isPolicyNew ? lookAtAll() : look(stick)
        return true
    }

    /// Whether it is a disk that `dropHolders` has let go: what is heard of it once more must not shut its partitions.
    private func isHolder(_ device: BlockDevice) -> Bool {
        device.fileSystem == nil
            && sticks.values.contains { $0.diskPath == device.syspath && $0.device.diskSequence == device.diskSequence }
    }

    /// A disk that has partitions is no stick itself, unless it has a file system of its own as well.
    private func dropHolders() {
        for stick in sticks.values where stick.device.fileSystem == nil && sticks.values.contains(where: { $0.diskPath == stick.device.syspath }) {
            drop(stick.device.syspath)
        }
    }

    private func drop(_ key: String) {
        guard let stick = sticks.removeValue(forKey: key) else { return }
        recordRefusals(stick)
        stick.killPrograms()
        stick.opened?.vanish()
        stick.opened = nil
        for client in stick.ejecting { client.send(.done) }
        Log.note("\(stick.name) is gone")
        for client in clients where client.isListening { client.send(.gone(device: stick.name)) }
        // Others may have waited for its scan.
        lookAtAll()
    }

    // MARK: asked for

    private func accept() {
        while let connection = listener.accept() {
            guard let client = Client(connection) else { continue }
            // Nobody keeps others out, and nobody root.
            guard client.user == 0 || clients.count(where: { $0.user == client.user }) < Self.mostOfOneUser && clients.count < Self.mostClients else {
                client.send(.failed(Message.Failed(.tooMany)))
                continue
            }
            clients.append(client)
        }
    }

    private func shutDown() {
        Log.note("ends: sticks are shut")
        for stick in sticks.values {
            stick.worker?.send(.finish)
            recordRefusals(stick)
        }
        let limit = MonotonicTime.now.adding(milliseconds: Self.lastFinishTime)
        for stick in sticks.values {
            stick.worker?.waitUntilFinished(until: limit)
            stick.killPrograms()
            guard let opened = stick.opened, let node = stick.node else { continue }
            _ = Closing(stick: opened, node: node, disk: disk(of: stick), isPolite: false, patience: 5).run()
        }
        try? AtomicOutput.remove(options.socket)
    }
}
