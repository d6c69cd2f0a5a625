import ArgumentParser
import CryptoCore
import GateMessages
internal import Glibc
import SandboxedScan
import SystemFiles
import WriteGate

/// `tuckbox-gate`: serves one stick. The broker starts it, without rights of its own, with the stick's root folder, an open `/dev/fuse` that it has
/// mounted and a socket: `tuckbox-gate --folder-fd 3 --mount-fd 4 --broker-fd 5 …`. For tests it also runs alone: `tuckbox-gate --folder REAL --mount POINT`.
/// The messages over the socket are `GateMessage` and `BrokerMessage`. When the broker is gone, so is the gate: the mount answers "not connected".
@main struct Gatekeeper: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tuckbox-gate", abstract: "Serves one memory stick: what is written to it is judged before it gets there.")

    @Option(help: ArgumentHelp("The real folder.", valueName: "folder"))
    var folder: String?
    @Option(help: ArgumentHelp("The same, open.", valueName: "number"))
    var folderFd: Int32?
    @Option(help: ArgumentHelp("Where to mount.", valueName: "folder"))
    var mount: String?
    @Option(help: ArgumentHelp("An open /dev/fuse that was mounted already.", valueName: "number"))
    var mountFd: Int32?
    @Option(help: ArgumentHelp("Mount options, separated by commas, besides those that are always there.", valueName: "options"))
    var mountOptions: String?
    @Option(help: ArgumentHelp("A stream socket to the broker.", valueName: "number"))
    var brokerFd: Int32?
    @Flag(help: "Nothing is written.")
    var readOnly = false
    @Option(help: ArgumentHelp("Show everything as belonging to this user and group.", valueName: "uid:gid"))
    var owner: String?
    @OptionGroup var rules: JudgeOptions
    @OptionGroup var staging: StagingOptions

    func validate() throws {
        guard (folder == nil) != (folderFd == nil), (mount == nil) != (mountFd == nil) else {
            throw ValidationError("one of --folder and --folder-fd, and one of --mount and --mount-fd are needed")
        }
        if owner != nil, ownerNumbers == nil { throw ValidationError("--owner is two numbers, such as 1000:1000") }
    }

    static func main() {
        ProcessStart.harden()
        ProcessStart.allowManyFiles()
        startLibrary()
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            Wording.exit(with: error)
        }
    }

    func run() throws {
        var options = Gate.Options()
        (options.isReadOnly, options.owner, options.staging) = (readOnly, ownerNumbers, staging.limits)
        let root = try folderFd.map { Descriptor.inherited($0, name: "stick") } ?? Descriptor.open(Path(folder ?? "."), [.read, .directory])
        let broker = brokerFd.map { BrokerChannel(Descriptor.inherited($0, name: "broker")) }
        let (judge, rescuer) = try rules.make()
        let gate = try Gate(over: root, options, judge: judge, rescuer: rescuer) { message in
            if let broker { broker.send(message) } else { Wording.note(message) }
        }
        let session = try GateSession(gate, at: mount ?? "/dev/fd/\(mountFd ?? -1)", options: mountFd == nil ? ownMountOptions : "")
        broker?.listen(gate, session)
        broker?.send(.ready)
        guard session.serve() else { throw ExitCode(1) }
    }

    private var ownMountOptions: String {
        ["fsname=tuckbox-gate", "subtype=tuckbox", "default_permissions", "nosuid", "nodev", mountOptions].compactMap(\.self).joined(separator: ",")
    }

    private var ownerNumbers: (user: UInt32, group: UInt32)? {
        guard let parts = owner?.split(separator: ":", omittingEmptySubsequences: false), parts.count == 2, let user = UInt32(parts[0]),
            let group = UInt32(parts[1])
        else { return nil }
        return (user, group)
    }
}
