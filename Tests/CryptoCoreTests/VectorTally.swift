import Testing

/// Counts what was done with the vectors of one file, and says it in one line.
struct VectorTally {
    let name: String
    private var run = 0
    private var failed = 0
    private var skipped: [(reason: String, count: Int)] = []

    init(_ name: String) {
        self.name = name
    }

    /// Runs one vector. It fails if `body` says so or throws.
    mutating func check(_ number: Int, _ comment: String, sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Bool) {
        run += 1
        do {
            if try body() { return }
            Issue.record("\(name) \(number): wrong result: \(comment)", sourceLocation: sourceLocation)
        } catch {
            Issue.record("\(name) \(number): \(error): \(comment)", sourceLocation: sourceLocation)
        }
        failed += 1
    }

    mutating func skip(_ reason: String) {
        if let i = skipped.firstIndex(where: { $0.reason == reason }) {
            skipped[i].count += 1
        } else {
            skipped.append((reason, 1))
        }
    }

    /// Prints the line, and checks that no vector was lost on the way.
    func finish(total: Int, sourceLocation: SourceLocation = #_sourceLocation) {
        let count = skipped.reduce(0) { $0 + $1.count }
        let reasons = skipped.count == 1 ? skipped[0].reason : skipped.map { "\($0.count) \($0.reason)" }.joined(separator: "; ")
        print("vectors: \(name): \(run) run, \(count) skipped\(skipped.isEmpty ? "" : " (\(reasons))"), \(failed) failed")
        #expect(run > 0, sourceLocation: sourceLocation)
        #expect(run + count == total, sourceLocation: sourceLocation)
    }
}
