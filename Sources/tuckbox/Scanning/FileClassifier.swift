import AuditReport
import CryptoCore
import DocumentText
import ProtectedData
import SandboxedScan
import SystemFiles
import VaultFiles

/// Says what one file is. The one place that knows how a file's text is got.
struct FileClassifier: Sendable {
    let rules: RuleSet
    let keepsEvidence: Bool
    let progress: Progress
    /// Who takes documents apart; nil if there is no helper: then plain text is read here, and nothing else.
    let scanner: SandboxedScanner?

    func classify(_ path: Path) throws -> ScanResult {
        do {
            if let vault = try vault(path) { return vault }
            let file = try Descriptor.open(path, .read)
            guard try file.status().kind == .file else { return ScanResult(path: path, verdict: .notExamined, reason: "it is no regular file") }
            let examination = Examination(rules, keepsEvidence: keepsEvidence)
            let outcome = try read(file, path.lastComponent, examination.take)
            try Interruption.check()
            return result(path, outcome, examination)
        } catch let error as FileError {
            return ScanResult(path: path, verdict: .notExamined, reason: "cannot \(error.operation.rawValue) it: \(error.reason)")
        }
    }

    private func result(_ path: Path, _ outcome: ExtractionOutcome, _ examination: Examination) -> ScanResult {
        switch outcome {
        case .encrypted(.tuckboxVault): return ScanResult(path: path, verdict: .notExamined, reason: "it looks like a vault and is none")
        case .encrypted: return ScanResult(path: path, verdict: .encrypted)
        case .encryptedOrRandom: return ScanResult(path: path, verdict: .encryptedOrRandom)
        case .whole, .notFullyExamined: break
        }
        let assessment = examination.finish()
        let verdict: ScanResult.Verdict = assessment.isProtected ? .protected : .clean
        guard case .notFullyExamined(let reason) = outcome else { return ScanResult(path: path, verdict: verdict, assessment: assessment) }
        // What was found counts; that nothing was found does not.
        return ScanResult(path: path, verdict: verdict == .clean ? .notExamined : verdict, assessment: assessment, reason: reason.says)
    }

    /// A vault is known by its whole structure: headers, sizes, and the length that its parts have to have. A damaged one proves nothing.
    private func vault(_ path: Path) throws -> ScanResult? {
        do {
            _ = try VaultFile(path)
            return ScanResult(path: path, verdict: .vault)
        } catch CryptoError.notAVault {
            return nil
        } catch let error as CryptoError {
            return ScanResult(path: path, verdict: .notExamined, reason: Failure(error, about: path)?.message ?? "a damaged vault")
        }
    }

    /// Gives the pieces of a document to `take`.
    private func read(_ file: borrowing Descriptor, _ name: [UInt8], _ take: (DocumentPiece) -> Void) throws -> ExtractionOutcome {
        if let scanner {
            defer { progress.advance((try? file.status().size) ?? 0) }
            return try scanner.extract(file, name: name, take)
        }
        var reader = PlainTextReader()
        let buffer = ByteBuffer(count: 1 << 18)
        var isEmpty = true
        while true {
            try Interruption.check()
            let count = try buffer.withMutableSpan(0..<buffer.count) { try file.read(into: &$0) }
            if count == 0 { break }
            isEmpty = false
            progress.advance(UInt64(count))
            let bytes = buffer.withSpan(0..<count) { span in unsafe span.withUnsafeBytes { unsafe Array($0) } }
            guard reader.feed(bytes, take) else { return .notFullyExamined(.readerMissing) }
        }
        return reader.finish(take) || isEmpty ? .whole : .notFullyExamined(.readerMissing)
    }
}

extension Incompleteness {
    /// For people, after the name of the file.
    var says: String {
        switch self {
        case .damaged: "it is damaged, or no program would read all of it"
        case .unknownFormat: "its format is not known"
        case .unsupportedFormat: "its format cannot be read"
        case .pictureOnly: "its pages are pictures; with tesseract-ocr installed they are read"
        case .encryptedPart: "a part of it is encrypted"
        case .depthLimit, .memberLimit: "it has too many archives within archives, or too many members"
        case .expansionLimit, .outputLimit, .memoryLimit: "it unpacks to more than is safe"
        case .timeLimit: "it takes too long"
        case .readerFailed: "the program that reads its format failed"
        case .readerMissing: "the program that reads its format is not installed"
        case .helperFailed: "the sandboxed reader failed"
        }
    }
}
