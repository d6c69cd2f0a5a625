/// What the kernel calls a block device by.
public struct DeviceNumber: Hashable, Sendable, CustomStringConvertible {
    public let major: UInt32
    public let minor: UInt32

    public init(major: UInt32, minor: UInt32) { (self.major, self.minor) = (major, minor) }

    /// From a `dev_t`, by glibc's layout of it.
    public init(rawValue: UInt64) {
        self.init(
            major: UInt32(truncatingIfNeeded: rawValue >> 8 & 0xfff | rawValue >> 32 & 0xffff_f000),
            minor: UInt32(truncatingIfNeeded: rawValue & 0xff | rawValue >> 12 & 0xffff_ff00))
    }

    /// `8:16`, as the kernel writes it. Nil for anything else.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let major = UInt32(parts[0]), let minor = UInt32(parts[1]) else { return nil }
        self.init(major: major, minor: minor)
    }

    public var description: String { "\(major):\(minor)" }
}
