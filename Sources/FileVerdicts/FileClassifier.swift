import CryptoCore
import DocumentText
public import ProtectedData
public import SandboxedScan
public import SystemFiles
public import VaultFiles

/// Says what one file is: a whole vault, protected data, or what else. For many threads. The one place that knows how a file's text is got.
public struct FileClassifier: Sendable {
    private let rules: RuleSet
    private let scanner: SandboxedScanner?
    private let keepsEvidence: Bool
    private let progress: Progress

    /// - Parameters:
    ///   - scanner: who takes documents apart; nil if there is no helper: then plain text is read here, and nothing else.
    ///   - keepsEvidence: whether assessments keep what was found, as it stands in the file: personal data.
    ///   - progress: advanced by every byte that was looked at.
    public init(rules: RuleSet, scanner: SandboxedScanner?, keepsEvidence: Bool = false, progress: Progress = Progress()) {
        (self.rules, self.scanner, self.keepsEvidence, self.progress) = (rules, scanner, keepsEvidence, progress)
    }

    /// Opens the file that a path names. What cannot be read is `notExamined`; only an interruption is thrown.
    public func classify(_ path: Path) throws -> FileVerdict {
        do {
            return try classify(try Descriptor.open(path, .read), name: path.lastComponent)
        } catch let error as FileError {
            return FileVerdict(.notExamined, shortfall: .unreadable(error))
        }
    }

    /// - Parameters:
    ///   - file: open for reading only, and seekable.
    ///   - name: without folders; hostile, and never trusted to say what a file is.
    public func classify(_ file: borrowing Descriptor, name: [UInt8]) throws -> FileVerdict {
        do {
            guard try file.status().kind == .file else { return FileVerdict(.notExamined, shortfall: .notAFile) }
            if let vault = try vault(file) { return vault }
            let examination = Examination(rules, keepsEvidence: keepsEvidence)
            let outcome = try read(file, name, examination.take)
            try Interruption.check()
            return verdict(outcome, examination)
        } catch let error as FileError {
            return FileVerdict(.notExamined, shortfall: .unreadable(error))
        }
    }

    /// The same verdict as of a file with these bytes, if they are plain text.
    /// - Returns: nil if they are anything else: a file is needed, to be handed to a helper.
    public func classifyText(_ bytes: [UInt8]) throws -> FileVerdict? {
        do throws(CryptoError) {
            _ = try HeaderPair(first: Array(bytes.prefix(Header.copySize)), last: Array(bytes.suffix(Header.copySize)))
            return nil
        } catch { guard error == .notAVault else { return nil } }
        let examination = Examination(rules, keepsEvidence: keepsEvidence)
        guard let outcome = try readPlainText(ByteSource(bytes), examination.take) else { return nil }
        return verdict(outcome, examination)
    }

    private func verdict(_ outcome: ExtractionOutcome, _ examination: Examination) -> FileVerdict {
        switch outcome {
        case .encrypted(.tuckboxVault): return FileVerdict(.notExamined, shortfall: .vaultLookalike)
        case .encrypted(let tool): return FileVerdict(.encrypted, tool: tool)
        case .encryptedOrRandom: return FileVerdict(.encryptedOrRandom)
        case .whole, .notFullyExamined: break
        }
        let assessment = examination.finish()
        let kind: FileVerdict.Kind = assessment.isProtected ? .protected : .clean
        guard case .notFullyExamined(let reason) = outcome else { return FileVerdict(kind, assessment: assessment) }
        return FileVerdict(kind == .clean ? .notExamined : kind, assessment: assessment, shortfall: .extraction(reason))
    }

    /// A vault is known by its whole structure: headers, sizes, and the length that its parts have to have. A damaged one proves nothing.
    private func vault(_ file: borrowing Descriptor) throws -> FileVerdict? {
        do {
            return FileVerdict(.vault, vault: try VaultFile(reading: try file.duplicate(), file.path))
        } catch CryptoError.notAVault {
            return nil
        } catch let error as CryptoError {
            return FileVerdict(.notExamined, shortfall: .damagedVault(error))
        }
    }

    /// Plain text is read here: its pieces would come from a helper as the same bytes, only slower. Docs/decisions/0023.
    /// - Returns: nil if it is anything else.
    private func readPlainText(_ source: ByteSource, _ take: (DocumentPiece) -> Void) throws -> ExtractionOutcome? {
        var left = source.count
        let outcome = try withoutActuallyEscaping(take) { take in
            try Extractor().extractPlainText(source) { piece in
                try Interruption.check()
                take(piece)
                let size = min(left, UInt64(piece.size))
                progress.advance(size)
                left -= size
            }
        }
        if outcome != nil { progress.advance(left) }
        return outcome
    }

    /// Gives the pieces of a document to `take`.
    private func read(_ file: borrowing Descriptor, _ name: [UInt8], _ take: (DocumentPiece) -> Void) throws -> ExtractionOutcome {
        if let scanner {
            if let outcome = try readPlainText(ByteSource(try file.duplicate()), take) { return outcome }
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
