import ExpertWitness
internal import Glibc
import Sandbox
import SystemFiles

/// `tuckbox-media expand FORM N`: expands an image of N pieces to standard output, within the sandbox. The first piece is standard input, the others have
/// descriptors from 3 on.
enum Expander {
    static func run(_ form: String, pieces: Int) -> Never {
        if form == "encase" { runEncase(pieces) }
        become(form)
    }

    /// No file, no program.
    private static func runEncase(_ pieces: Int) -> Never {
        var permissions = Sandbox.Permissions()
        permissions.memory = 256 << 20
        permissions.fileSize = 0
        permissions.processorTime = 24 * 3600
        do {
            ProcessStart.harden()
            _ = try Sandbox.enter(permissions)
            let image = ExpertWitnessImage()
            for piece in 0..<pieces { try image.add(Descriptor.inherited(piece == 0 ? 0 : Int32(piece + 2), name: "piece \(piece + 1)")) }
            let output = Descriptor.inherited(1, name: "standard output")
            try image.expand { try output.write($0) }
            exit(0)
        } catch {
            exit(1)
        }
    }

    /// Becomes the program for a form.
    private static func become(_ form: String) -> Never {
        let places = ["/usr/bin/", "/bin/"].map { $0 + form }
        guard ["gzip", "zstd"].contains(form), let program = places.first(where: { unsafe access($0, X_OK) == 0 }) else { exit(1) }
        var permissions = Sandbox.Permissions()
        permissions.readableFolders = ["/usr", "/lib", "/lib64"]
        permissions.readableFiles = ["/etc/ld.so.cache"]
        // Every program is started by the loader.
        permissions.programs = [program, "/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1"]
        permissions.memory = 512 << 20
        permissions.fileSize = 0
        permissions.processorTime = 24 * 3600
        do { _ = try Sandbox.enter(permissions) } catch { exit(1) }
        var arguments: [UnsafeMutablePointer<CChar>?] = unsafe [strdup(program), strdup("-dcq"), nil]
        var environment: [UnsafeMutablePointer<CChar>?] = unsafe [nil]
        _ = unsafe execve(program, &arguments, &environment)
        exit(1)
    }
}
