/// How far a document could be examined. Only `whole` lets anybody say that there is nothing in it.
public enum ExtractionOutcome: Equatable, Sendable {
    case whole
    case notFullyExamined(Incompleteness)
    /// Nothing of its contents can be read without a key.
    case encrypted(by: EncryptionTool)
    /// A mebibyte or more that looks random and has no known header.
    case encryptedOrRandom
}

/// Why something of a document was not seen. The raw value is stable: it is in JSON and between processes.
public enum Incompleteness: String, Error, CaseIterable, Sendable {
    case damaged = "damaged"
    case unknownFormat = "unknown_format"
    /// A format that is known by name and not read: a compressed SQL Server backup, a binary workbook.
    case unsupportedFormat = "unsupported_format"
    /// Pages that are pictures, and nothing here that reads them.
    case pictureOnly = "picture_only"
    /// Some of its members are encrypted, others were read.
    case encryptedPart = "encrypted_part"
    case depthLimit = "depth_limit"
    case expansionLimit = "expansion_limit"
    case memberLimit = "member_limit"
    case outputLimit = "output_limit"
    case memoryLimit = "memory_limit"
    case timeLimit = "time_limit"
    /// The program that reads the format failed or is not installed.
    case readerFailed = "reader_failed"
    case readerMissing = "reader_missing"
    /// The sandboxed helper died, or could not be had.
    case helperFailed = "helper_failed"

    /// Whether nothing more of the document is looked at.
    var endsExtraction: Bool {
        switch self {
        case .expansionLimit, .memberLimit, .outputLimit, .memoryLimit, .timeLimit: true
        default: false
        }
    }
}

/// What encrypted a document. The raw value is stable, and for people.
public enum EncryptionTool: String, CaseIterable, Sendable {
    /// It claims to be one: only VaultFiles can say whether it is whole.
    case tuckboxVault = "tuckbox vault"
    case office = "Microsoft Office"
    case openDocument = "OpenDocument"
    case pdf = "PDF"
    case zip = "zip"
    case sevenZip = "7z"
    case rar = "rar"
    case openPGP = "OpenPGP"
    case age = "age"
    case keePass = "KeePass"
    case luks = "LUKS"
    case bitLocker = "BitLocker"
    case openSSL = "openssl enc"
    case axCrypt = "AxCrypt"
    case smime = "S/MIME"
}
