/// Takes a fuzzer's input apart, front to back. Behind its end everything is zero.
package struct Input {
    private var rest: ArraySlice<UInt8>

    package init(_ start: UnsafePointer<UInt8>?, _ count: Int) {
        rest = unsafe Array(UnsafeBufferPointer(start: start, count: count))[...]
    }

    package var isEmpty: Bool { rest.isEmpty }

    package mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

    package mutating func number<Value: FixedWidthInteger>(_: Value.Type = Value.self) -> Value {
        var value: Value = 0
        for _ in 0..<Value.bitWidth / 8 { value = value << 8 | Value(truncatingIfNeeded: byte()) }
        return value
    }

    /// Up to `count` bytes; fewer at the end.
    package mutating func bytes(_ count: Int) -> [UInt8] {
        let taken = Array(rest.prefix(count))
        rest = rest.dropFirst(count)
        return taken
    }

    package mutating func remainder() -> [UInt8] { bytes(rest.count) }
}

/// Stops the fuzzer, which keeps the input, if something that always holds does not.
package func require(_ condition: Bool, _ what: @autoclosure () -> String) {
    guard condition else { fatalError("does not hold: \(what())") }
}

extension [UInt8] {
    /// Writes `bytes` at `offset`, as far as there is room.
    package mutating func patch(_ bytes: [UInt8], at offset: Int) {
        for (i, byte) in bytes.enumerated() where offset + i < count { self[offset + i] = byte }
    }
}
