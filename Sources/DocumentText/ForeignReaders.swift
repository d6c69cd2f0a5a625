/// Readers that are others' code: a C library, programs. They work in the sandbox only, so they come from outside this module.
public protocol ForeignReaders: AnyObject {
    /// Gives the pieces of `source`, or notes what stands against it.
    /// - Throws: `Incompleteness`, or what `extraction` throws.
    func read(_ format: ForeignFormat, _ source: ByteSource, into extraction: Extraction) throws
    /// The same for archives and compressed files that are read front to back.
    func read(archive stream: any ByteStream, name: [UInt8], into extraction: Extraction) throws
}

public enum ForeignFormat: Sendable {
    case pdf, word, excel, powerPoint, access, picture
    /// An archive that is read back and forth: 7z, rar, ISO 9660.
    case archive
}
