internal import CryptoCore
internal import Dispatch
internal import Synchronization

/// What can be checked of a block's lines one by one, on several threads.
struct LineChecker {
    struct Line: Sendable {
        let leaf: Hash256
        /// Nil if it is not a hash.
        let previous: Hash256?
        let isEvent: Bool
    }

    struct Result: Sendable {
        /// Those before the first that is bad.
        var lines: [Line] = []
        /// Of the first that is bad.
        var problem: TrailProblem.Kind?
    }

    /// Lines that a thread takes at a time.
    private static let pieceSize = 2048
    private let block: LineBlocks.Block
    private let first: UInt64
    private let jobs: Int
    private let pieces: [Piece]

    /// One thread has it at a time.
    private final class Piece: @unchecked Sendable {
        let lines: Range<Int>
        /// Of its first line.
        let key: SealingKey?

        init(_ lines: Range<Int>, _ key: SealingKey?) { (self.lines, self.key) = (lines, key) }
    }

    /// - Parameter first: number that the first line should have.
    /// - Parameter key: the key of that line; afterwards, of the line after the block.
    init(_ block: LineBlocks.Block, first: UInt64, key: SealingKey?, _ engine: HashEngine, jobs: Int) throws(CryptoError) {
        (self.block, self.first, self.jobs) = (block, first, jobs)
        var pieces: [Piece] = []
        for start in stride(from: 0, to: block.lines.count, by: Self.pieceSize) {
            let lines = start..<min(start + Self.pieceSize, block.lines.count)
            pieces.append(Piece(lines, try key?.copy()))
            if let key { for _ in lines { try key.advance(engine) } }
        }
        self.pieces = pieces
    }

    func run() throws -> Result {
        let results = Mutex<[(Result, CryptoError?)]>(Array(repeating: (Result(), nil), count: pieces.count))
        let counter = Atomic<Int>(0)
        DispatchQueue.concurrentPerform(iterations: max(1, min(jobs, pieces.count))) { _ in
            while true {
                let number = counter.add(1, ordering: .relaxed).oldValue
                guard number < pieces.count else { return }
                var outcome: (Result, CryptoError?)
                do throws(CryptoError) { outcome = (try check(pieces[number]), nil) } catch { outcome = (Result(), error) }
                results.withLock { $0[number] = outcome }
            }
        }
        var whole = Result()
        whole.lines.reserveCapacity(block.lines.count)
        for (result, error) in results.withLock({ $0 }) {
            if let error { throw error }
            whole.lines += result.lines
            whole.problem = result.problem
            if whole.problem != nil { break }
        }
        return whole
    }

    private func check(_ piece: Piece) throws(CryptoError) -> Result {
        let engine = try HashEngine()
        var result = Result()
        result.lines.reserveCapacity(piece.lines.count)
        for index in piece.lines {
            let line = block.bytes.span.extracting(block.lines[index])
            guard let frame = EntryFrame(line) else { return result.failed(.notAnEntry) }
            guard frame.number == first + UInt64(index) else { return result.failed(.otherNumber(frame.number)) }
            if let key = piece.key {
                let seal = try key.seal(line.extracting(first: frame.bodyCount), engine)
                guard line.hash(frame.seal) == seal else { return result.failed(.seal) }
                try key.advance(engine)
            }
            let leaf = try engine.hash(MerkleTree.leafTag, line)
            result.lines.append(Line(leaf: leaf, previous: line.hash(frame.previous), isEvent: frame.isEvent))
        }
        return result
    }
}

extension LineChecker.Result {
    fileprivate func failed(_ kind: TrailProblem.Kind) -> Self {
        var result = self
        result.problem = kind
        return result
    }
}

extension Span<UInt8> {
    /// Nil unless 64 lower-case hexadecimal digits stand there.
    func hash(_ range: Range<Int>) -> Hash256? {
        var bytes = InlineArray<32, UInt8>(repeating: 0)
        guard range.count == 64 else { return nil }
        for i in 0..<32 {
            guard let high = Hexadecimal.value(self[range.lowerBound + 2 * i]), let low = Hexadecimal.value(self[range.lowerBound + 2 * i + 1])
            else { return nil }
            bytes[i] = high << 4 | low
        }
        return Hash256(bytes.span)
    }
}
