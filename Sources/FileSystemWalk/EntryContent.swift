internal import CTSK
public import MediaRead

extension MediumImage {
    /// The bytes of a stream that only libtsk can read, in order.
    public func content(
        of volume: MediumVolume, _ reference: ContentReference, size: UInt64, _ take: ([UInt8]) throws -> Void
    ) throws -> MediaShortfall? {
        renewBudget()
        guard let system = FileSystem(self, at: volume.extent.offset ?? 0, type: volume.fileSystemType),
            let file = unsafe tsk_fs_file_open_meta(system.info, nil, reference.inode)
        else { return .damaged }
        defer { unsafe tsk_fs_file_close(file) }
        guard let attribute = unsafe tsk_fs_file_attr_get_type(file, TSK_FS_ATTR_TYPE_ENUM(reference.type), reference.id, 1) else { return .damaged }
        var position: UInt64 = 0
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while position < size {
            let wanted = Int(min(size - position, UInt64(buffer.count)))
            guard let offset = Int64(exactly: position) else { return .damaged }
            let got = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe tsk_fs_attr_read(
                    attribute, offset, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), wanted, TSK_FS_FILE_READ_FLAG_NONE)
            }
            guard got > 0, got <= wanted else { return isExhausted ? .limit : .damaged }
            try take(Array(buffer[..<got]))
            position += UInt64(got)
        }
        return nil
    }
}
