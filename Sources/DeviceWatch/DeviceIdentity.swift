/// What a USB device says it is: its device descriptor (USB 2.0, section 9.6.1). Two devices can say the same.
public struct USBIdentity: Equatable, Sendable {
    /// idVendor and idProduct.
    public let vendor: UInt16
    public let product: UInt16
    /// iSerialNumber, as the device has it. Nil if it has none.
    public let serial: String?

    /// Four hexadecimal digits, as lists of makers have them.
    public var vendorText: String { Self.digits(vendor) }
    public var productText: String { Self.digits(product) }

    private static func digits(_ number: UInt16) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }
}

/// A name for a device that lists can hold: printable ASCII without spaces, the same wherever and whenever the device is plugged in.
///
/// | device | text |
/// |---|---|
/// | USB, with a serial number | `vvvv:pppp:serial` |
/// | USB, without one | `vvvv:pppp:`, which is every device of that model: `isUnique` is false |
/// | memory card | `card:` and its CID register |
/// | anything else | `path:` and where it is: of no use for lists |
///
/// In the serial number everything but ASCII letters, digits, `-`, `.` and `_` is written `%HH`, so no device can claim to be another by a colon. A card
/// reader has one identity for all of its slots: it names the reader, not the card.
public struct DeviceIdentity: Hashable, Sendable, CustomStringConvertible {
    public let text: String
    /// Whether it tells this device from others of its model. A device can still lie.
    public let isUnique: Bool

    public var description: String { text }

    init(_ usb: USBIdentity) {
        text = usb.vendorText + ":" + usb.productText + ":" + (usb.serial.map(Self.encoded) ?? "")
        isUnique = usb.serial != nil
    }

    init(cardRegister: String) { (text, isUnique) = ("card:" + Self.encoded(cardRegister), true) }

    init(path: String) { (text, isUnique) = ("path:" + Self.encoded(path), false) }

    private static func encoded(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f: encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default: encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return encoded
    }
}
