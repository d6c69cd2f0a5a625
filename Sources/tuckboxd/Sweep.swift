import DeviceWatch
import MediaGuard
import SystemFiles

/// What is put in order at the start, and after a crash.
enum Sweep {
    /// Takes down what an earlier guard left mounted.
    static func clearStale(_ mounts: Path) {
        guard let table = try? MountTable() else { return }
        let below = mounts.bytes + [0x2f]
        for mount in table.mounts.reversed() where mount.place.bytes.starts(with: below) {
            Log.note("takes down '\(mount.place.display)', which an earlier guard left")
            MountPlace.clear(mount.place)
        }
        guard let folder = try? Descriptor.open(mounts, [.read, .directory, .noFollow]) else { return }
        for name in (try? folder.directoryEntries()) ?? [] { MountPlace.remove(mounts.appending(name)) }
    }

    static func setReadOnly(_ device: BlockDevice) {
        guard let node = device.node else { return }
        do { try BlockNode(Path(node)).setReadOnly(true) } catch { if !error.isMissing { Log.warn(Log.words(error)) } }
    }

    /// A stick that somebody mounted before the guard was there: the kernel's flag does not stop a mount that can be written. It is made read only, and
    /// unmounted if nobody uses it.
    static func takeOver(_ stick: Stick) {
        let places = places(of: stick.device)
        guard !places.isEmpty else { return }
        for place in places {
            do { try Mounting.makeReadOnly(place) } catch {
                Log.warn("\(stick.name) was mounted before the guard started, a program writes to it, and that cannot be stopped: unplug it")
            }
            do { try Mounting.unmount(place, lazily: false) } catch {
                Log.warn(
                    "\(stick.name) was mounted before the guard started and is in use: it stays as it is, read only, until it is plugged in again")
                stick.facts.fault = .alreadyMounted
            }
        }
    }

    private static func places(of device: BlockDevice) -> [Path] {
        guard let table = try? MountTable() else { return [] }
        return table.mounts.filter { $0.device == device.number }.map(\.place)
    }

    /// `--shut`: after the guard ended, however that was.
    static func shut(_ options: DaemonOptions) {
        clearStale(options.mounts)
        guard let monitor = try? DeviceMonitor(), let events = try? monitor.present() else { return Log.error("cannot list devices") }
        for case .device(_, let device, _) in events where device.isGuarded && device.hasMedium { setReadOnly(device) }
    }
}
