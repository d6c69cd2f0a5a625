/// What an extractor gives, in reading order. All text is UTF-8, whatever it was; invalid bytes have become U+FFFD.
public enum DocumentPiece: Sendable {
    /// A new part begins: a member of an archive, a sheet, a slide, an attachment. The name is hostile and may be empty.
    case part(name: [UInt8])
    /// Running text; paragraphs end with LF.
    case text([UInt8])
    /// One row of a table.
    case row([[UInt8]])
    /// A property the document says of itself: title, author, subject, keywords, a marking in a header or footer, camera, GPS.
    case property(name: String, value: [UInt8])
}
