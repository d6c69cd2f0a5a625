import ArgumentParser
import AuditTrail
import SystemFiles

/// Which trail an action is recorded in: the user's own, unless another is named.
struct TrailOption: ParsableArguments {
    @Option(help: ArgumentHelp("Where the record is, that 'tuckbox log' shows.", valueName: "folder"))
    var trail: String?

    /// For reading.
    func folder() throws -> Path { try trail.map { Path(argument: $0) } ?? TrailFolder.ofUser() }

    /// For writing: where a policy holds, only root can have the record elsewhere.
    func writable() throws -> Trail {
        if let trail, !CurrentUser.isRoot, try PolicyFile.inPlace() != nil {
            throw Failure(
                .refusedByPolicy,
                message: "\(quoted(PolicyFile.system)) holds on this computer; only root can keep the record in \(quoted(Path(argument: trail)))",
                hint: "leave out --trail")
        }
        return Trail(try folder(), version: Release.version)
    }
}
