import DeviceWatch
import SystemFiles

/// A device's event as a line of JSON. A volume's label is left out: people put names in it.
struct DeviceFacts: Encodable {
    let schema = 1
    let time = timestamp(currentTime())
    /// `present`, `add`, `change`, `remove`, `other`; `overrun`; `watching` when all that is there has been told.
    let event: String
    /// The kernel's number for the event.
    let sequence: UInt64?
    let device: Device?
    /// How many sticks are there; with `watching`.
    let sticks: Int?

    struct Device: Encodable {
        let node: String?
        let syspath: String
        let number: String
        let kind: String
        let disk: String?
        let diskSequence: UInt64?
        let sizeBytes: UInt64
        let readOnly: Bool
        let removable: Bool
        let attachment: String
        let identity: String
        let identityIsUnique: Bool
        let vendor: String?
        let model: String?
        let usb: USB?
        let fileSystem: FileSystem?
        let systemDisk: Bool
        let optical: Bool
        let exempt: Bool
        let guarded: Bool
        let shutByRules: Bool
    }

    struct USB: Encodable {
        let vendor: String
        let product: String
        let serial: String?
    }

    struct FileSystem: Encodable {
        let type: String
        let uuid: String?
    }

    init(began sticks: Int) { (event, sequence, device, self.sticks) = ("watching", nil, nil, sticks) }

    init(_ event: DeviceEvent) {
        sticks = nil
        switch event {
        case .overrun: (self.event, sequence, device) = ("overrun", nil, nil)
        case .device(let action, let device, let sequence):
            self.event = action.rawValue
            self.sequence = action == .present ? nil : sequence
            self.device = Device(device)
        }
    }
}

extension DeviceFacts.Device {
    init(_ device: BlockDevice) {
        node = device.node
        syspath = device.syspath
        number = device.number.description
        switch device.kind {
        case .disk: (kind, disk) = ("disk", nil)
        case .partition(let disk): (kind, self.disk) = ("partition", disk)
        }
        diskSequence = device.diskSequence
        sizeBytes = device.size
        readOnly = device.isReadOnly
        removable = device.isRemovable
        attachment =
            switch device.attachment {
            case .usb: "usb"
            case .memoryCard: "memory_card"
            case .other: "other"
            }
        identity = device.identity.text
        identityIsUnique = device.identity.isUnique
        vendor = device.vendor
        model = device.model
        usb = device.usb.map { DeviceFacts.USB(vendor: $0.vendorText, product: $0.productText, serial: $0.serial) }
        fileSystem = device.fileSystem.map { DeviceFacts.FileSystem(type: $0.type, uuid: $0.uuid) }
        systemDisk = device.isSystemDisk
        optical = device.isOptical
        exempt = device.isExempt
        guarded = device.isGuarded
        shutByRules = device.isShutByRules
    }
}
