import CryptoCore
import GateMessages
import GuardControl
import MediaGuard
import Policy
import SystemFiles

/// The program that serves one stick's files.
final class GateWorker {
    private let process: ChildProcess
    private let channel: Channel
    private var splitter = LineSplitter(limit: MessageLine.limit)
    private(set) var isReady = false
    private let orders: Orders

    /// - Parameters:
    ///   - stick: with its mount and the device that the kernel asks by.
    ///   - owner: whose the files are to be; nil: as the file system has it.
    init(_ stick: OpenedStick, owner: UInt32?, as account: Account, policy: PolicySource, fileSystem: MediumContent) throws {
        guard let program = DaemonOptions.program("tuckbox-gate") else { throw FileError(.open, Path("tuckbox-gate"), code: 2) }
        var words = ["--mount-fd", "3", "--folder-fd", "4", "--broker-fd", "5"]
        if let owner { words += ["--owner", "\(owner):\(Account.group(of: owner) ?? owner)"] }
        orders = Orders(policy)
        words += orders.words
        (process, channel) = try Self.start(
            Self.without(rights: fileSystem, account) + [String(decoding: program.bytes, as: UTF8.self)] + words, stick)
    }

    private static let setpriv = Path("/usr/bin/setpriv")

    /// What the worker may not do any more. Where files have owners, it alone may pass over them: the kernel asks it for users whom it has checked.
    private static func without(rights fileSystem: MediumContent, _ account: Account) -> [String] {
        var words = ["--reuid", String(account.user), "--regid", String(account.group), "--clear-groups", "--no-new-privs"]
        if case .fileSystem(let kind) = fileSystem, kind.hasOwners {
            let rights = ["chown", "dac_override", "fowner"]
            words += ["--inh-caps", (["-all"] + rights.map { "+\($0)" }).joined(separator: ",")]
            words += ["--ambient-caps", (["-all"] + rights.map { "+\($0)" }).joined(separator: ",")]
            words += ["--bounding-set", (["-all"] + rights.map { "+\($0)" }).joined(separator: ",")]
        } else {
            words += ["--inh-caps", "-all", "--ambient-caps", "-all", "--bounding-set", "-all"]
        }
        return words + ["--"]
    }

    /// What the policy has told it. It reads the policy's file itself for recovery keys, once.
    private struct Orders: Equatable {
        let words: [String]
        let file: Hash256?

        init(_ policy: PolicySource) {
            words = policy.sticks.map { GateWorker.words($0, policy) } ?? []
            file = words.contains("--policy") ? policy.digest : nil
        }
    }

    /// Whether it does what the policy says by now.
    func obeys(_ policy: PolicySource) -> Bool { orders == Orders(policy) }

    private static func words(_ rules: GuardRules, _ policy: PolicySource) -> [String] {
        var words: [String] = []
        if rules.accepts == .vaults { words.append("--vaults-only") }
        for kind in rules.alsoAccepts { words += ["--allow", kind.rawValue.replacing("_", with: "-")] }
        if rules.automaticWrap { words.append("--auto-wrap") }
        if rules.automaticWrap || rules.vaultsNeedRecoveryKey { words += ["--policy", String(decoding: policy.path.bytes, as: UTF8.self)] }
        return words
    }

    /// Apart, so that our copy of its end of the socket is closed, and its death is the end of ours.
    private static func start(_ words: [String], _ stick: OpenedStick) throws -> (ChildProcess, Channel) {
        guard let fuse = stick.takeFuse() else { throw FileError(.open, Path("/dev/fuse"), code: 9) }
        let (ours, theirs) = try Channel.sockets()
        let null = try Descriptor.open(Path("/dev/null"), .readWrite)
        let nothing = null.numberForPrograms
        let process = try stick.withRoot { root in
            try ChildProcess(
                setpriv, words, descriptors: [nothing, nothing, 2, fuse.descriptor.numberForPrograms, root.numberForPrograms, theirs.number],
                leadingGroup: true)
        }
        withExtendedLifetime(theirs) {}
        return (process, ours)
    }

    var number: Int32 { channel.number }

    /// What it said; nil: it is dead, or says what no gate says. Call it when there is something to read.
    func read() -> [GateMessage]? {
        guard let bytes = try? channel.receive(16384), !bytes.isEmpty, let lines = try? splitter.take(bytes) else { return nil }
        var messages: [GateMessage] = []
        for line in lines {
            guard let message = MessageLine(line).flatMap({ GateMessage($0) }) else { return nil }
            if message == .ready { isReady = true }
            messages.append(message)
        }
        return messages
    }

    func send(_ message: BrokerMessage) { try? channel.send(message.line.bytes) }

    /// Waits for its word that everything is on the medium, or its end.
    func waitUntilFinished(until limit: MonotonicTime) {
        while channel.waitForInput(until: limit) {
            guard let messages = read() else { return }
            for case .finished in messages { return }
        }
    }

    /// - Returns: how it had ended, if it had; nil if it hangs.
    @discardableResult func kill() -> ChildProcess.Ending? { process.kill(within: Broker.killTime) }
}
