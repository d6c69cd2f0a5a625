internal import CEncoder
internal import Glibc

/// A Transformer encoder (post-norm, as BERT) of a window's pieces, with a head that makes one number of them. Weights and activations are multiplied as 8-bit
/// integers, the rest is in floating point; every processor gives the same bits.
@safe final class Encoder {
    static let mostRows = TUCKBOX_ENCODER_ROWS
    static let width = TUCKBOX_ENCODER_WIDTH
    static let heads = TUCKBOX_ENCODER_HEADS
    static let inner = TUCKBOX_ENCODER_INNER
    static let group = TUCKBOX_ENCODER_GROUP
    static let block = TUCKBOX_ENCODER_BLOCK
    static let flags = 8

    private let file: NetworkFile
    private let kernels: tuckbox_encoder_kernels
    /// All of the following.
    private let memory: UnsafeMutableRawPointer
    /// A row for each piece.
    private let rows: UnsafeMutablePointer<Float>
    /// The inner width; and, side by side, queries, keys, values, and what is attended to.
    private let wide: UnsafeMutablePointer<Float>
    /// Activations of a matrix, and a scale for each row of each group.
    private let quantised: UnsafeMutablePointer<Int8>
    private let scales: UnsafeMutablePointer<Float>

    init(_ file: NetworkFile, _ kernels: Kernels = Kernels.all[Kernels.all.count - 1]) {
        self.file = file
        unsafe self.kernels = kernels.functions
        unsafe memory = Self.map()
        unsafe rows = memory.assumingMemoryBound(to: Float.self)
        unsafe wide = rows + Self.mostRows * Self.width
        unsafe scales = wide + Self.mostRows * Self.inner
        unsafe quantised = UnsafeMutableRawPointer(scales + Self.inner / Self.group * Self.mostRows).assumingMemoryBound(to: Int8.self)
    }

    deinit { unsafe munmap(memory, Self.size) }

    private static let size = 4 * mostRows * (width + inner + inner / group) + mostRows * inner

    /// Memory of its own, not the heap's: it goes back to the system, and with it what the document has left there.
    private static func map() -> UnsafeMutableRawPointer {
        guard let memory = unsafe mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), unsafe memory != MAP_FAILED else {
            // Swift ends the program as well when there is no memory.
            fatalError("out of memory")
        }
        return unsafe memory
    }

    /// The logit of one window of at most 94 pieces.
    func score(_ window: Pieces) -> Float {
        let count = embed(window)
        for layer in file.layers {
            let attended = unsafe wide + count * 3 * Self.width
            unsafe multiply(rows, count, by: layer.queriesKeysValues)
            unsafe kernels.attend(wide, count, attended)
            unsafe multiply(attended, count, by: layer.output)
            unsafe kernels.normalise(rows, wide, count, layer.attentionNorm.weight, layer.attentionNorm.bias)
            unsafe multiply(rows, count, by: layer.up)
            unsafe kernels.gelu(wide, count * Self.inner)
            unsafe multiply(wide, count, by: layer.down)
            unsafe kernels.normalise(rows, wide, count, layer.norm.weight, layer.norm.bias)
        }
        return unsafe kernels.pool(rows, count, file.head) + file.headBias
    }

    /// Fills the rows with the vectors of the window's pieces, one before and one behind them.
    private func embed(_ window: Pieces) -> Int {
        let numbers = [Vocabulary.beginning] + window.numbers.prefix(Self.mostRows - 2) + [Vocabulary.end]
        let flags = [0] + window.flags.prefix(Self.mostRows - 2) + [0]
        for (row, (number, flag)) in zip(numbers, flags).enumerated() {
            let (piece, flag) = (Int(number), Int(flag) % Self.flags)
            unsafe kernels.embed(
                file.words + piece * Self.width, file.wordScales[piece], file.flags + flag * Self.width, file.positions + row * Self.width,
                rows + row * Self.width)
        }
        unsafe kernels.normalise(rows, nil, numbers.count, file.embeddingNorm.weight, file.embeddingNorm.bias)
        return numbers.count
    }

    /// What comes out is in `wide`. The values may be there as well: they are quantised before.
    private func multiply(_ values: UnsafePointer<Float>, _ count: Int, by matrix: NetworkFile.Matrix) {
        unsafe kernels.quantise(values, count, matrix.depth, quantised, scales)
        unsafe kernels.multiply(quantised, scales, count, matrix.weights, matrix.scales, matrix.bias, matrix.outputs, matrix.depth, wide)
    }
}
