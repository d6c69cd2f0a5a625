public import SystemFiles

/// A target that can be written to now.
public struct Connection {
    public let target: BackupTarget
    /// Name of the stick that is plugged in, of those that take turns.
    public let stick: String?
    public let place: any BackupPlace
    /// For the record; nil of what is not on this computer.
    public let medium: MediumIdentity?

    /// - Parameter state: which stick is due.
    /// - Parameter making: whether a folder on a stick is made if it is not there.
    public init(_ target: BackupTarget, _ state: BackupState, making: Bool = false) throws {
        self.target = target
        switch target.place {
        case .folder(let path, let demand):
            let folder = Path(path)
            try Self.require(demand, of: folder)
            stick = nil
            place = try FolderPlace(folder)
            medium = try? MediumIdentity(of: folder)
        case .remote(let remote, let configuration):
            (stick, medium) = (nil, nil)
            place = RemotePlace(remote, configuration: configuration, isNew: state.shelf(target.name, nil) == nil)
        case .sticks(let sticks, let folder):
            let turns = state.turns(of: sticks, in: target.name)
            for candidate in turns {
                guard let top = try Self.top(of: candidate) else { continue }
                let path = try Self.folder(folder, in: top, making: making)
                stick = candidate.name
                place = try FolderPlace(path, following: folder.isEmpty)
                medium = try? MediumIdentity(of: path)
                return
            }
            throw BackupError.noStick(due: turns.first?.name ?? "", others: turns.dropFirst().map(\.name))
        }
    }

    private static func require(_ demand: BackupTarget.MountDemand, of folder: Path) throws {
        switch demand {
        case .nothing: return
        case .anything:
            if try FileStatus.of(folder).device == FileStatus.of(Path("/")).device { throw BackupError.notMounted(folder) }
        case .at(let path):
            _ = isThere(folder)
            let place = try Path(path).resolved()
            let held = (try? folder.resolved()) ?? place
            guard try MountTable().mount(holding: held)?.place == place else { throw BackupError.notMounted(Path(path)) }
        }
    }

    /// Where the stick is mounted; nil if it is not.
    private static func top(of stick: Stick) throws -> Path? {
        if let point = stick.mountPoint.map({ Path($0) }), isThere(point), try NamedMedium.holds(point, stick.identity) { return point }
        return try NamedMedium.places(of: stick.identity).first { (try? FileStatus.of($0).kind) == .directory }
    }

    /// Opening it, not looking at it, has an automounter mount what belongs there.
    private static func isThere(_ point: Path) -> Bool {
        guard let folder = try? Descriptor.open(point, [.read, .directory]) else { return false }
        return (try? folder.status()) != nil
    }

    /// The folder on the stick. A link there could lead anywhere: the stick may be somebody else's by now.
    private static func folder(_ folder: String, in top: Path, making: Bool) throws -> Path {
        var path = top
        for part in folder.split(separator: "/") {
            let parent = try Descriptor.open(path, [.read, .directory, .noFollow])
            if making { try parent.makeDirectoryIfMissing(Path(String(part))) }
            path = path.appending(String(part))
        }
        return path
    }
}
