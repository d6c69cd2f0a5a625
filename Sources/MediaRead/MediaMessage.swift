/// What the program asks of its helper.
public enum MediaRequest: Equatable, Sendable {
    /// A piece of the medium, whose descriptor comes with it; pieces come in order, before anything else.
    case piece(size: UInt64)
    case volumes
    /// Files that folders name.
    case entries(MediumVolume)
    /// Files that no folder names.
    case orphans(MediumVolume)
    /// What the file system says is free.
    case freeSpace(MediumVolume)
    case content(MediumVolume, ContentReference, size: UInt64)
    /// More of the area that is searched next.
    case area([Extent])
    /// Looks for documents and random-looking stretches in the area.
    case search
}

/// What the helper answers, and `finished` last.
public enum MediaReport: Equatable, Sendable {
    /// It is in the sandbox.
    case ready(landlockVersion: UInt8, changedUser: Bool)
    case scheme(PartitionScheme)
    case volume(MediumVolume)
    case entry(MediumEntry)
    case extents([Extent])
    case data([UInt8])
    /// A document without a name: where it seems to be.
    case found([Extent])
    case random(Extent)
    /// The area that was searched holds nothing but zeros.
    case blank
    /// Nothing to tell, and still at work.
    case working
    case finished(MediaShortfall?)
}

/// Why the helper did not come to the end of what it was asked.
public enum MediaShortfall: UInt8, Sendable {
    /// The file system contradicts itself.
    case damaged
    /// More entries, bytes or levels than anybody has.
    case limit
    /// The helper died.
    case helperFailed
    /// It went silent, or got nowhere for too long.
    case timeLimit
}

/// A message that breaks its own form.
public struct MalformedMessage: Error, Equatable, Sendable {
    public init() {}
}

/// Length (32 bits, little-endian), kind, body. Each side takes the other's as hostile.
public protocol MediaMessage: Sendable {
    func write(_ writer: inout MessageWriter)
    init(_ reader: inout MessageReader) throws(MalformedMessage)
}

/// Bytes after the length.
let messageLimit = 4 << 20

public struct MessageWriter {
    /// The length is nothing until `finish`.
    public private(set) var bytes: [UInt8] = [0, 0, 0, 0]

    public init() {}

    mutating func number(_ value: some FixedWidthInteger) {
        for i in 0..<(value.bitWidth / 8) { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * i))) }
    }

    mutating func flag(_ value: Bool) { bytes.append(value ? 1 : 0) }

    mutating func text(_ value: [UInt8]) {
        number(UInt32(clamping: value.count))
        bytes += value
    }

    mutating func optional<Value>(_ value: Value?, _ write: (inout MessageWriter, Value) -> Void) {
        flag(value != nil)
        if let value { write(&self, value) }
    }

    mutating func extents(_ value: [Extent]) {
        number(UInt32(clamping: value.count))
        for extent in value {
            number(extent.offset ?? .max)
            number(extent.count)
        }
    }

    mutating func finish() -> [UInt8] {
        let count = UInt32(clamping: bytes.count - 4)
        for i in 0..<4 { bytes[i] = UInt8(truncatingIfNeeded: count >> (8 * UInt32(i))) }
        return bytes
    }
}

public struct MessageReader {
    private var rest: ArraySlice<UInt8>

    /// - Parameter body: what follows the length.
    public init(_ body: [UInt8]) { rest = body[...] }

    public var isAtEnd: Bool { rest.isEmpty }

    mutating func number<Number: FixedWidthInteger>(_: Number.Type = Number.self) throws(MalformedMessage) -> Number {
        let size = Number.bitWidth / 8
        guard rest.count >= size else { throw MalformedMessage() }
        var value: Number = 0
        for byte in rest.prefix(size).reversed() { value = value << 8 | Number(truncatingIfNeeded: byte) }
        rest = rest.dropFirst(size)
        return value
    }

    mutating func flag() throws(MalformedMessage) -> Bool { try number(UInt8.self) != 0 }

    mutating func text() throws(MalformedMessage) -> [UInt8] {
        let count = Int(try number(UInt32.self))
        guard count <= rest.count else { throw MalformedMessage() }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    mutating func optional<Value>(_ read: (inout MessageReader) throws(MalformedMessage) -> Value) throws(MalformedMessage) -> Value? {
        try flag() ? try read(&self) : nil
    }

    mutating func extents() throws(MalformedMessage) -> [Extent] {
        let count = Int(try number(UInt32.self))
        guard count <= rest.count / 16 else { throw MalformedMessage() }
        var result: [Extent] = []
        result.reserveCapacity(count)
        for _ in 0..<count {
            let offset: UInt64 = try number()
            result.append(Extent(offset == .max ? nil : offset, try number()))
        }
        return result
    }
}
