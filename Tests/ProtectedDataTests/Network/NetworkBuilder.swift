import SeededGenerator
import Synchronization

@testable import ProtectedData

/// A file of weights, in memory at a multiple of 64 bytes: small random ones, or what a test makes of it.
///
/// The memory is never given back: what is read of the file points into it, as the program's own weights lie where they were linked, and outlives the builder.
@safe final class NetworkBuilder {
    private let bytes: UnsafeMutableRawBufferPointer
    /// Where all of them are, so that who looks for leaks finds none.
    private static let kept = Mutex<[UInt]>([])
    let count: Int
    /// Where each array begins.
    let places: [Int]

    static let pieces = ["[UNK]", "[CLS]", "[SEP]", "mum", "rang", "un", "##happy", "##hap", "##py", ".", "é"]

    init(pieces: [String] = pieces, layers: Int = 1, seed: String = "weights of an encoder") {
        var random = SeededGenerator(seed)
        let text = Array((pieces.joined(separator: "\n") + "\n").utf8)
        var file = NetworkFile.magic
        for number in [pieces.count, Encoder.width, Encoder.heads, Encoder.inner, layers, Encoder.mostRows, Encoder.flags, text.count] {
            file += littleEndian(UInt32(number))
        }
        func littleEndian(_ number: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
        var places: [Int] = []
        func put(_ array: [UInt8]) {
            file += [UInt8](repeating: 0, count: (64 - file.count % 64) % 64)
            places.append(file.count)
            file += array
        }
        func floats(_ count: Int, _ range: ClosedRange<Float>) {
            put((0..<count).flatMap { _ in littleEndian(Float.random(in: range, using: &random).bitPattern) })
        }
        func matrix(_ outputs: Int, _ depth: Int) {
            put(random.bytes(outputs * depth))
            floats(outputs, 0.0002...0.0008)
            floats(outputs, -0.1...0.1)
        }
        func norm() {
            floats(Encoder.width, 0.5...1.5)
            floats(Encoder.width, -0.2...0.2)
        }
        put(text)
        put(random.bytes(pieces.count * Encoder.width))
        floats(pieces.count, 0.005...0.01)
        floats(Encoder.mostRows * Encoder.width, -0.1...0.1)
        floats(Encoder.flags * Encoder.width, -0.1...0.1)
        norm()
        for _ in 0..<layers {
            matrix(3 * Encoder.width, Encoder.width)
            matrix(Encoder.width, Encoder.width)
            norm()
            matrix(Encoder.inner, Encoder.width)
            matrix(Encoder.width, Encoder.inner)
            norm()
        }
        floats(2 * Encoder.width, -0.1...0.1)
        floats(1, 0...0)
        // Nobody looks at the checksum.
        file += [0, 0, 0, 0]
        self.places = places
        count = file.count
        unsafe bytes = .allocate(byteCount: file.count, alignment: 64)
        unsafe bytes.copyBytes(from: file)
        let address = unsafe UInt(bitPattern: bytes.baseAddress)
        Self.kept.withLock { $0.append(address) }
    }

    subscript(place: Int) -> UInt8 {
        get { unsafe bytes[place] }
        set { unsafe bytes[place] = newValue }
    }

    func file(from start: Int = 0, _ end: Int? = nil) throws(NetworkProblem) -> NetworkFile {
        unsafe try NetworkFile(UnsafeRawBufferPointer(rebasing: bytes[start..<(end ?? count)]))
    }

    func score(of text: String) throws(NetworkProblem) -> Double? {
        try unsafe Network(UnsafeRawBufferPointer(bytes)).score(of: Array(text.utf8))?.logit
    }
}
