public import CryptoCore

/// A line as `sha256sum` writes it, so that anybody can check it with what every system has.
public struct ChecksumLine: Equatable, Sendable {
    public let sha256: Hash256
    /// The file's name, any bytes but zero.
    public let name: [UInt8]

    public init(_ sha256: Hash256, _ name: [UInt8]) {
        (self.sha256, self.name) = (sha256, name)
    }

    /// Without its newline. Nil if it is no such line.
    public init?(_ line: some Collection<UInt8>) {
        var rest = Array(line)[...]
        let isEscaped = rest.first == 0x5c
        if isEscaped { rest = rest.dropFirst() }
        guard rest.count > 66, let hash = Self.hash(rest.prefix(64)) else { return nil }
        rest = rest.dropFirst(64)
        // Two spaces, or a space and an asterisk.
        guard rest.popFirst() == 0x20, let mode = rest.popFirst(), mode == 0x20 || mode == 0x2a, !rest.contains(0) else { return nil }
        guard isEscaped else {
            self.init(hash, Array(rest))
            return
        }
        var name: [UInt8] = []
        while let byte = rest.popFirst() {
            guard byte == 0x5c else {
                name.append(byte)
                continue
            }
            switch rest.popFirst() {
            case 0x5c: name.append(0x5c)
            case 0x6e: name.append(0x0a)
            case 0x72: name.append(0x0d)
            default: return nil
            }
        }
        self.init(hash, name)
    }

    /// With its newline.
    public var bytes: [UInt8] {
        var escaped: [UInt8] = []
        for byte in name {
            switch byte {
            case 0x5c: escaped += [0x5c, 0x5c]
            case 0x0a: escaped += [0x5c, 0x6e]
            case 0x0d: escaped += [0x5c, 0x72]
            default: escaped.append(byte)
            }
        }
        return (escaped.count == name.count ? [] : [0x5c]) + Array(sha256.text.utf8) + [0x20, 0x20] + escaped + [0x0a]
    }

    /// Every such line in `bytes`; others are passed over. Files that were read one after another may have no newline between them: what stands
    /// before a line's hash is another file's.
    static func all(in bytes: [UInt8]) -> [ChecksumLine] {
        bytes.split(separator: 0x0a).flatMap { line in
            // The name is behind the last two spaces.
            guard let last = line.indices.dropLast().last(where: { line[$0] == 0x20 && line[$0 + 1] == 0x20 }), last - line.startIndex > 64,
                let tail = ChecksumLine(line[(last - 64)...])
            else { return [ChecksumLine(line)].compactMap(\.self) }
            return [ChecksumLine(line[..<(last - 64)]), tail].compactMap(\.self)
        }
    }

    private static func hash(_ digits: ArraySlice<UInt8>) -> Hash256? {
        var bytes: [UInt8] = []
        var high: UInt8?
        for digit in digits {
            let value: UInt8
            switch digit {
            case 0x30...0x39: value = digit - 0x30
            case 0x61...0x66: value = digit - 0x61 + 10
            default: return nil
            }
            if let first = high { bytes.append(first << 4 | value) }
            high = high == nil ? value : nil
        }
        return Hash256(bytes)
    }
}

extension Hash256 {
    /// 64 hexadecimal digits.
    public var text: String { bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }

    /// Nil unless it is what `text` gives.
    public init?(text: String) {
        guard let line = ChecksumLine(Array("\(text)  -".utf8)), text.utf8.count == 64 else { return nil }
        self = line.sha256
    }
}
