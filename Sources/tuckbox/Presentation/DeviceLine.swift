import DeviceWatch
import SystemFiles

/// A device's event as a line for people.
enum DeviceLine {
    static func text(_ event: DeviceEvent, at time: Int64) -> String {
        let clock = timestamp(time).replacing("T", with: " ")
        switch event {
        case .overrun: return "\(clock)  too much happened at once; this is what there is now:"
        case .device(let action, let device, _):
            let columns = [clock, padded(word(action), 7), padded(device.node.map(shown) ?? "?", 11), facts(device).joined(separator: ", ")]
            return columns.joined(separator: "  ")
        }
    }

    private static func word(_ action: DeviceEvent.Action) -> String {
        switch action {
        case .present: "there"
        case .add: "came"
        case .change, .other: "changed"
        case .remove: "gone"
        }
    }

    private static func facts(_ device: BlockDevice) -> [String] {
        var facts = [kind(device)]
        facts.append(device.hasMedium ? byteCount(device.size) : "empty")
        if let type = device.fileSystem?.type { facts.append(shown(type)) }
        if device.isReadOnly { facts.append("read-only") }
        if device.isSystemDisk { facts.append("the computer runs from it") }
        if device.isExempt { facts.append("exempt from the guard") }
        if !device.isPartition {
            let name = [device.vendor, device.model].compactMap { $0 }.joined(separator: " ")
            if !name.isEmpty { facts.append(shown(name)) }
            if device.attachment != .other { facts.append(device.identity.text) }
        }
        return facts
    }

    private static func kind(_ device: BlockDevice) -> String {
        if device.isPartition { return "partition" }
        if device.isOptical { return "optical drive" }
        return device.attachment == .memoryCard ? "memory card" : "disk"
    }

    private static func padded(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(0, width - text.count)) }

    /// What a device says of itself is as hostile as any file.
    private static func shown(_ text: String) -> String { escapedForDisplay(Array(text.utf8)) }
}
