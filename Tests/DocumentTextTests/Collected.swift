@testable import DocumentText

/// What came out of a document.
struct Collected {
    var outcome = ExtractionOutcome.whole
    var pieces: [DocumentPiece] = []

    init(_ bytes: [UInt8], limits: ExtractionLimits = ExtractionLimits()) throws {
        var pieces: [DocumentPiece] = []
        outcome = try Extractor(limits: limits).extract(ByteSource(bytes)) { pieces.append($0) }
        self.pieces = pieces
    }

    init(_ text: String) throws { try self.init(Array(text.utf8)) }

    var text: String { pieces.map { if case .text(let text) = $0 { String(decoding: text, as: UTF8.self) } else { "" } }.joined() }
    var rows: [[String]] {
        pieces.compactMap { if case .row(let cells) = $0 { cells.map { String(decoding: $0, as: UTF8.self) } } else { nil } }
    }
    var parts: [String] { pieces.compactMap { if case .part(let name) = $0 { String(decoding: name, as: UTF8.self) } else { nil } } }
    var properties: [String: String] {
        var found: [String: String] = [:]
        for case .property(let name, let value) in pieces { found[name] = String(decoding: value, as: UTF8.self) }
        return found
    }
}

/// Little-endian numbers for files made by hand.
func little(_ value: Int, _ size: Int) -> [UInt8] { (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
func big(_ value: Int, _ size: Int) -> [UInt8] { little(value, size).reversed() }
