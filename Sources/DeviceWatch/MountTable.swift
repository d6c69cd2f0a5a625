/// `/proc/self/mountinfo` (proc(5)), as far as it matters. Names in it are whatever people called their folders.
struct MountTable {
    struct Mount: Equatable {
        /// Of the file system; major number 0 if it is on no single device.
        let device: DeviceNumber
        let point: String
        let source: String
    }

    let mounts: [Mount]

    init(_ bytes: [UInt8]) { mounts = bytes.split(separator: 0x0a).compactMap(Self.mount) }

    /// The mount that `path`, absolute and without links, is on; of several at one place the last, which covers the others.
    func mount(holding path: String) -> Mount? {
        mounts.enumerated().filter { $0.element.point == "/" || path == $0.element.point || path.hasPrefix($0.element.point + "/") }
            .max { ($0.element.point.utf8.count, $0.offset) < ($1.element.point.utf8.count, $1.offset) }?.element
    }

    /// `36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue`; the fields before the hyphen vary in number.
    private static func mount(_ line: ArraySlice<UInt8>) -> Mount? {
        let fields = line.split(separator: 0x20)
        guard fields.count >= 7, let device = DeviceNumber(String(decoding: fields[2], as: UTF8.self)),
            let hyphen = fields[6...].firstIndex(of: [0x2d]), fields.count > hyphen + 2
        else { return nil }
        return Mount(device: device, point: OctalEscapes.decoded(fields[4]), source: OctalEscapes.decoded(fields[hyphen + 2]))
    }
}

/// `/proc/swaps`: a heading, then a line each.
enum SwapTable {
    static func parse(_ bytes: [UInt8]) -> [String] {
        bytes.split(separator: 0x0a).dropFirst().compactMap { $0.split(separator: 0x20).first.map { OctalEscapes.decoded($0) } }
    }
}

/// The kernel writes blanks, tabs, newlines and backslashes in names as `\040`.
private enum OctalEscapes {
    static func decoded(_ field: ArraySlice<UInt8>) -> String {
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
        return String(decoding: bytes, as: UTF8.self)
    }
}
