/// Documents that are known by how they begin, at the beginning of a sector.
enum DocumentMark: CaseIterable {
    case zip, pdf, compound, gzip, sqlite, sevenZip, vault

    init?(_ head: Span<UInt8>) {
        guard head.count >= 16, let found = Self.allCases.first(where: { Self.begins(head, $0.mark) }) else { return nil }
        self = found
    }

    private var mark: [UInt8] {
        switch self {
        case .zip: Self.zipMark
        case .pdf: Self.pdfMark
        case .compound: Self.compoundMark
        case .gzip: Self.gzipMark
        case .sqlite: Self.sqliteMark
        case .sevenZip: Self.sevenZipMark
        case .vault: Self.vaultMark
        }
    }

    private static let zipMark: [UInt8] = [0x50, 0x4b, 3, 4]
    static let pdfMark = Array("%PDF-".utf8)
    private static let compoundMark: [UInt8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
    private static let gzipMark: [UInt8] = [0x1f, 0x8b, 8]
    private static let sqliteMark = Array("SQLite format 3\0".utf8)
    private static let sevenZipMark: [UInt8] = [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]
    static let vaultMark = Array("TUCKBOX VAULT ".utf8)

    static func begins(_ bytes: Span<UInt8>, _ mark: [UInt8]) -> Bool {
        guard bytes.count >= mark.count, bytes[0] == mark[0] else { return false }
        for i in mark.indices where bytes[i] != mark[i] { return false }
        return true
    }
}
