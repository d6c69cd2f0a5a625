internal import CLinux

/// A device that has blocks and that is open, as the kernel describes it.
public struct OpenBlockDevice: Equatable, Sendable {
    /// Bytes.
    public let size: UInt64
    public let sectorSize: UInt32
    /// Whether the kernel refuses to write to it, whoever asks.
    public let refusesWrites: Bool
    let major: UInt32
    let minor: UInt32

    /// Nil if that is none.
    public init?(_ descriptor: borrowing Descriptor) {
        var facts = tuckbox_block_device()
        guard unsafe tuckbox_block_device(descriptor.number, &facts) == 0 else { return nil }
        (size, sectorSize, refusesWrites) = (facts.size, facts.sector_size, facts.read_only != 0)
        (major, minor) = (tuckbox_device_major(facts.device), tuckbox_device_minor(facts.device))
    }

    private var folder: Path { Path("/sys/dev/block/\(major):\(minor)") }

    /// Sectors of 512 bytes that were ever written to or discarded from it, by the kernel's count; nil if it does not count.
    public var sectorsWritten: UInt64? {
        // Documentation/admin-guide/iostats: the seventh number, and from Linux 4.18 the fourteenth.
        let fields = Self.text(folder.appending("stat"))?.split(whereSeparator: \.isWhitespace).map(String.init) ?? []
        guard fields.count > 6, let written = UInt64(fields[6]) else { return nil }
        return written &+ (fields.count > 13 ? UInt64(fields[13]) ?? 0 : 0)
    }

    /// Whether it, or a partition of it, is mounted for writing somewhere.
    public var isMountedForWriting: Bool {
        guard let table = Self.text(Path("/proc/self/mountinfo"), limit: 1 << 20) else { return false }
        var numbers: Set<String> = ["\(major):\(minor)"]
        if let descriptor = try? Descriptor.open(folder, [.read, .directory]), let names = try? descriptor.directoryEntries() {
            for name in names { if let number = Self.text(folder.appending(name).appending("dev")) { numbers.insert(number) } }
        }
        return table.split(separator: "\n").contains { line in
            let fields = line.split(separator: " ")
            return fields.count > 5 && numbers.contains(String(fields[2])) && fields[5].split(separator: ",").contains("rw")
        }
    }

    /// What the device says of itself: harmless text, whatever it is. Nil if it says nothing.
    public func fact(_ name: Fact) -> String? {
        var places = ["device/", "../device/", ""].map { folder.appending($0 + name.rawValue) }
        if let usbFolder { places.append(usbFolder.appending(name.rawValue)) }
        for place in places {
            if let text = Self.text(place), !text.isEmpty { return escapedForDisplay(Array(text.utf8.prefix(128))) }
        }
        return nil
    }

    /// Of the USB device that it is on, some levels up: only that has a serial number.
    private var usbFolder: Path? {
        guard var place = try? folder.resolved() else { return nil }
        while place.bytes.count > 1, place != .current {
            if Self.text(place.appending("idVendor")) != nil { return place }
            place = place.parent
        }
        return nil
    }

    public enum Fact: String, Sendable { case vendor, model, serial }

    /// `usb`, `mmc`, …; nil if it is none of those that are known.
    public var bus: String? {
        guard let path = try? folder.resolved() else { return nil }
        let parts = path.bytes.split(separator: 0x2f).map { String(decoding: $0, as: UTF8.self) }
        if parts.contains(where: { $0.hasPrefix("usb") }) { return "usb" }
        if parts.contains(where: { $0.hasPrefix("mmc") }) { return "mmc" }
        if parts.contains(where: { $0.hasPrefix("nvme") }) { return "nvme" }
        if parts.contains(where: { $0.hasPrefix("ata") }) { return "ata" }
        return nil
    }

    private static func text(_ path: Path, limit: Int = 4096) -> String? {
        guard let file = try? Descriptor.open(path, .read), let bytes = try? file.bytes(count: limit, at: 0) else { return nil }
        var text = String(decoding: bytes, as: UTF8.self)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
