import SystemFiles
import Testing

@testable import DeviceWatch

@Suite("What lists call a device by")
struct DeviceIdentityTests {
    @Test("The model's numbers have four digits and the serial number follows")
    func usual() {
        let identity = DeviceIdentity(USBIdentity(vendor: 0x781, product: 0x5567, serial: "4C53-0.1_a"))
        #expect(identity.text == "0781:5567:4C53-0.1_a")
        #expect(identity.isUnique)
    }

    @Test("Without a serial number it is the model, and says so")
    func noSerial() {
        let identity = DeviceIdentity(USBIdentity(vendor: 0xffff, product: 0, serial: nil))
        #expect(identity.text == "ffff:0000:")
        #expect(!identity.isUnique)
    }

    @Test(
        "No serial number can pass for another identity, a line or a word",
        arguments: [("a:b", "a%3Ab"), ("a b", "a%20b"), ("a\nb", "a%0Ab"), ("%41", "%2541"), ("é", "%C3%A9"), ("\u{0}", "%00")])
    func hostile(serial: String, written: String) {
        #expect(DeviceIdentity(USBIdentity(vendor: 1, product: 2, serial: serial)).text == "0001:0002:" + written)
    }

    @Test(
        "A number of a device is two decimal numbers",
        arguments: [("8:16", DeviceNumber(major: 8, minor: 16)), ("8", nil), ("8:", nil), (":", nil), ("8:16 ", nil), ("a:b", nil)])
    func numbers(text: String, number: DeviceNumber?) {
        #expect(DeviceNumber(text) == number)
    }

    @Test(
        "A dev_t is taken apart as the C library does it",
        arguments: [
            (UInt64(0x0810), DeviceNumber(major: 8, minor: 16)), (UInt64(0xfe00), DeviceNumber(major: 254, minor: 0)),
            (UInt64(0x10_0000_0000_00ff), DeviceNumber(major: 0x10_0000, minor: 255)),
            (UInt64(0x12_3400_0856), DeviceNumber(major: 8, minor: 0x123_4056)),
        ])
    func raw(value: UInt64, number: DeviceNumber) {
        #expect(DeviceNumber(rawValue: value) == number)
    }
}
