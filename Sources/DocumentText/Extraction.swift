import SystemFiles

/// One document on its way through the extractors: where its pieces go, what was used up of its limits, what could not be read.
public final class Extraction {
    public let limits: ExtractionLimits
    private let sink: (DocumentPiece) throws -> Void
    let foreign: (any ForeignReaders)?

    /// How deep in containers we are: 0 is the document itself.
    private(set) var depth = 0
    private var members = 0
    private var picturesLeft = 32
    /// From the first picture on: what a document may take altogether is little more.
    private static let timeForPictures = Duration.seconds(40)
    private var endOfPictures: ContinuousClock.Instant?
    private var expanded: UInt64 = 0
    private var output: UInt64 = 0
    private let outputLimit: UInt64
    private let expansionLimit: UInt64
    /// Bytes that members in memory take at the moment.
    private var held = 0

    private var incompleteness: Incompleteness?
    private var encryption: EncryptionTool?
    private var looksRandom = false
    /// Whether something was read that is not encrypted.
    private var hasReadable = false

    var pendingText: [UInt8] = []
    /// The end of the text that went out last, if nothing else went out since.
    var lastOfText: UInt8?

    init(size: UInt64, limits: ExtractionLimits, foreign: (any ForeignReaders)?, sink: @escaping (DocumentPiece) throws -> Void) {
        (self.limits, self.foreign, self.sink) = (limits, foreign, sink)
        let (twice, isTooMuch) = size.multipliedReportingOverflow(by: 2)
        outputLimit = isTooMuch ? .max : twice.addingReportingOverflow(limits.outputBytes).overflow ? .max : twice + limits.outputBytes
        let ratio = size.multipliedReportingOverflow(by: limits.expansionRatio)
        expansionLimit = min(limits.expandedBytes, max(limits.ratioFloor, ratio.overflow ? .max : ratio.partialValue))
    }

    /// Notes that something was not seen. The first reason is the one that is told, or the one that ended it all.
    public func note(_ reason: Incompleteness) { incompleteness = reason.endsExtraction ? reason : incompleteness ?? reason }

    /// Notes that the document, or a part of it, is encrypted.
    public func note(encryptedBy tool: EncryptionTool) { encryption = encryption ?? tool }

    func noteRandom() { looksRandom = true }
    /// Notes that something of it can be read without a key.
    public func noteReadable() { hasReadable = true }

    var outcome: ExtractionOutcome {
        if let incompleteness { return .notFullyExamined(incompleteness) }
        if let encryption { return hasReadable ? .notFullyExamined(.encryptedPart) : .encrypted(by: encryption) }
        if looksRandom { return hasReadable ? .notFullyExamined(.unknownFormat) : .encryptedOrRandom }
        return .whole
    }

    // MARK: Limits

    /// Counts bytes that came out of compression or an encoding.
    public func countExpanded(_ count: Int) throws {
        expanded += UInt64(count)
        if expanded > expansionLimit { throw Incompleteness.expansionLimit }
    }

    public func countMember() throws {
        members += 1
        if members > limits.members { throw Incompleteness.memberLimit }
    }

    /// Whether another picture is looked at for letters: a second each, so the first of a document only. Those that are not are told of.
    func takePictureForLetters() -> Bool {
        picturesLeft -= 1
        guard picturesLeft >= 0, hasTimeForPictures() else {
            note(.pictureOnly)
            return false
        }
        return true
    }

    /// Whether there is time left to look at a picture or a scanned page; the first one begins it.
    public func hasTimeForPictures() -> Bool {
        let end = endOfPictures ?? .now + Self.timeForPictures
        endOfPictures = end
        return .now < end
    }

    func countHeld(_ count: Int) throws {
        held += count
        if held > limits.heldBytes { throw Incompleteness.memoryLimit }
    }

    func releaseHeld(_ count: Int) { held -= count }

    /// Reads what is in a container at one level more; what goes wrong in it is noted, and ends only it, unless it is a limit of the whole document.
    public func within(_ body: () throws -> Void) throws {
        guard depth < limits.depth else { return note(.depthLimit) }
        depth += 1
        defer { depth -= 1 }
        try contained(body)
    }

    func contained(_ body: () throws -> Void) throws {
        do { try body() } catch let reason as Incompleteness where !reason.endsExtraction { note(reason) } catch is FileError { note(.damaged) }
        try flush()
    }

    // MARK: Pieces

    /// Bytes of text that were given until now.
    var givenBytes: UInt64 { output + UInt64(pendingText.count) }

    func emit(_ piece: DocumentPiece) throws {
        output += UInt64(piece.size)
        if output > outputLimit { throw Incompleteness.outputLimit }
        do { try sink(piece) } catch { throw SinkFailed(error: error) }
    }

    /// What the receiver of pieces throws is not the document's failure.
    struct SinkFailed: Error { let error: any Error }
}
