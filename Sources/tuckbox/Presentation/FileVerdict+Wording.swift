import CryptoCore
import DocumentText
import FileVerdicts
import SystemFiles

extension FileVerdict.Shortfall {
    /// For people, after the name of the file.
    func says(of path: Path) -> String {
        switch self {
        case .extraction(let reason): reason.says
        case .unreadable(let error) where error.isMissing: error.reason
        case .unreadable(let error): "cannot \(error.operation.rawValue) it: \(error.reason)"
        case .notAFile: "not a file or folder"
        case .damagedVault(let error): Failure(error, path).message
        case .vaultLookalike: "it looks like a vault and is none"
        }
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
