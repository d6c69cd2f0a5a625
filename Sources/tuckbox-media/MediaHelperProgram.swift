import Carving
import FileSystemWalk
internal import Glibc
import MediaRead
import Sandbox
import SystemFiles

/// `tuckbox-media`: reads file systems in a sandbox for the program that started it with a socket as descriptor 3,
/// or expands images. People do not run it.
@main struct MediaHelperProgram {
    static func main() {
        if CommandLine.arguments.count == 4, CommandLine.arguments[1] == "expand" {
            Expander.run(CommandLine.arguments[2], pieces: max(1, min(Int(CommandLine.arguments[3]) ?? 1, 1000)))
        }
        guard Descriptor.isOpen(3) else {
            try? Descriptor.inherited(2, name: "standard error").write(Array("tuckbox-media: error: this is started by tuckbox, not by hand\n".utf8))
            exit(64)
        }
        ProcessStart.harden()
        let channel = MediaChannel(Channel(Descriptor.inherited(3, name: "socket")))
        do {
            let strength = try Sandbox.enter(permissions)
            try channel.send(MediaReport.ready(landlockVersion: UInt8(clamping: strength.landlockVersion), changedUser: strength.changedUser))
            try MediaService(channel).run()
        } catch {
            // The parent sees that we are gone, and says so.
            exit(1)
        }
    }

    /// No file, no program; memory for the bitmaps of the largest media that there are.
    private static var permissions: Sandbox.Permissions {
        var permissions = Sandbox.Permissions()
        permissions.memory = 320 << 20
        permissions.fileSize = 0
        permissions.processorTime = 24 * 3600
        return permissions
    }
}
