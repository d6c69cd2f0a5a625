/// What a document is by its first bytes; its name has no say.
enum DocumentKind: Equatable {
    case encrypted(EncryptionTool)
    /// OOXML and OpenDocument too.
    case zip
    case gzip
    /// tar, xz, bzip2 and others that libarchive reads front to back.
    case streamArchive
    /// 7z, rar, ISO 9660.
    case seekArchive
    /// OLE2: old Office, Outlook messages, encrypted Office.
    case compound
    case pdf, rtf, sqlite, access
    /// A Microsoft Tape Format backup, of SQL Server say.
    case tape
    case picture(PictureKind)
    case mail, mailbox, html, xml, json, sql
    case text
    /// Sound, moving pictures, fonts, programs: no text but what its strings say.
    case media
    case unsupported
    case unknown

    /// Bytes that `init` wants to see.
    static let headSize = 65536

    /// - Parameter head: the first 64 KiB, or all there is.
    init(_ head: [UInt8]) {
        self =
            Self.encrypted(head).map(Self.encrypted) ?? Self.container(head) ?? PictureKind(head).map(Self.picture) ?? Self.media(head)
            ?? Self.textual(head) ?? (Self.isTar(head) ? .streamArchive : nil) ?? .unknown
    }

    private static let encryptedTexts: [(StaticString, Int, EncryptionTool)] = [
        ("age-encryption.org/v1", 0, .age), ("-----BEGIN AGE ENCRYPTED FILE-----", 0, .age), ("-----BEGIN PGP MESSAGE-----", 0, .openPGP),
        ("Salted__", 0, .openSSL), ("-FVE-FS-", 3, .bitLocker),
    ]

    private static let encryptedCodes: [([UInt8], Int, EncryptionTool)] = [
        (StaticString("LUKS").bytes + [0xba, 0xbe], 0, .luks), (StaticString("SKUL").bytes + [0xba, 0xbe], 0, .luks),
        ([0x03, 0xd9, 0xa2, 0x9a, 0x67, 0xfb, 0x4b, 0xb5], 0, .keePass), ([0x03, 0xd9, 0xa2, 0x9a, 0x65, 0xfb, 0x4b, 0xb5], 0, .keePass),
        ([0xc0, 0xb9, 0x07, 0x2e, 0x4f, 0x93, 0xf1, 0x46, 0xa0, 0x15, 0x79, 0x2c, 0xa1, 0xd9, 0xe8, 0x21], 0, .axCrypt),
        // BitLocker To Go: the GUID 4967D63B-2E29-4AD8-8399-F6A339E3D001 in a FAT boot sector.
        ([0x3b, 0xd6, 0x67, 0x49, 0x29, 0x2e, 0xd8, 0x4a, 0x83, 0x99, 0xf6, 0xa3, 0x39, 0xe3, 0xd0, 0x01], 424, .bitLocker),
    ]

    private static func encrypted(_ head: [UInt8]) -> EncryptionTool? {
        if VaultMark.isVault(head) { return .tuckboxVault }
        if let mark = encryptedTexts.first(where: { head.starts($0.0, at: $0.1) }) { return mark.2 }
        if let code = encryptedCodes.first(where: { head.count >= $0.1 && head[$0.1...].starts(with: $0.0) }) { return code.2 }
        return OpenPGPMark.isMessage(head) ? .openPGP : nil
    }

    private static let containers: [([UInt8], DocumentKind)] = [
        ([0x50, 0x4b, 3, 4], .zip), ([0x50, 0x4b, 5, 6], .zip), ([0x50, 0x4b, 7, 8, 0x50, 0x4b], .zip), ([0x1f, 0x8b, 8], .gzip),
        ([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], .compound), (.init("SQLite format 3\0"), .sqlite),
        ([0, 1, 0, 0] + .init("Standard Jet DB"), .access), ([0, 1, 0, 0] + .init("Standard ACE DB"), .access), (.init("{\\rtf"), .rtf),
        ([0xfd] + .init("7zXZ\0"), .streamArchive), (.init("BZh"), .streamArchive), ([0x28, 0xb5, 0x2f, 0xfd], .streamArchive),
        ([4, 0x22, 0x4d, 0x18], .streamArchive), (.init("LZIP"), .streamArchive), ([0x5d, 0, 0, 0x80, 0], .streamArchive),
        ([0x1f, 0x9d], .streamArchive), ([0x1f, 0xa0], .streamArchive), (.init("MSCF\0\0\0\0"), .streamArchive),
        (.init("!<arch>\n"), .streamArchive),
        (.init("070701"), .streamArchive), (.init("070702"), .streamArchive), (.init("070707"), .streamArchive), ([0xc7, 0x71], .streamArchive),
        ([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], .seekArchive), (.init("Rar!") + [0x1a, 7], .seekArchive),
        (.init("TAPE"), .tape), (.init("MSSQLBAK"), .unsupported),
    ]

    private static func container(_ head: [UInt8]) -> DocumentKind? {
        if let mark = containers.first(where: { head.starts(with: $0.0) }) { return mark.1 }
        if head.starts("ustar", at: 257) { return .streamArchive }
        if head.starts("CD001", at: 32769) { return .seekArchive }
        // PDF allows other bytes before it.
        if head.prefix(1024).contains(text: "%PDF-") { return .pdf }
        return nil
    }

    private static let mediaMarks: [([UInt8], Int)] = [
        ([0x7f] + .init("ELF"), 0), (.init("ID3"), 0), (.init("OggS"), 0), (.init("fLaC"), 0), (.init("ftyp"), 4), (.init("moov"), 4),
        (.init("RIFF"), 0),
        ([0x1a, 0x45, 0xdf, 0xa3], 0), (.init("OTTO\0"), 0), ([0, 1, 0, 0, 0], 0), (.init("wOFF"), 0), (.init("wOF2"), 0), (.init("FLV"), 0),
        ([0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11], 0), ([0, 0, 1, 0xba], 0), ([0, 0, 1, 0xb3], 0), (.init("MThd"), 0),
        ([0xca, 0xfe, 0xba, 0xbe], 0), (.init("\0asm"), 0), (.init("ttcf"), 0),
        // Windows metafiles: drawings with their letters in them.
        (.init(" EMF"), 40), ([0xd7, 0xcd, 0xc6, 0x9a], 0),
    ]

    private static func media(_ head: [UInt8]) -> DocumentKind? {
        if mediaMarks.contains(where: { head.count >= $0.1 && head[$0.1...].starts(with: $0.0) }) { return .media }
        // An executable of Windows: MZ, and where it says, PE.
        if head.starts("MZ"), let offset = head.little(60, 4), head.starts("PE\0\0", at: offset) { return .media }
        // MPEG audio without a tag: two frame headers of the same kind would be surer; the strings are read either way.
        if head.count > 3, head[0] == 0xff, [0xfb, 0xf3, 0xf2, 0xfa].contains(head[1]), head[2] & 0xf0 != 0xf0, head[2] & 0xf0 != 0 { return .media }
        return nil
    }

    /// tar before POSIX has no magic but its checksum.
    private static func isTar(_ head: [UInt8]) -> Bool {
        guard head.count >= 512, head[0] != 0 else { return false }
        let field = head[148..<156]
        guard let checksum = Int(String(decoding: field.filter { (0x30...0x37).contains($0) }, as: UTF8.self), radix: 8) else { return false }
        return head[..<512].reduce(0) { $0 + Int($1) } - field.reduce(0) { $0 + Int($1) } + 8 * 0x20 == checksum
    }
}
