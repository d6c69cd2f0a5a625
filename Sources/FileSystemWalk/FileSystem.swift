internal import CTSK
internal import MediaRead

/// One file system that libtsk has open.
@safe final class FileSystem {
    let image: MediumImage
    let info: UnsafeMutablePointer<TSK_FS_INFO>
    /// Bytes from the beginning of the medium.
    let offset: UInt64
    var blockSize: UInt64 { unsafe UInt64(info.pointee.block_size) }
    var type: TSK_FS_TYPE_ENUM { unsafe info.pointee.ftype }

    /// - Parameter wanted: libtsk's number; 0 to find out.
    /// - Returns: nil if there is none that can be read.
    init?(_ image: MediumImage, at offset: UInt64, type wanted: UInt32) {
        guard let start = Int64(exactly: offset), let info = unsafe tsk_fs_open_img(image.info, start, TSK_FS_TYPE_ENUM(wanted)) else { return nil }
        let type = unsafe info.pointee.ftype
        let block = unsafe UInt64(info.pointee.block_size)
        let last = unsafe info.pointee.last_block_act
        guard type != TSK_FS_TYPE_RAW, type != TSK_FS_TYPE_SWAP, block > 0, last < UInt64.max / block else {
            unsafe tsk_fs_close(info)
            return nil
        }
        (self.image, self.offset) = (image, offset)
        unsafe self.info = info
    }

    deinit { unsafe tsk_fs_close(info) }

    /// Bytes from the beginning of the medium; nil beyond it.
    func place(ofBlock block: UInt64) -> UInt64? {
        let (start, tooFar) = block.multipliedReportingOverflow(by: blockSize)
        let (place, tooLong) = start.addingReportingOverflow(offset)
        return tooFar || tooLong || place >= image.size ? nil : place
    }

    var name: String {
        switch type {
        case TSK_FS_TYPE_NTFS: "NTFS"
        case TSK_FS_TYPE_FAT12: "FAT12"
        case TSK_FS_TYPE_FAT16: "FAT16"
        case TSK_FS_TYPE_FAT32: "FAT32"
        case TSK_FS_TYPE_EXFAT: "exFAT"
        case TSK_FS_TYPE_EXT2: "ext2"
        case TSK_FS_TYPE_EXT3: "ext3"
        case TSK_FS_TYPE_EXT4: "ext4"
        case TSK_FS_TYPE_ISO9660: "ISO 9660"
        case TSK_FS_TYPE_HFS: "HFS+"
        case TSK_FS_TYPE_HFS_LEGACY: "HFS"
        case TSK_FS_TYPE_APFS: "APFS"
        case TSK_FS_TYPE_YAFFS2: "YAFFS2"
        default: "UFS"
        }
    }

    var isFAT: Bool { [TSK_FS_TYPE_FAT12, TSK_FS_TYPE_FAT16, TSK_FS_TYPE_FAT32, TSK_FS_TYPE_EXFAT].contains(type) }
    var isExt: Bool { [TSK_FS_TYPE_EXT2, TSK_FS_TYPE_EXT3, TSK_FS_TYPE_EXT4].contains(type) }

    /// Whether libtsk can list files that no folder names. HFS+ takes a file out of its catalogue when it is deleted.
    var keepsOrphans: Bool { ![TSK_FS_TYPE_HFS, TSK_FS_TYPE_HFS_LEGACY].contains(type) }

    func describe(_ volume: inout MediumVolume, _ head: [UInt8]) {
        volume.fileSystemType = type.rawValue
        volume.fileSystem = name
        volume.hasLocalTimes = isFAT
        volume.fileSystemSize = unsafe (info.pointee.last_block_act + 1).multipliedReportingOverflow(by: blockSize).partialValue
        func hexadecimal(_ range: Range<Int>) -> String? {
            guard head.count >= range.upperBound else { return nil }
            let digits = head[range].reversed().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
            return digits.joined().uppercased()
        }
        func text(_ range: Range<Int>) -> [UInt8] {
            guard head.count >= range.upperBound else { return [] }
            var bytes = Array(head[range].prefix { $0 != 0 })
            while bytes.last == 0x20 { bytes.removeLast() }
            return bytes == Array("NO NAME".utf8) ? [] : bytes
        }
        switch type {
        case TSK_FS_TYPE_FAT12, TSK_FS_TYPE_FAT16: (volume.identifier, volume.label) = (hexadecimal(39..<43), text(43..<54))
        case TSK_FS_TYPE_FAT32: (volume.identifier, volume.label) = (hexadecimal(67..<71), text(71..<82))
        case TSK_FS_TYPE_EXFAT: (volume.identifier, volume.label) = (hexadecimal(100..<104), nameOfExFAT())
        case TSK_FS_TYPE_NTFS: (volume.identifier, volume.label) = (hexadecimal(72..<80), nameOfNTFS())
        case TSK_FS_TYPE_EXT2, TSK_FS_TYPE_EXT3, TSK_FS_TYPE_EXT4: (volume.identifier, volume.label) = (Self.uuid(head), text(1144..<1160))
        case TSK_FS_TYPE_ISO9660: volume.label = text(32808..<32840)
        default: break
        }
    }

    private static func uuid(_ head: [UInt8]) -> String? {
        guard head.count >= 1144 else { return nil }
        let digits = head[1128..<1144].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        return [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { digits[$0].joined() }.joined(separator: "-")
    }

    /// The attribute $VOLUME_NAME (0x60) of the file $Volume, UTF-16.
    private func nameOfNTFS() -> [UInt8] {
        guard let file = unsafe tsk_fs_file_open_meta(info, nil, 3) else { return [] }
        defer { unsafe tsk_fs_file_close(file) }
        var bytes = [UInt8](repeating: 0, count: 256)
        let got = unsafe bytes.withUnsafeMutableBytes { buffer in
            unsafe tsk_fs_file_read_type(
                file, TSK_FS_ATTR_TYPE_ENUM(0x60), 0, 0, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count,
                TSK_FS_FILE_READ_FLAG_NOID)
        }
        guard got > 1 else { return [] }
        let units = stride(from: 0, to: got - 1, by: 2).map { UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8 }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }
}

extension FileSystem {
    func isInUse(block: UInt64) -> Bool {
        guard let flags = unsafe info.pointee.block_getflags else { return false }
        return unsafe flags(info, block).rawValue & TSK_FS_BLOCK_FLAG_ALLOC.rawValue != 0
    }
}

extension FileSystem {
    static let labelMark = Array(" (Volume Label Entry)".utf8)

    /// Whether a path is what libtsk calls an entry of FAT or exFAT that is no file.
    func isBookkeeping(_ path: [UInt8]) -> Bool {
        guard isFAT else { return false }
        return path.suffix(Self.labelMark.count).elementsEqual(Self.labelMark)
            || ["$ALLOC_BITMAP", "$UPCASE_TABLE", "$VOLUME_GUID", "$TEX_FAT", "$ACT"].contains {
                path.elementsEqual($0.utf8) || path.elementsEqual(("/" + $0).utf8)
            }
    }

    /// What the root folder of exFAT says that the volume is called.
    fileprivate func nameOfExFAT() -> [UInt8] {
        guard let folder = unsafe tsk_fs_dir_open_meta(info, info.pointee.root_inum) else { return [] }
        defer { unsafe tsk_fs_dir_close(folder) }
        for index in unsafe 0..<min(tsk_fs_dir_getsize(folder), 64) {
            guard let name = unsafe tsk_fs_dir_get_name(folder, index), let text = unsafe name.pointee.name else { continue }
            let bytes = unsafe UnsafeBufferPointer(start: text, count: strnlen(text, 256)).map(UInt8.init(bitPattern:))
            if bytes.suffix(Self.labelMark.count).elementsEqual(Self.labelMark) { return Array(bytes.dropLast(Self.labelMark.count)) }
        }
        return []
    }
}
