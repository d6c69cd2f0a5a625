internal import CUdev
internal import Glibc

/// Hears of disks and partitions from udev, after its rules have been applied to them. Costs nothing while nothing happens.
///
/// Begin with `present`; then wait until `descriptor` can be read and call `next` until it has nothing more. What is there and what happens meanwhile fit
/// together: every device is told of as `present` or `add` first, once, and as `remove` when it has gone, also if messages were lost in between.
@safe public final class DeviceMonitor {
    /// Bytes of messages that the kernel keeps for us: some 7,000.
    private static let receiveBuffer: Int32 = 1 << 24

    /// More messages than wait at one time; a storm must not keep us for ever.
    private static let messagesAtOnce = 100_000

    private let udev: OpaquePointer
    private let monitor: OpaquePointer
    /// What has been told of and not yet gone, by syspath.
    private var known: [String: BlockDevice] = [:]

    /// Starts listening.
    public init() throws(DeviceError) {
        guard let udev = unsafe udev_new() else { throw .notListening(code: errno) }
        guard let monitor = unsafe udev_monitor_new_from_netlink(udev, "udev") else {
            let code = errno
            _ = unsafe udev_unref(udev)
            throw .notListening(code: code)
        }
        unsafe (self.udev, self.monitor) = (udev, monitor)
        // Larger than the system allows to ordinary users; they get as much as there is.
        _ = unsafe udev_monitor_set_receive_buffer_size(monitor, Self.receiveBuffer)
        let filtered = unsafe udev_monitor_filter_add_match_subsystem_devtype(monitor, "block", nil)
        let listening = filtered < 0 ? filtered : unsafe udev_monitor_enable_receiving(monitor)
        guard listening >= 0 else { throw .notListening(code: -listening) }
    }

    deinit {
        _ = unsafe udev_monitor_unref(monitor)
        _ = unsafe udev_unref(udev)
    }

    /// To wait on: can be read when `next` has something. Not to be closed or read.
    public var descriptor: Int32 { unsafe udev_monitor_get_fd(monitor) }

    /// Whether anything will be heard of.
    public var isUdevRunning: Bool {
        guard let queue = unsafe udev_queue_new(udev) else { return false }
        defer { _ = unsafe udev_queue_unref(queue) }
        return unsafe udev_queue_get_udev_is_active(queue) > 0
    }

    /// What is there now: `remove` for every device that was told of and is not there any more, or is another, then `present` for each that is, then what
    /// happened meanwhile; the last is `overrun` if that was too much. Devices that udev has not finished with are left out, because their `add` comes,
    /// unless udev is not running.
    public func present() throws(DeviceError) -> [DeviceEvent] {
        // What waits is older than the list will be. After an overrun it would mislead: of what came and went it may have the coming only.
        for _ in 0..<Self.messagesAtOnce {
            if case .nothing = receive() { break }
        }
        let devices = try list()
        let now = Dictionary(devices.map { ($0.syspath, $0) }) { $1 }
        // Partitions before their disks.
        let gone = known.values.filter { old in now[old.syspath].map { !$0.isSameInsertion(as: old) } ?? true }.sorted { $0.syspath > $1.syspath }
        known = now
        var events: [DeviceEvent] = gone.map { .device(.remove, $0, sequence: 0) } + devices.map { .device(.present, $0, sequence: 0) }
        // This came while the list was made, and may be in it or not.
        for _ in 0..<Self.messagesAtOnce {
            guard let event = next(afterList: true) else { break }
            events.append(event)
            if event == .overrun { break }
        }
        return events
    }

    /// The next thing that happened; nil if nothing has. Does not wait.
    public func next() -> DeviceEvent? { next(afterList: false) }

    private func next(afterList: Bool) -> DeviceEvent? {
        while true {
            switch receive() {
            case .message(let device): if let event = event(device, afterList: afterList) { return event }
            case .nothing: return nil
            case .lost: return .overrun
            }
        }
    }

    private enum Received: ~Copyable {
        case message(UdevDevice)
        case nothing
        /// The kernel dropped messages (ENOBUFS), or one made no sense.
        case lost
    }

    private func receive() -> Received {
        while true {
            errno = 0
            if let handle = unsafe udev_monitor_receive_device(monitor) { return unsafe .message(UdevDevice(owning: handle)) }
            switch errno {
            case EINTR: continue
            case EAGAIN: return .nothing
            default: return .lost
            }
        }
    }

    /// What to tell of a message; nil for what is known.
    private func event(_ message: borrowing UdevDevice, afterList: Bool) -> DeviceEvent? {
        let action = message.action.map { DeviceEvent.Action(rawValue: $0) ?? .other } ?? .other
        let device = BlockDevice(message, systemDisks: SystemDisks())
        let old = known[device.syspath]
        if action == .remove {
            // One from before the list, of what was in the same port then.
            if let old, let past = device.diskSequence, let present = old.diskSequence, past < present { return nil }
            guard let old = known.removeValue(forKey: device.syspath) else { return nil }
            return .device(.remove, old, sequence: message.sequence)
        }
        if afterList, action == .add, old == device { return nil }
        known[device.syspath] = device
        let told: DeviceEvent.Action = old == nil ? .add : action == .other ? .other : .change
        return .device(told, device, sequence: message.sequence)
    }

    private func list() throws(DeviceError) -> [BlockDevice] {
        guard let enumeration = unsafe udev_enumerate_new(udev) else { throw .notListed(code: errno) }
        defer { _ = unsafe udev_enumerate_unref(enumeration) }
        let matched = unsafe udev_enumerate_add_match_subsystem(enumeration, "block")
        let scanned = matched < 0 ? matched : unsafe udev_enumerate_scan_devices(enumeration)
        guard scanned >= 0 else { throw .notListed(code: -scanned) }
        let systemDisks = SystemDisks()
        let takesAll = !isUdevRunning
        var devices: [BlockDevice] = []
        var entry = unsafe udev_enumerate_get_list_entry(enumeration)
        while let current = unsafe entry {
            // One that has gone meanwhile cannot be opened.
            if let path = unsafe udev_list_entry_get_name(current), let handle = unsafe udev_device_new_from_syspath(udev, path) {
                let device = unsafe UdevDevice(owning: handle)
                if takesAll || device.isInitialized { devices.append(BlockDevice(device, systemDisks: systemDisks)) }
            }
            unsafe entry = udev_list_entry_get_next(current)
        }
        return devices
    }
}

extension BlockDevice {
    /// Whether it is the same device, still plugged in, and not another that came to the same place.
    fileprivate func isSameInsertion(as other: BlockDevice) -> Bool {
        number == other.number && diskSequence == other.diskSequence && identity == other.identity
    }
}
