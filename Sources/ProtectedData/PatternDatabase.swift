internal import CVectorscan
internal import Glibc

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
        fileprivate var matches: [Match] = []

        fileprivate init(_ pointer: OpaquePointer?) { unsafe self.pointer = pointer }
        deinit { unsafe hs_free_scratch(pointer) }
    }

    func makeScratch() -> Scratch {
        var scratch: OpaquePointer?
        unsafe hs_alloc_scratch(database, &scratch)
        return unsafe Scratch(scratch)
    }

    /// At most so many matches are taken from one block: what a page of nothing but numbers has.
    private static let maximumMatches = 1 << 16

    /// All matches in `bytes`, each pattern's longest from one start; in order of their ends.
    func matches(in bytes: Span<UInt8>, _ scratch: Scratch) -> [Match] {
        scratch.matches.removeAll(keepingCapacity: true)
        let context = unsafe Unmanaged.passUnretained(scratch).toOpaque()
        _ = unsafe bytes.withUnsafeBytes { buffer in
            unsafe hs_scan(
                database, buffer.baseAddress, UInt32(clamping: buffer.count), 0, scratch.pointer,
                { pattern, from, to, _, context in
                    guard let context = unsafe context else { return 1 }
                    let scratch = unsafe Unmanaged<Scratch>.fromOpaque(context).takeUnretainedValue()
                    let match = Match(pattern: Int(pattern), range: Int(from)..<Int(to))
                    if let last = scratch.matches.last, last.pattern == match.pattern, last.range.lowerBound == match.range.lowerBound {
                        scratch.matches.removeLast()
                    }
                    scratch.matches.append(match)
                    return scratch.matches.count < PatternDatabase.maximumMatches ? 0 : 1
                }, context)
        }
        return scratch.matches
    }
}
