import CryptoCore
import DocumentText
import ProtectedData
import SystemFiles
import VaultFiles

/// Says what one file is. The one place that knows how a file's text is got.
struct FileClassifier: Sendable {
    let rules: RuleSet
    let keepsEvidence: Bool
    let progress: Progress

    func classify(_ path: Path) throws -> ScanResult {
        do {
            if let vault = try vault(path) { return vault }
            let file = try Descriptor.open(path, .read)
            guard try file.status().kind == .file else { return ScanResult(path: path, verdict: .notExamined, reason: "it is no regular file") }
            let examination = Examination(rules, keepsEvidence: keepsEvidence)
            if let reason = try read(file, examination.take) { return ScanResult(path: path, verdict: .notExamined, reason: reason) }
            let assessment = examination.finish()
            return ScanResult(path: path, verdict: assessment.isProtected ? .protected : .clean, assessment: assessment)
        } catch let error as FileError {
            return ScanResult(path: path, verdict: .notExamined, reason: "cannot \(error.operation.rawValue) it: \(error.reason)")
        }
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
    /// - Returns: why it was not examined whole; nil if it was.
    private func read(_ file: borrowing Descriptor, _ take: (DocumentPiece) -> Void) throws -> String? {
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
            guard reader.feed(bytes, take) else { return "it is no text, and this version reads nothing else" }
        }
        return reader.finish(take) || isEmpty ? nil : "it is no text, and this version reads nothing else"
    }
}
