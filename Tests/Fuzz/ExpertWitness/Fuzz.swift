import DocumentText
import ExpertWitness
import FuzzSupport
import SystemFiles

/// An image of EnCase in one piece that somebody made for us. Odd first byte: with the right checksums.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    var input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard input.popFirst().map({ $0 & 1 == 1 }) ?? false else { return expand(input) }
    return expand(summed(input))
}

private func expand(_ bytes: [UInt8]) -> Int32 {
    guard let file = try? Descriptor.temporary(), (try? file.write(bytes, at: 0)) != nil else { return 0 }
    let image = ExpertWitnessImage()
    var given = 0
    do {
        try image.add(file)
        // More than that says nothing new.
        try image.expand { piece in
            given += piece.count
            if given > 1 << 26 { throw Enough() }
        }
        require(given > 0, "an image that is whole is of something")
    } catch {}
    return 0
}

private struct Enough: Error {}

private func summed(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    var place = 13
    for _ in 0..<64 where place + 76 <= bytes.count {
        put(Zlib.checksum(bytes[place..<place + 72]), at: place + 72, in: &bytes)
        if place + 100 <= bytes.count, bytes[place] == UInt8(ascii: "t") {
            put(Zlib.checksum(bytes[place + 76..<place + 96]), at: place + 96, in: &bytes)
        }
        let next = bytes[place + 16..<place + 24].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard next > UInt64(place), next < UInt64(bytes.count) else { break }
        place = Int(next)
    }
    return bytes
}

private func put(_ number: UInt32, at place: Int, in bytes: inout [UInt8]) {
    for i in 0..<4 { bytes[place + i] = UInt8(truncatingIfNeeded: number >> UInt32(8 * i)) }
}

extension Array {
    fileprivate mutating func popFirst() -> Element? { isEmpty ? nil : removeFirst() }
}
