import DeviceWatch
import GateMessages
import GuardControl
import MediaGuard
import Policy
import SystemFiles

/// From what is known of a stick to what is done with it.
extension Broker {
    /// How often a scan is tried that cannot begin.
    private static let mostStarts = 2

    func lookAtAll() { for stick in sticks.values { look(stick) } }

    /// Decides anew, and does what is to be done for it to be so.
    func look(_ stick: Stick) {
        stick.facts.now = bootTime() / 1000
        stick.decision = MediaGuard.decide(stick.facts, policy.sticks)
        let wantsSurvey = MediaGuard.needsSurvey(stick.facts, policy.sticks) && stick.survey == nil
        if wantsSurvey, stick.intent == nil, !announce(stick) { return look(stick) }
        if !wantsSurvey, stick.decision.reason != .beingScanned, !record(stick) { return look(stick) }
        tell(stick)
        guard !stick.isWorking, stick.finishing == nil else { return }
        guard let opened = stick.opened else {
            // What is in use is tried again when its time comes, and not at every look.
            if stick.retry == nil, stick.decision.access.isMounted || wantsSurvey { open(stick) }
            return
        }
        let wanted = stick.decision.access
        if stick.held == wanted || !stick.held.isMounted && !wanted.isMounted {
            if wanted == .gate, stick.retry == nil, let worker = stick.worker, !worker.obeys(policy) {
                Log.note("\(stick.name): the policy has changed, and its gate begins anew")
                return finish(stick)
            }
            if stick.isHalfFrozen, stick.retry == nil, wanted == .readOnly { return freeze(stick, opened) }
            if wantsSurvey { startSurvey(stick, opened) }
            // Only the scan held it.
            if !wanted.isMounted, stick.survey == nil, !wantsSurvey { close(stick) }
        } else if wanted == .readOnly, opened.access == .gate {
            freeze(stick, opened)
        } else if stick.retry == nil || !wanted.isMounted {
            finish(stick)
        }
    }

    // MARK: the record

    /// False: it could not be recorded, and that changes the decision.
    private func announce(_ stick: Stick) -> Bool {
        do {
            stick.intent = try recorder.begin(stick, policy)
            return true
        } catch { return cannotRecord(stick, error) }
    }

    private func record(_ stick: Stick) -> Bool {
        guard stick.recorded != stick.decision, stick.facts.fault != .recordUnavailable else { return true }
        // What nobody may write to anyway, an administrator's wish excepted, waits for no record.
        do {
            try recorder.decided(stick, policy)
            stick.recorded = stick.decision
            return true
        } catch { return cannotRecord(stick, error) }
    }

    private func cannotRecord(_ stick: Stick, _ error: any Error) -> Bool {
        Log.error("\(stick.name): no record can be made of it: \(Log.words(error))")
        stick.recorded = stick.decision
        if policy.whole.trail == .bestEffort || stick.facts.fault != nil {
            stick.intent = stick.intent ?? 0
            return true
        }
        stick.facts.fault = .recordUnavailable
        return false
    }

    func recordRefusals(_ stick: Stick) {
        guard stick.refusals.files > 0 else { return }
        do { try recorder.refused(stick, stick.refusals, policy) } catch {
            Log.error("\(stick.name): no record can be made of refused files: \(Log.words(error))")
        }
        stick.refusals = RefusalTally()
    }

    // MARK: mounting

    private func open(_ stick: Stick) {
        guard let node = stick.node, case .fileSystem(let fileSystem) = stick.facts.content else { return }
        stick.user = Seat.user(options.seat)
        let opening = Opening(
            node: node, disk: parent(of: stick), fileSystem: fileSystem, access: stick.decision.access, mounts: options.mounts,
            name: stick.device.fileSystem?.label ?? stick.device.model ?? "stick", user: stick.user, worker: account)
        stick.isWorking = true
        background.run(stick.insertion) { opening.run() }
    }

    /// Ends it politely: the gate first puts what was reported written on the medium.
    func finish(_ stick: Stick) {
        stick.survey?.kill()
        stick.survey = nil
        guard let worker = stick.worker else { return close(stick) }
        worker.send(.finish)
        let isShut = !stick.decision.access.isMounted
        // Nobody reaches it any more, while the gate puts on it what was reported written.
        if isShut, let place = stick.opened?.place { MountPlace.clear(place) }
        stick.finishing = bootTime() + (isShut ? Self.lastFinishTime : Self.finishTime)
    }

    /// Unmounts it, at once if it is to be shut.
    func close(_ stick: Stick) {
        stick.finishing = nil
        guard let opened = stick.opened, let node = stick.node else { return }
        stick.killPrograms()
        let isPolite = stick.ejecting.isEmpty && stick.decision.access.isMounted && opened.access == .readOnly
        let closing = Closing(stick: opened, node: node, disk: disk(of: stick), isPolite: isPolite)
        stick.isWorking = true
        background.run(stick.insertion) { closing.run() }
    }

    private func freeze(_ stick: Stick, _ opened: OpenedStick) {
        guard let node = stick.node else { return }
        stick.worker?.send(.readOnly)
        (stick.isFrozen, stick.isHalfFrozen) = (true, false)
        tell(stick)
        let freezing = Freezing(stick: opened, node: node, disk: disk(of: stick))
        stick.isWorking = true
        background.run(stick.insertion) { freezing.run() }
    }

    /// The disk that a partition is on.
    func parent(of stick: Stick) -> Path? {
        guard let name = stick.diskPath?.split(separator: "/").last else { return nil }
        return Path("/dev/\(name)")
    }

    /// The same, unless another partition of it is written to.
    func disk(of stick: Stick) -> Path? {
        let isShared = sticks.values.contains { $0 !== stick && $0.diskPath == stick.diskPath && $0.held.isWritable }
        return isShared ? nil : parent(of: stick)
    }

    // MARK: results

    func take(_ result: Background.Result) {
        guard let stick = sticks.values.first(where: { $0.insertion == result.insertion }) else {
            // It was unplugged meanwhile.
            if case .opened(let opened) = result.outcome { opened.vanish() }
            return
        }
        stick.isWorking = false
        switch result.outcome {
        case .opened(let opened): took(stick, opened)
        case .failed(let error):
            Log.warn("\(stick.name) cannot be mounted: \(Log.words(error))")
            stick.facts.fault = .mountFailed
        case .busy: stick.retry = bootTime() + Self.retryTime
        case .unmounted(isBusy: true): answerEjecting(stick, .failed(Message.Failed(.inUse)))
        case .unmounted(isBusy: false):
            // The gate ends by itself, once everything that was reported written is on the medium.
            if stick.worker == nil { return close(stick) }
            stick.finishing = bootTime() + Self.finishTime
        case .closed(isBusy: true): stick.retry = bootTime() + Self.retryTime
        case .closed(isBusy: false):
            (stick.opened, stick.isFrozen, stick.isHalfFrozen) = (nil, false, false)
            if !stick.ejecting.isEmpty { stick.facts.fault = .ejected }
            answerEjecting(stick, .done)
        case .frozen(let isBusy):
            stick.isHalfFrozen = isBusy
            if isBusy { stick.retry = bootTime() + Self.retryTime }
        }
        look(stick)
    }

    private func took(_ stick: Stick, _ opened: OpenedStick) {
        stick.opened = opened
        if opened.isWriteProtected { stick.facts.isWriteProtected = true }
        if opened.access == .gate, !startGate(stick, opened) { return }
    }

    private func startGate(_ stick: Stick, _ opened: OpenedStick) -> Bool {
        do {
            stick.worker = try GateWorker(opened, owner: stick.user, as: account, policy: policy, fileSystem: stick.facts.content)
            return true
        } catch {
            Log.error("\(stick.name): the gate cannot be started: \(Log.words(error))")
            stick.facts.fault = .gateFailed
            return false
        }
    }

    private func answerEjecting(_ stick: Stick, _ message: Message) {
        for client in stick.ejecting { client.send(message) }
        stick.ejecting = []
    }

    // MARK: scans

    private func startSurvey(_ stick: Stick, _ opened: OpenedStick) {
        guard sticks.values.count(where: { $0.survey != nil }) < Self.mostSurveys else { return }
        do {
            let minutes = policy.sticks?.scanMinutes ?? 1
            if opened.access.isWritable { try lift(stick) }
            stick.survey = try opened.withSurveyRoot { try SurveyProcess($0, as: account, minutes: minutes) }
        } catch {
            Log.error("\(stick.name) cannot be scanned: \(Log.words(error))")
            end(stick, SurveyResult(counts: SurveyCounts(), end: .failed))
        }
    }

    /// When the kernel reads a disk's table anew, its partitions come anew, and the rules shut them; but what is mounted to be written is mounted a second
    /// time, for the scan, only while it may be written.
    private func lift(_ stick: Stick) throws {
        for node in [parent(of: stick), stick.node].compactMap(\.self) { try BlockNode(node).setReadOnly(false) }
    }

    func hearSurvey(of stick: Stick) {
        switch stick.survey?.read() {
        case .ended(let result): end(stick, result)
        case .counts(let result):
            // Protected data is enough: nobody waits for the rest to be counted before nothing more is written.
            if result.counts.protected > 0, stick.facts.survey == nil {
                stick.facts.survey = result
                let decision = MediaGuard.decide(stick.facts, policy.sticks)
                stick.facts.survey = nil
                if !decision.access.isWritable, stick.worker != nil, !stick.isFrozen { stick.worker?.send(.readOnly) }
            }
        case .nothing, nil: break
        }
    }

    func end(_ stick: Stick, _ result: SurveyResult) {
        stick.survey?.kill()
        stick.survey = nil
        if result.end == .failed, result.counts.files == 0, stick.failedStarts < Self.mostStarts {
            // A computer that is busy while it starts up.
            stick.failedStarts += 1
            stick.retry = bootTime() + Self.retryTime
            return
        }
        stick.facts.survey = result
        let counts = result.counts
        Log.note(
            "\(stick.name) was scanned (\(result.end)): \(counts.files) files, \(counts.vaults) vaults, \(counts.protected) protected, \(counts.encrypted) encrypted by others, \(counts.notExamined + counts.resisted) not examined"
        )
        // A free place for the next one.
        lookAtAll()
    }
}
