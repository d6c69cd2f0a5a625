import CEncoder
import Foundation
import SeededGenerator
import Testing

@testable import ProtectedData

/// The arithmetic of the encoder: every set of kernels that this processor has gives what plain C gives, to the bit.
struct KernelTests {
    private var plain: tuckbox_encoder_kernels { unsafe Kernels.all[0].functions }

    private func kernels(_ name: String) throws -> tuckbox_encoder_kernels {
        try unsafe #require(Kernels.all.first { $0.name == name }).functions
    }

    private func floats(_ count: Int, _ random: inout SeededGenerator, _ range: ClosedRange<Float> = -4...4) -> [Float] {
        (0..<count).map { _ in Float.random(in: range, using: &random) }
    }

    /// The matrix as the kernels take it.
    private func inBlocks(_ weights: [Int8], _ outputs: Int, _ depth: Int) -> [Int8] {
        (0..<outputs / Encoder.block).flatMap { block in
            stride(from: 0, to: depth, by: 4).flatMap { column in
                (0..<Encoder.block).flatMap { row in (0..<4).map { weights[(block * Encoder.block + row) * depth + column + $0] } }
            }
        }
    }

    @Test("Products are exact, at the extremes too, and are scaled and added to the bias group by group", arguments: Kernels.all.map(\.name))
    func products(_ name: String) throws {
        var random = SeededGenerator("products of the encoder")
        for (rows, outputs, depth) in [(1, 32, 128), (3, 64, 384), (8, 32, 1536), (95, 96, 384), (96, 384, 1536)] {
            let (scales, bias, groups) = (floats(outputs, &random, 0...0.01), floats(outputs, &random), depth / Encoder.group)
            let rowScales = floats(groups * Encoder.mostRows, &random, 0...0.1)
            for extreme in [nil, Int8(-128), 127] {
                let activations = (0..<rows * depth).map { _ in
                    extreme == nil ? Int8.random(in: -127...127, using: &random) : Bool.random(using: &random) ? 127 : -127
                }
                let weights = (0..<outputs * depth).map { _ in extreme ?? Int8.random(in: -128...127, using: &random) }
                var (expected, values) = ([Float](repeating: 7, count: rows * outputs), [Float](repeating: 9, count: rows * outputs + 1))
                for row in 0..<rows {
                    for output in 0..<outputs {
                        expected[row * outputs + output] = (0..<groups).reduce(bias[output]) { value, group in
                            let (from, by) = ((group * rows + row) * Encoder.group, output * depth + group * Encoder.group)
                            let sum = (0..<Encoder.group).reduce(Int32(0)) { $0 + Int32(activations[from + $1]) * Int32(weights[by + $1]) }
                            return value + Float(sum) * (scales[output] * rowScales[group * Encoder.mostRows + row])
                        }
                    }
                }
                try unsafe kernels(name).multiply(
                    activations, rowScales, rows, inBlocks(weights, outputs, depth), scales, bias, outputs, depth, &values)
                #expect(Array(values.dropLast()) == expected, "\(rows) × \(outputs), \(depth)")
                #expect(values.last == 9, "nothing is written behind the values")
            }
        }
    }

    @Test("What is in floating point is the same to the bit", arguments: Kernels.all.map(\.name), [1, 2, 17, 96])
    func floatingPoint(_ name: String, _ rows: Int) throws {
        var random = SeededGenerator("floating point of the encoder")
        let (width, inner) = (Encoder.width, Encoder.inner)
        let values = floats(rows * inner, &random)
        let (weight, bias) = (floats(2 * width, &random), floats(width, &random))
        let bytes = (0..<width).map { _ in Int8.random(in: -127...127, using: &random) }
        func results(_ kernels: tuckbox_encoder_kernels) -> [[UInt32]] {
            var results: [[Float]] = []
            var (some, more) = (values, [Float](repeating: 0, count: rows * inner))
            unsafe kernels.gelu(&some, rows * inner)
            results.append(some)
            unsafe kernels.attend(values, rows, &more)
            results.append(more)
            unsafe kernels.normalise(&more, values, rows, weight, bias)
            results.append(more)
            unsafe kernels.normalise(&more, nil, rows, weight, bias)
            results.append(more)
            unsafe results.append([kernels.pool(more, rows, weight)])
            unsafe kernels.embed(bytes, 0.01, weight, bias, &more)
            results.append(more)
            var (quantised, scales) = (
                [Int8](repeating: 0, count: rows * inner), [Float](repeating: 0, count: inner / Encoder.group * Encoder.mostRows)
            )
            unsafe kernels.quantise(values, rows, inner, &quantised, &scales)
            return (results + [scales, quantised.map(Float.init)]).map { $0.map(\.bitPattern) }
        }
        #expect(try unsafe results(kernels(name)) == results(plain))
    }

    @Test("The activation is x Φ(x)")
    func gelu() {
        let values = stride(from: Float(-12), to: 12, by: 0.001).map(\.self)
        var found = values
        unsafe plain.gelu(&found, values.count / 16 * 16)
        for (x, y) in zip(values, found).prefix(values.count / 16 * 16) {
            let exact = Double(x) * 0.5 * erfc(-Double(x) / 2.0.squareRoot())
            #expect(abs(Double(y) - exact) < 2e-6, "\(x)")
        }
    }

    @Test("Attention weighs values by the softmax of how queries and keys agree", arguments: [1, 5, 33, 96])
    func attention(_ rows: Int) {
        var random = SeededGenerator("attention of the encoder")
        let (width, size) = (Encoder.width, Encoder.width / Encoder.heads)
        let all = floats(rows * 3 * width, &random)
        var found = [Float](repeating: 0, count: rows * width)
        unsafe plain.attend(all, rows, &found)
        func value(_ row: Int, _ part: Int, _ column: Int) -> Double { Double(all[row * 3 * width + part * width + column]) }
        for head in [0, 7, 11] {
            for row in Set([0, rows / 2, rows - 1]) {
                let agreement = (0..<rows).map { other in
                    (0..<size).reduce(0.0) { $0 + value(row, 0, head * size + $1) * value(other, 1, head * size + $1) } / Double(size).squareRoot()
                }
                let powers = agreement.map { exp($0 - (agreement.max() ?? 0)) }
                let sum = powers.reduce(0, +)
                for column in 0..<size {
                    let exact = (0..<rows).reduce(0.0) { $0 + powers[$1] / sum * value($1, 2, head * size + column) }
                    #expect(abs(Double(found[row * width + head * size + column]) - exact) < 1e-4)
                }
            }
        }
    }

    @Test("LayerNorm has mean 0 and deviation 1 before its weights")
    func layerNorm() {
        var random = SeededGenerator("LayerNorm of the encoder")
        var values = floats(Encoder.width, &random, 3...9)
        unsafe plain.normalise(&values, nil, 1, [Float](repeating: 2, count: Encoder.width), [Float](repeating: 1, count: Encoder.width))
        let mean = values.reduce(0, +) / Float(Encoder.width)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(Encoder.width)
        #expect(abs(mean - 1) < 1e-5)
        #expect(abs(variance - 4) < 1e-4)
    }

    @Test("A quantised row is near what it was, with a scale for each group")
    func quantisation() {
        var random = SeededGenerator("quantisation of the encoder")
        let values = floats(Encoder.width, &random)
        var (quantised, scales) = ([Int8](repeating: 0, count: Encoder.width), [Float](repeating: 0, count: 3 * Encoder.mostRows))
        unsafe plain.quantise(values, 1, Encoder.width, &quantised, &scales)
        for place in values.indices {
            let scale = scales[place / Encoder.group * Encoder.mostRows]
            #expect(abs(values[place] - Float(quantised[place]) * scale) <= scale * 0.5001)
        }
        for group in 0..<3 { #expect(quantised[(group * Encoder.group)..<((group + 1) * Encoder.group)].contains { $0.magnitude == 127 }) }
    }

    @Test("Of next to nothing zeros come, of infinities and NaN a scale that is NaN, in their group only", arguments: Kernels.all.map(\.name))
    func oddNumbers(_ name: String) throws {
        let kernels = try unsafe kernels(name)
        for odd in [Float(0), 1e-38, .infinity, -.infinity, .nan] {
            var values = [Float](repeating: 0, count: Encoder.width)
            values[Encoder.group + 5] = odd
            var (quantised, scales) = ([Int8](repeating: 7, count: Encoder.width), [Float](repeating: 7, count: 3 * Encoder.mostRows))
            unsafe kernels.quantise(values, 1, Encoder.width, &quantised, &scales)
            #expect(scales[Encoder.mostRows].isNaN == !odd.isFinite, "\(odd)")
            #expect(scales[0] == 0 && scales[2 * Encoder.mostRows] == 0)
            if odd.isFinite { #expect(quantised.allSatisfy { $0 == 0 }) }
            unsafe kernels.gelu(&values, Encoder.width)
            #expect(values[Encoder.group + 5].isFinite == odd.isFinite)
        }
    }
}
