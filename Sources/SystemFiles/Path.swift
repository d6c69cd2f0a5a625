/// A path as Linux has it: bytes, of which only zero is excluded.
public struct Path: Hashable, Sendable {
    public var bytes: [UInt8]

    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    public init(_ string: String) {
        bytes = Array(string.utf8)
    }

    public static let current = Path(".")

    /// `self/component`; below `.`, the component alone.
    public func appending(_ component: [UInt8]) -> Path {
        if bytes.isEmpty || self == .current { return Path(bytes: component) }
        return Path(bytes: bytes.last == 0x2f ? bytes + component : bytes + [0x2f] + component)
    }

    public func appending(_ component: String) -> Path { appending(Array(component.utf8)) }

    /// Without slashes at the end, unless it is only slashes.
    public var withoutTrailingSlashes: Path {
        guard let last = bytes.lastIndex(where: { $0 != 0x2f }) else { return Path(bytes: Array(bytes.prefix(1))) }
        return Path(bytes: Array(bytes[...last]))
    }

    public var hasTrailingSlash: Bool { bytes.last == 0x2f }

    /// The part after the last slash; empty for `/`.
    public var lastComponent: [UInt8] {
        let path = withoutTrailingSlashes.bytes
        guard let slash = path.lastIndex(of: 0x2f) else { return path }
        return Array(path[(slash + 1)...])
    }

    /// The directory that the last component is in.
    public var parent: Path {
        let path = withoutTrailingSlashes.bytes
        guard let slash = path.lastIndex(of: 0x2f) else { return .current }
        return slash == 0 ? Path("/") : Path(bytes: Array(path[..<slash])).withoutTrailingSlashes
    }

    /// For people: unambiguous, and harmless on a terminal whatever the bytes are.
    public var display: String { escapedForDisplay(bytes) }

    func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        let terminated = bytes.map(CChar.init(bitPattern:)) + [0]
        return unsafe terminated.withUnsafeBufferPointer { buffer in
            // The array has at least the terminator, so it has an address.
            unsafe body(buffer.baseAddress.unsafelyUnwrapped)
        }
    }
}

/// Text from hostile bytes that can be shown: control characters, bidirectional overrides, line separators and malformed UTF-8 become `\xHH` or `\u{…}`, a backslash is doubled.
public func escapedForDisplay(_ bytes: [UInt8]) -> String {
    var output = ""
    var decoder = UTF8()
    var position = 0
    while position < bytes.count {
        var iterator = bytes[position...].makeIterator()
        decoder = UTF8()
        if case .scalarValue(let scalar) = decoder.decode(&iterator) {
            position += UTF8.width(scalar)
            if scalar == "\\" {
                output += "\\\\"
            } else if isHarmless(scalar) {
                output.unicodeScalars.append(scalar)
            } else if scalar.value < 0x80 {
                output += hexEscape(UInt8(scalar.value))
            } else {
                output += "\\u{" + String(scalar.value, radix: 16) + "}"
            }
        } else {
            output += hexEscape(bytes[position])
            position += 1
        }
    }
    return output
}

private func hexEscape(_ byte: UInt8) -> String { "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16) }

private func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
    default: true
    }
}
