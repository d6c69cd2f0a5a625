/// The weights of a Transformer encoder, `Model/network.bin`, read where they lie: nothing is copied, and word vectors that no document needs are never loaded.
///
/// Little-endian; every array begins at a multiple of 64 bytes, with zeros before:
/// 1. `TBXENC2\n`; then as UInt32 the number of pieces, the width (384), heads (12), the inner width (1536), layers, pieces of a window (96), flags (8),
///    bytes of the vocabulary's text.
/// 2. The vocabulary: UTF-8, a piece a line.
/// 3. Word vectors: Int8, a row for each piece; then a scale for each row. All scales, biases and what follows are Float32.
/// 4. Vectors of positions and of flags, weight and bias of their LayerNorm.
/// 5. Of each layer: queries, keys and values in one matrix, the attention's output, LayerNorm, the inner width's two matrices, LayerNorm. A matrix is Int8, a row
///    for each output, laid out as it is multiplied: of sixteen rows four columns each, then the next four, …; then a scale and a bias for each row.
/// 6. The head: weights of the mean, weights of the maximum, and a bias.
/// 7. CRC-32C of all before. It is not looked at here: the file is part of the program, and a test has compared it.
@safe struct NetworkFile: @unchecked Sendable {
    @safe struct Matrix {
        let weights: UnsafePointer<Int8>
        let scales, bias: UnsafePointer<Float>
        let outputs, depth: Int
    }
    @safe struct Norm { let weight, bias: UnsafePointer<Float> }
    struct Layer {
        let queriesKeysValues, output: Matrix
        let attentionNorm: Norm
        let up, down: Matrix
        let norm: Norm
    }

    let vocabulary: Vocabulary
    let words: UnsafePointer<Int8>
    let wordScales: UnsafePointer<Float>
    let positions, flags: UnsafePointer<Float>
    let embeddingNorm: Norm
    let layers: [Layer]
    let head: UnsafePointer<Float>
    let headBias: Float

    static let magic = Array("TBXENC2\n".utf8)
    static let mostLayers = 12

    /// - Parameter bytes: they have to stay, and begin at a multiple of 64.
    init(_ bytes: UnsafeRawBufferPointer) throws(NetworkProblem) {
        let (width, inner) = (Encoder.width, Encoder.inner)
        var fields = try unsafe FieldReader(bytes)
        guard unsafe bytes.starts(with: Self.magic) else { throw NetworkProblem("it is no file of this kind") }
        var shape: [Int] = []
        for _ in 0..<8 { shape.append(try fields.number()) }
        let (pieces, layerCount, textSize) = (shape[0], shape[4], shape[7])
        guard shape[1...3] == [width, Encoder.heads, inner], shape[5...6] == [Encoder.mostRows, Encoder.flags] else {
            throw NetworkProblem("its shape is not the one that this program computes")
        }
        guard (3...Int(UInt16.max)).contains(pieces), (1...Self.mostLayers).contains(layerCount) else {
            throw NetworkProblem("it has \(pieces) pieces of words and \(layerCount) layers")
        }
        vocabulary = try unsafe Vocabulary(fields.bytes(textSize), count: pieces)
        unsafe words = try fields.array(pieces * width)
        unsafe wordScales = try fields.array(pieces)
        unsafe positions = try fields.array(Encoder.mostRows * width)
        unsafe flags = try fields.array(Encoder.flags * width)
        embeddingNorm = try fields.norm()
        var layers: [Layer] = []
        for _ in 0..<layerCount {
            layers.append(
                try Layer(
                    queriesKeysValues: fields.matrix(3 * width, width), output: fields.matrix(width, width), attentionNorm: fields.norm(),
                    up: fields.matrix(inner, width), down: fields.matrix(width, inner), norm: fields.norm()))
        }
        self.layers = layers
        unsafe head = try fields.array(2 * width)
        let bias: UnsafePointer<Float> = unsafe try fields.array(1)
        headBias = unsafe bias.pointee
        try fields.end()
    }
}

/// Arrays of a file one after the other, none beyond its end.
@safe private struct FieldReader {
    private let file: UnsafeRawBufferPointer
    private var position = NetworkFile.magic.count
    /// Where the checksum stands.
    private let last: Int

    init(_ file: UnsafeRawBufferPointer) throws(NetworkProblem) {
        unsafe self.file = file
        last = file.count - 4
        guard 1.littleEndian == 1 else { throw NetworkProblem("its numbers begin with the lowest byte, those of this processor with the highest") }
        guard UInt(bitPattern: file.baseAddress) % 64 == 0 else { throw NetworkProblem("it does not lie where it can be read") }
    }

    mutating func number() throws(NetworkProblem) -> Int {
        guard position + 4 <= last else { throw NetworkProblem("it is cut short") }
        defer { position += 4 }
        return unsafe Int(UInt32(littleEndian: file.loadUnaligned(fromByteOffset: position, as: UInt32.self)))
    }

    mutating func bytes(_ count: Int) throws(NetworkProblem) -> UnsafeRawBufferPointer {
        let start = (position + 63) / 64 * 64
        guard count <= last - start else { throw NetworkProblem("it is cut short") }
        position = start + count
        return unsafe UnsafeRawBufferPointer(rebasing: file[start..<start + count])
    }

    mutating func array<Element: BitwiseCopyable>(_ count: Int) throws(NetworkProblem) -> UnsafePointer<Element> {
        guard let start = unsafe try bytes(count * MemoryLayout<Element>.stride).baseAddress else { throw NetworkProblem("it is cut short") }
        return unsafe start.assumingMemoryBound(to: Element.self)
    }

    mutating func matrix(_ outputs: Int, _ depth: Int) throws(NetworkProblem) -> NetworkFile.Matrix {
        unsafe try NetworkFile.Matrix(weights: array(outputs * depth), scales: array(outputs), bias: array(outputs), outputs: outputs, depth: depth)
    }

    mutating func norm() throws(NetworkProblem) -> NetworkFile.Norm {
        unsafe try NetworkFile.Norm(weight: array(Encoder.width), bias: array(Encoder.width))
    }

    /// Nothing but zeros up to a multiple of 64 may be between the last array and the checksum.
    func end() throws(NetworkProblem) {
        guard (position..<position + 64).contains(last), unsafe file[position..<last].allSatisfy({ $0 == 0 }) else {
            throw NetworkProblem("it is longer than it says")
        }
    }
}
