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
            // Who still has a folder of it open finds nothing there that could be written.
            try? Mounting.makeReadOnly(mount.place)
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

    /// Where it is mounted, or what lies upon it: an unlocked LUKS volume or a logical volume has a number of its own, and btrfs one that is no device's.
    private static func places(of device: BlockDevice) -> [Path] {
        guard let table = try? MountTable() else { return [] }
        let stack = stack(upon: device.syspath, depth: 8)
        let numbers = Set([device.number] + stack.map(\.number))
        let nodes = Set([device.node].compactMap(\.self) + stack.flatMap { ["/dev/\($0.name)", $0.alias].compactMap(\.self) })
        return table.mounts.filter { numbers.contains($0.device) || $0.device.major == 0 && nodes.contains($0.source) }.map(\.place)
    }

    private struct Volume {
        let number: DeviceNumber
        let name: String
        /// The device mapper's name for it.
        let alias: String?
    }

    /// Volumes that the kernel has made of it, and of those, by sysfs.
    private static func stack(upon syspath: String, depth: Int) -> [Volume] {
        let holders = Path(syspath).appending("holders")
        guard depth > 0, let folder = try? Descriptor.open(holders, [.read, .directory]), let names = try? folder.directoryEntries() else {
            return []
        }
        return names.flatMap { name -> [Volume] in
            let volume = Path("/sys/class/block").appending(name)
            guard let number = line(volume.appending("dev")).flatMap({ DeviceNumber($0) }) else { return [] }
            let alias = line(volume.appending("dm").appending("name")).map { "/dev/mapper/\($0)" }
            return [Volume(number: number, name: String(decoding: name, as: UTF8.self), alias: alias)] + stack(upon: volume.display, depth: depth - 1)
        }
    }

    private static func line(_ file: Path) -> String? {
        guard let file = try? Descriptor.open(file, .read), let bytes = try? file.bytes(count: 256, at: 0) else { return nil }
        return String(decoding: bytes.prefix { $0 != 0x0a }, as: UTF8.self)
    }

    /// `--shut`: after the guard ended, however that was.
    static func shut(_ options: DaemonOptions) {
        clearStale(options.mounts)
        guard let monitor = try? DeviceMonitor(), let events = try? monitor.present() else { return Log.error("cannot list devices") }
        for case .device(_, let device, _) in events where device.isGuarded && device.hasMedium { setReadOnly(device) }
    }
}
