internal import CUdev

/// libudev's view of one device. Everything that is read from it is copied.
@safe struct UdevDevice: ~Copyable {
    /// Longest text that is kept, bytes of UTF-8: more than a USB string descriptor (126 characters) or a volume's label can have.
    static let longestText = 512

    private let handle: OpaquePointer
    private let isOwned: Bool

    /// - Parameter handle: a reference that is given away.
    init(owning handle: OpaquePointer) { unsafe (self.handle, isOwned) = (handle, true) }

    /// - Parameter handle: lives as long as the child that has it.
    private init(lent handle: OpaquePointer) { unsafe (self.handle, isOwned) = (handle, false) }

    deinit { if isOwned { _ = unsafe udev_device_unref(handle) } }

    var syspath: String { unsafe Self.text(udev_device_get_syspath(handle)) ?? "" }
    var node: String? { unsafe Self.text(udev_device_get_devnode(handle)) }
    var type: String? { unsafe Self.text(udev_device_get_devtype(handle)) }
    var action: String? { unsafe Self.text(udev_device_get_action(handle)) }
    var sequence: UInt64 { unsafe udev_device_get_seqnum(handle) }
    var number: UInt { unsafe UInt(udev_device_get_devnum(handle)) }
    /// Whether udev's rules have been applied to it.
    var isInitialized: Bool { unsafe udev_device_get_is_initialized(handle) > 0 }

    func property(_ name: String) -> String? { unsafe Self.text(udev_device_get_property_value(handle, name)) }
    func attribute(_ name: String) -> String? { unsafe Self.text(udev_device_get_sysattr_value(handle, name)) }

    /// Lends the device above it to `body`; nil if there is none.
    func withParent<Result>(_ body: (borrowing UdevDevice) -> Result) -> Result? {
        guard let parent = unsafe udev_device_get_parent(handle) else { return nil }
        return unsafe body(UdevDevice(lent: parent))
    }

    /// Lends the nearest device above it of that subsystem and type.
    func withAncestor<Result>(_ subsystem: String, type: String? = nil, _ body: (borrowing UdevDevice) -> Result) -> Result? {
        guard let ancestor = unsafe udev_device_get_parent_with_subsystem_devtype(handle, subsystem, type) else { return nil }
        return unsafe body(UdevDevice(lent: ancestor))
    }

    /// Of bounded length; malformed UTF-8 is replaced. Nothing for an empty text.
    private static func text(_ pointer: UnsafePointer<CChar>?) -> String? {
        guard let pointer = unsafe pointer, unsafe pointer.pointee != 0 else { return nil }
        var bytes: [UInt8] = []
        while bytes.count < longestText, case let byte = unsafe pointer[bytes.count], byte != 0 { bytes.append(UInt8(bitPattern: byte)) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
