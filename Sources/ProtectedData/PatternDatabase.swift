internal import CVectorscan
internal import Glibc
internal import Synchronization

/// Patterns that are looked for together, by Vectorscan. Compiled once; searched by as many threads as have a scratch.
@safe final class PatternDatabase: @unchecked Sendable {
    struct Match {
        /// Index of the pattern.
        let pattern: Int
        /// Bytes in what was searched.
        let range: Range<Int>
    }

    /// Why patterns were refused.
    struct Refusal: Error {
        /// Index of the pattern.
        let pattern: Int
        let message: String
    }

    private let database: OpaquePointer
    /// What is not in use, for the next document.
    private let idle = Mutex(Idle())
    private struct Idle: @unchecked Sendable { var scratches: [Scratch] = [] }

    init(_ patterns: [String]) throws(Refusal) {
        var compiled: OpaquePointer?
        var problem: UnsafeMutablePointer<hs_compile_error_t>?
        let texts = unsafe patterns.map { unsafe strdup($0) }
        defer { for index in patterns.indices { unsafe free(texts[index]) } }
        // Start of match: findings have places, and validators need the whole candidate.
        let flags = [UInt32](repeating: UInt32(HS_FLAG_SOM_LEFTMOST), count: patterns.count)
        let numbers = patterns.indices.map(UInt32.init)
        let status = unsafe texts.map { unsafe UnsafePointer($0) }.withUnsafeBufferPointer { expressions in
            unsafe hs_compile_multi(
                expressions.baseAddress, flags, numbers, UInt32(patterns.count), UInt32(HS_MODE_BLOCK), nil, &compiled, &problem)
        }
        defer { unsafe hs_free_compile_error(problem) }
        guard status == HS_SUCCESS, let database = unsafe compiled else {
            let (index, text) =
                unsafe problem.map { unsafe (Int($0.pointee.expression), String(cString: $0.pointee.message)) } ?? (0, "out of memory")
            throw Refusal(pattern: max(0, index), message: text)
        }
        unsafe self.database = database
    }

    deinit { unsafe hs_free_database(database) }

    /// What one thread needs for searching.
    @safe final class Scratch {
        fileprivate let pointer: OpaquePointer?
        /// Memory for words, to be used again.
        var words: [Word] = []

        fileprivate init(_ pointer: OpaquePointer?) { unsafe self.pointer = pointer }
        deinit { unsafe hs_free_scratch(pointer) }

        func takeWords() -> [Word] {
            defer { words = [] }
            return words
        }
    }

    /// For one thread; to be given back with `reuse` when it is not needed any more.
    func makeScratch() -> Scratch {
        if let scratch = idle.withLock({ Idle(scratches: $0.scratches.popLast().map { [$0] } ?? []) }).scratches.first { return scratch }
        var scratch: OpaquePointer?
        // Without it nothing would be found, and everything called clean. Swift ends the program as well when there is no memory.
        guard unsafe hs_alloc_scratch(database, &scratch) == HS_SUCCESS else { fatalError("out of memory") }
        return unsafe Scratch(scratch)
    }

    func reuse(_ scratch: Scratch) {
        let given = Idle(scratches: [scratch])
        idle.withLock { if $0.scratches.count < 16 { $0.scratches += given.scratches } }
    }

    /// At most so many matches are taken from one block: more than any that is not made for it has, and 24 MB of them.
    private static let maximumMatches = 1 << 20

    /// All matches in `bytes`, each pattern's longest from one start; in order of their ends.
    func matches(in bytes: Span<UInt8>, _ scratch: Scratch) -> [Match] {
        var found: [Match] = []
        guard !bytes.isEmpty else { return found }
        unsafe withUnsafeMutablePointer(to: &found) { found in
            let status = unsafe bytes.withUnsafeBytes { buffer in
                unsafe hs_scan(
                    database, buffer.baseAddress, UInt32(clamping: buffer.count), 0, scratch.pointer,
                    { pattern, from, to, _, context in
                        guard let found = unsafe context?.assumingMemoryBound(to: [Match].self) else { return 1 }
                        let match = Match(pattern: Int(pattern), range: Int(from)..<Int(to))
                        if let last = unsafe found.pointee.last, last.pattern == match.pattern, last.range.lowerBound == match.range.lowerBound {
                            unsafe found.pointee.removeLast()
                        }
                        unsafe found.pointee.append(match)
                        return unsafe found.pointee.count < PatternDatabase.maximumMatches ? 0 : 1
                    }, found)
            }
            precondition(status == HS_SUCCESS || status == HS_SCAN_TERMINATED, "a scratch of this database is all that can be wrong")
        }
        return found
    }
}
