/// What is mounted where: `/proc/self/mountinfo` (proc_pid_mountinfo(5)). Names in it are whatever people called their folders.
public struct MountTable: Sendable {
    public struct Mount: Equatable, Sendable {
        /// Of the file system; major number 0 if it is on no single device.
        public let device: DeviceNumber
        public let place: Path
        /// What was mounted; a node's path where there is one.
        public let source: String
    }

    /// In the order in which they were made.
    public let mounts: [Mount]

    /// As this process sees it now. At most 16 MiB: the mounts of a system come first.
    public init(_ table: Path = Path("/proc/self/mountinfo")) throws {
        let file = try Descriptor.open(table, .read)
        var bytes: [UInt8] = []
        while bytes.count < 1 << 24, case let more = try file.bytes(count: 1 << 16, at: UInt64(bytes.count)), !more.isEmpty { bytes += more }
        self.init(bytes)
    }

    public init(_ text: [UInt8]) { mounts = text.split(separator: 0x0a).compactMap(Self.mount) }

    /// The mount that `path`, absolute and without links, is on; of several at one place the last, which covers the others.
    public func mount(holding path: Path) -> Mount? {
        mounts.enumerated().filter { $0.element.holds(path) }.max {
            ($0.element.place.bytes.count, $0.offset) < ($1.element.place.bytes.count, $1.offset)
        }?.element
    }

    /// `36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue`; the fields before the hyphen vary in number.
    private static func mount(_ line: ArraySlice<UInt8>) -> Mount? {
        let fields = line.split(separator: 0x20)
        guard fields.count >= 7, let device = DeviceNumber(String(decoding: fields[2], as: UTF8.self)),
            let hyphen = fields[6...].firstIndex(of: [0x2d]), fields.count > hyphen + 2
        else { return nil }
        let place = OctalEscapes.decoded(fields[4])
        guard place.first == 0x2f else { return nil }
        return Mount(
            device: device, place: Path(bytes: place),
            source: String(decoding: OctalEscapes.decoded(fields[hyphen + 2]), as: UTF8.self))
    }
}

extension MountTable.Mount {
    fileprivate func holds(_ path: Path) -> Bool {
        place.bytes == [0x2f] || path == place || path.bytes.starts(with: place.bytes + [0x2f])
    }
}

/// The kernel writes blanks, tabs, newlines and backslashes in names as `\040`.
public enum OctalEscapes {
    public static func decoded(_ field: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = field
        while let byte = rest.popFirst() {
            let digits = rest.prefix(3)
            if byte == 0x5c, digits.count == 3, digits.allSatisfy({ (0x30...0x37).contains($0) }) {
                bytes.append(digits.reduce(0) { $0 &* 8 &+ ($1 - 0x30) })
                rest = rest.dropFirst(3)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }
}
