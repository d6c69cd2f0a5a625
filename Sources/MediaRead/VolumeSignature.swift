/// What the first bytes of a volume say that libtsk does not.
public enum VolumeSignature {
    /// Bytes that are looked at.
    public static let headSize = 1 << 16

    /// What encrypts all of the volume; nil if nothing is known to.
    public static func encryption(_ head: [UInt8]) -> String? {
        for mark in ["LUKS", "SKUL"] where stands(Array(mark.utf8) + [0xba, 0xbe], in: head, at: 0) {
            return head.count > 7 && head[7] == 2 ? "LUKS 2" : "LUKS 1"
        }
        if stands(Array("-FVE-FS-".utf8), in: head, at: 3) { return "BitLocker" }
        // The GUID 4967D63B-2E29-4AD8-8399-F6A339E3D001 in what otherwise is FAT's first sector.
        let toGo: [UInt8] = [0x3b, 0xd6, 0x67, 0x49, 0x29, 0x2e, 0xd8, 0x4a, 0x83, 0x99, 0xf6, 0xa3, 0x39, 0xe3, 0xd0, 0x01]
        if stands(toGo, in: head, at: 424) { return "BitLocker To Go" }
        return nil
    }

    /// A file system that is known by name and not read.
    public static func unreadFileSystem(_ head: [UInt8]) -> String? {
        let marks: [(String, Int, String)] = [
            ("XFSB", 0, "XFS"), ("NXSB", 32, "APFS"), ("ReFS", 3, "ReFS"), ("NSR02", 0x9001, "UDF"),
            ("NSR03", 0x9001, "UDF"), ("NSR02", 0x8801, "UDF"), ("NSR03", 0x8801, "UDF"),
        ]
        if let mark = marks.first(where: { stands(Array($0.0.utf8), in: head, at: $0.1) }) { return mark.2 }
        if stands([0x10, 0x20, 0xf5, 0xf2], in: head, at: 1024) { return "F2FS" }
        return nil
    }

    private static func stands(_ mark: [UInt8], in head: [UInt8], at offset: Int) -> Bool {
        head.count >= offset + mark.count && head[offset...].starts(with: mark)
    }
}
