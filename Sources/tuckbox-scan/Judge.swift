import DocumentText

/// The one place where documents are judged: pieces go in and stay here, a judgement comes out. Its coding is between this and whoever asks.
struct Judge {
    private var pieces: UInt64 = 0

    mutating func take(_ piece: DocumentPiece) { pieces &+= 1 }

    /// The number of pieces, little-endian.
    mutating func finish() -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: pieces >> (8 * UInt64($0))) } }
}
