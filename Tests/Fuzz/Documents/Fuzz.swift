import DocumentText
import FuzzSupport

/// Documents of any kind, through our own walkers: the contract of pieces holds, and the limits do.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    var limits = ExtractionLimits()
    (limits.members, limits.expandedBytes, limits.ratioFloor, limits.heldBytes, limits.outputBytes) = (200, 1 << 20, 1 << 18, 1 << 20, 1 << 20)
    var output = 0
    do {
        let outcome = try Extractor(limits: limits).extract(ByteSource(bytes)) { piece in
            output += piece.size
            check(piece)
        }
        if outcome == .encryptedOrRandom { require(count >= 1 << 20, "only what is large looks random") }
    } catch { fatalError("nothing but the sink throws: \(error)") }
    // A piece may go out as the limit is found, never another.
    require(output <= 2 * count + 1 << 20 + 1 << 20, "output is limited")
    return 0
}

private func check(_ piece: DocumentPiece) {
    switch piece {
    case .part(let name): require(name.count <= 3 * 4096 && isUTF8(name), "a name is short, and UTF-8")
    case .text(let text): require(text.count <= 1 << 20 && isUTF8(text), "text is bounded, and UTF-8")
    case .property(let name, let value): require(!name.isEmpty && value.count <= 3 << 16 && isUTF8(value), "a property is bounded, and UTF-8")
    case .row(let cells):
        require(cells.count <= 1024 && cells.reduce(0) { $0 + $1.count } <= 1 << 16 && cells.allSatisfy(isUTF8), "a row is bounded, and UTF-8")
    }
}

private func isUTF8(_ bytes: [UInt8]) -> Bool { String(validating: bytes, as: UTF8.self) != nil }
