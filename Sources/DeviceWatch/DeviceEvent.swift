/// Something that happened to a disk or a partition.
public enum DeviceEvent: Equatable, Sendable {
    public enum Action: String, Equatable, Sendable {
        /// It was there already.
        case present
        case add
        /// Its medium, its contents or what is known of it changed.
        case change
        /// It is gone. What is said of it is what was known before.
        case remove
        /// Anything else that the kernel says of devices: offline, move…
        case other
    }

    /// - Parameter sequence: the kernel's number for the event; 0 for `present`.
    case device(Action, BlockDevice, sequence: UInt64)
    /// More happened than the system could keep for us: call `DeviceMonitor.present` to hear what there is now.
    case overrun
}
