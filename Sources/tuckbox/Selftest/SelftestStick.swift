import SystemFiles

/// A stick that is a file: a loop device of which udev is told that it hangs on USB.
final class SelftestStick {
    static let serial = "TUCKBOX-SELFTEST"
    static let identity = "0000:0000:\(serial)"
    private static let size: UInt64 = 16 << 20
    private static let rule = Path("/run/udev/rules.d/89-tuckbox-selftest.rules")

    private let folder: Path
    let image: Path
    private(set) var device: Path?

    /// An empty one that is not plugged in yet.
    init() throws {
        let parent = Path("/run")
        let name = Path(bytes: AtomicOutput.temporaryName())
        try Descriptor.open(parent, [.read, .directory]).makeDirectory(name)
        folder = parent.appending(name.bytes)
        image = folder.appending("stick")
        do {
            try Descriptor.open(image, [.write, .createNew]).truncate(to: Self.size)
            try Tool.run("/usr/sbin/mkfs.ext4", ["-q", "-F", "-L", "tuckbox-selftest", Tool.argument(image)])
        } catch {
            AtomicOutput.discardTree(name.bytes, in: try Descriptor.open(parent, [.read, .directory]))
            throw error
        }
    }

    func plug() throws {
        let free = try Tool.run("/usr/sbin/losetup", ["-f"]).split(separator: "\n").first.map(String.init) ?? ""
        guard let name = free.split(separator: "/").last, name.hasPrefix("loop") else {
            throw Failure(.failed, message: "there is no free loop device")
        }
        // It is put in once: the floor shuts again whatever says that its medium was changed.
        let run = String(decoding: folder.lastComponent, as: UTF8.self)
        let rule = """
            SUBSYSTEM=="block", KERNEL=="\(name)", ENV{ID_BUS}="usb", ENV{ID_VENDOR_ID}="0000", ENV{ID_MODEL_ID}="0000", \
            ENV{ID_SERIAL_SHORT}="\(Self.serial)", ENV{ID_VENDOR}="Tuckbox", ENV{ID_MODEL}="Selftest"
            SUBSYSTEM=="block", KERNEL=="\(name)", IMPORT{db}="TUCKBOX_SELFTEST"
            SUBSYSTEM=="block", KERNEL=="\(name)", ACTION=="change", ENV{TUCKBOX_SELFTEST}!="\(run)", ENV{DISK_MEDIA_CHANGE}="1"
            SUBSYSTEM=="block", KERNEL=="\(name)", ACTION=="change", ENV{TUCKBOX_SELFTEST}="\(run)"

            """
        try? Descriptor.open(Path("/run/udev"), [.read, .directory]).makeDirectory(Path("rules.d"), permissions: 0o755)
        try Descriptor.open(Self.rule, [.write, .create], permissions: 0o644).write(Array(rule.utf8))
        try Tool.run("/usr/bin/udevadm", ["control", "--reload"])
        try Tool.run("/usr/sbin/losetup", [free, Tool.argument(image)])
        device = Path(free)
    }

    /// Whether these bytes stand anywhere on it.
    func contains(_ bytes: [UInt8]) throws -> Bool {
        let file = try Descriptor.open(image, .read)
        let content = try file.bytes(count: Int(Self.size), at: 0)
        return content.span.contains(bytes)
    }

    /// Leaves nothing behind.
    func remove() {
        try? AtomicOutput.remove(Self.rule)
        if let device {
            // The flag would be there for whatever has the device next.
            _ = try? Tool.run("/usr/sbin/losetup", ["-d", Tool.argument(device)])
            try? BlockNode(device).setReadOnly(false)
        }
        _ = try? Tool.run("/usr/bin/udevadm", ["control", "--reload"])
        if let parent = try? Descriptor.open(folder.parent, [.read, .directory]) { AtomicOutput.discardTree(folder.lastComponent, in: parent) }
    }
}

/// Programs of the system, by their places, with nothing of our environment.
enum Tool {
    @discardableResult static func run(_ program: String, _ arguments: [String]) throws -> String {
        let (process, output) = try start(program, arguments)
        var text: [UInt8] = []
        while text.count < 1 << 16, case let more = try output.read(4096), !more.isEmpty { text += more }
        guard process.wait() == .exited(0) else { throw Failure(.failed, message: "\(program) failed", hint: "run it by hand to see why") }
        return String(decoding: text, as: UTF8.self)
    }

    /// Apart, so that our copy of the end that it writes to is closed.
    private static func start(_ program: String, _ arguments: [String]) throws -> (ChildProcess, Channel) {
        let (reading, writing) = try Channel.pipe()
        let null = try Descriptor.open(Path("/dev/null"), .readWrite)
        let process = try withExtendedLifetime(writing) {
            try ChildProcess(
                Path(program), arguments, environment: ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8"],
                descriptors: [null.numberForPrograms, writing.number, null.numberForPrograms], leadingGroup: false)
        }
        return (process, reading)
    }

    static func argument(_ path: Path) -> String { String(decoding: path.bytes, as: UTF8.self) }
}
