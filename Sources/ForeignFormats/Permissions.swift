public import Sandbox

extension Sandbox.Permissions {
    /// What readers need: their programs with libraries and tables, and no file of anybody.
    public static func forReaders(_ readers: Readers) -> Sandbox.Permissions {
        var permissions = Sandbox.Permissions()
        permissions.readableFolders = ["/usr", "/lib", "/lib64"]
        permissions.readableFiles = ["/etc/ld.so.cache", "/dev/null"]
        // Every program is started by the loader.
        permissions.programs = readers.programs + ["/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1"]
        return permissions
    }
}
