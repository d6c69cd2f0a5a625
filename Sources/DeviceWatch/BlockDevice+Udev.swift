import SystemFiles

extension BlockDevice {
    /// Copies what udev and the kernel say of a device.
    init(_ device: borrowing UdevDevice, systemDisks: SystemDisks) {
        syspath = device.syspath
        node = device.node
        number = DeviceNumber(rawValue: UInt64(device.number))
        let isPartition = device.type == "partition"
        if isPartition {
            kind = .partition(disk: device.withAncestor("block", type: "disk") { $0.syspath })
        } else {
            kind = .disk
        }
        diskSequence = (device.property("DISKSEQ") ?? device.ofDisk(isPartition, "diskseq")).flatMap { UInt64($0) }
        let (bytes, isTooLarge) = (device.attribute("size").flatMap { UInt64($0) } ?? 0).multipliedReportingOverflow(by: 512)
        size = isTooLarge ? 0 : bytes
        isReadOnly = device.attribute("ro") == "1"
        isRemovable = device.ofDisk(isPartition, "removable") == "1"
        attachment = Self.attachment(device)
        usb = device.withAncestor("usb", type: "usb_device") { USBIdentity($0) } ?? USBIdentity(propertiesOf: device)
        vendor = device.property("ID_VENDOR") ?? device.withAncestor("usb", type: "usb_device") { $0.attribute("manufacturer") } ?? nil
        model = device.property("ID_MODEL") ?? device.withAncestor("usb", type: "usb_device") { $0.attribute("product") } ?? nil
        fileSystem = device.property("ID_FS_TYPE").map {
            FileSystem(type: $0, usage: device.property("ID_FS_USAGE"), uuid: device.property("ID_FS_UUID"), label: device.property("ID_FS_LABEL"))
        }
        isSystemDisk = systemDisks.contains(number)
        isOptical = device.property("ID_TYPE") == "cd" || device.property("ID_CDROM") == "1" || number.major == 11
        isShutByRules = device.property("TUCKBOX_GUARDED") == "1"
        isExempt = device.property("TUCKBOX_EXEMPT") == "1"
        if let usb {
            identity = DeviceIdentity(usb)
        } else if attachment == .memoryCard, let register = device.withAncestor("mmc", { $0.attribute("cid") }) ?? nil {
            identity = DeviceIdentity(cardRegister: register)
        } else {
            identity = DeviceIdentity(path: syspath)
        }
    }

    /// By where it hangs. ID_BUS is not enough: a disk behind a USB bridge may have `ata` there.
    private static func attachment(_ device: borrowing UdevDevice) -> Attachment {
        let isBelowPort = device.syspath.utf8.split(separator: 0x2f).contains { $0.starts(with: "usb".utf8) && $0.dropFirst(3).allSatisfy(isDigit) }
        if isBelowPort || device.property("ID_BUS") == "usb" || device.withAncestor("usb", { _ in true }) == true { return .usb }
        let isCard = device.withAncestor("mmc") { $0.attribute("type") == "SD" || $0.attribute("type") == "SDcombo" }
        return isCard == true ? .memoryCard : .other
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

extension UdevDevice {
    /// An attribute of the disk that this is or is a part of.
    fileprivate func ofDisk(_ isPartition: Bool, _ name: String) -> String? {
        isPartition ? withAncestor("block", type: "disk") { $0.attribute(name) } ?? nil : attribute(name)
    }
}

extension USBIdentity {
    /// - Parameter device: a `usb_device`. Nil if it does not say what it is.
    fileprivate init?(_ device: borrowing UdevDevice) {
        self.init(device.attribute("idVendor"), device.attribute("idProduct"), device.attribute("serial"))
    }

    /// From what udev recorded of a device that is on USB; it writes `_` for some characters of a serial number.
    fileprivate init?(propertiesOf device: borrowing UdevDevice) {
        guard device.property("ID_BUS") == "usb" || device.property("ID_USB_DRIVER") != nil else { return nil }
        self.init(
            device.property("ID_VENDOR_ID") ?? device.property("ID_USB_VENDOR_ID"),
            device.property("ID_MODEL_ID") ?? device.property("ID_USB_MODEL_ID"),
            device.property("ID_USB_SERIAL_SHORT") ?? device.property("ID_SERIAL_SHORT"))
    }

    private init?(_ vendor: String?, _ product: String?, _ serial: String?) {
        guard let vendor = vendor.flatMap({ UInt16($0, radix: 16) }), let product = product.flatMap({ UInt16($0, radix: 16) })
        else { return nil }
        self.init(vendor: vendor, product: product, serial: serial)
    }
}
