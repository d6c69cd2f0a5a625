import DocumentText
import FuzzSupport
import ProtectedData

private let set: RuleSet = {
    do { return try RuleSet() } catch { fatalError("our own rules: \(error)") }
}()

/// Pieces of a document as no reader would give them, to an assessment: sums hold, and whatever the network is asked, it has a number or none.
///
/// Input: for each piece its kind, the length as two bytes, and so many bytes; of rows, a tab parts cells.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    var input = unsafe Input(start, count)
    let examination = Examination(set)
    while !input.isEmpty {
        let kind = input.byte() & 3
        let bytes = input.bytes(Int(input.number(UInt16.self)))
        switch kind {
        case 0: examination.take(.text(bytes))
        case 1: examination.take(.row(bytes.split(separator: 0x09, omittingEmptySubsequences: false).map(Array.init)))
        case 2: examination.take(.property(name: "subject", value: bytes))
        default: examination.take(.part(name: bytes))
        }
    }
    let assessment = examination.finish()
    require(assessment.score.isFinite && (assessment.parts.reduce(0) { $0 + $1.weight } - assessment.score).magnitude < 1e-6, "parts add up")
    let text = Training.openingText(examination)
    require(text.count <= 1 << 16, "what is kept is bounded")
    for (words, flags) in Training.sentences(text) {
        require(!words.isEmpty && words.utf8.count { $0 == 0x20 } == flags.count - 1 && flags.allSatisfy { $0 < 8 }, "each word has its flags")
    }
    // A few windows of the text, because more take too long.
    if let network = Training.network(Array(text.prefix(600))) { require(network.isFinite, "a score is a number") }
    return 0
}
