import MediaGuard
import Synchronization
import SystemFiles

/// A stick's file system as we hold it. It is gone, but for what has a place and for who has a file open, once it is released.
final class OpenedStick: Sendable {
    let access: Access
    /// Where people see it.
    let place: Path?
    /// Whether it should have been writable, and the medium refuses.
    let isWriteProtected: Bool

    private let mount: Mutex<DetachedMount?>
    private let fuse: Mutex<FuseDevice?>

    /// - Parameter fuse: for the gate to serve.
    init(_ access: Access, mount: consuming DetachedMount, place: Path?, fuse: FuseDevice?, isWriteProtected: Bool) {
        (self.access, self.place, self.isWriteProtected) = (access, place, isWriteProtected)
        self.mount = Mutex(mount)
        self.fuse = Mutex(fuse)
    }

    /// Once. Nobody else must keep it: without the gate, the mount is to be dead.
    func takeFuse() -> FuseDevice? {
        fuse.withLock { fuse in
            defer { fuse = nil }
            return fuse
        }
    }

    /// Nobody can mount the medium in another way as long as this holds it.
    func release() {
        _ = takeFuse()
        mount.withLock { $0 = nil }
    }

    /// Takes it out of sight and lets it go, on a thread of its own: the last of a file system waits until its medium has taken what is kept for it, or says that
    /// it is gone. As a rule this is done when it returns, and what is plugged in next gets the same place.
    func vanish() {
        let work: @Sendable () -> Void = { [self] in
            if let place { MountPlace.clear(place) }
            release()
        }
        if !DetachedThread.run(waiting: Int64(Broker.killTime), work) { work() }
    }

    /// Lends the root folder of what can be written.
    func withRoot<Result>(_ body: (borrowing Descriptor) throws -> Result) throws -> Result {
        try mount.withLock { mount in
            switch mount {
            case .some(let mount): return try body(mount.root)
            case .none: throw Self.released
            }
        }
    }

    /// Lends a mount for the scan, through which nothing can be written.
    func withSurveyRoot<Result>(_ body: (borrowing DetachedMount) throws -> Result) throws -> Result {
        try mount.withLock { mount in
            switch mount {
            case .some(let mount): return try body(try mount.readOnlyCopy())
            case .none: throw Self.released
            }
        }
    }

    func makeReadOnly() throws(FileError) {
        try mount.withLock { mount throws(FileError) in
            switch mount {
            case .some(let mount): try mount.makeReadOnly()
            case .none: break
            }
        }
    }

    func syncFileSystem() { try? withRoot { try $0.syncFileSystem() } }

    private static let released = FileError(.open, Path("stick"), code: 9)
}

/// An open `/dev/fuse` on its way to the gate.
final class FuseDevice: Sendable {
    let descriptor: Descriptor
    init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }
}
