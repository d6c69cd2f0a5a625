internal import CArchive
import DocumentText

/// libarchive over bytes of ours. Filters that would start programs, and formats that need an XML library, are left out.
@safe final class ArchiveReader {
    private let archive: OpaquePointer
    private let input: Input

    convenience init(_ source: ByteSource) throws { try self.init(Input(source)) }
    convenience init(_ stream: any ByteStream) throws { try self.init(Input(stream)) }

    private init(_ input: Input) throws {
        guard let archive = unsafe archive_read_new() else { throw Incompleteness.memoryLimit }
        unsafe self.archive = archive
        self.input = input
        let results = unsafe [
            archive_read_support_filter_gzip(archive),
            archive_read_support_filter_bzip2(archive),
            archive_read_support_filter_xz(archive),
            archive_read_support_filter_lzma(archive),
            archive_read_support_filter_lzip(archive),
            archive_read_support_filter_zstd(archive),
            archive_read_support_filter_lz4(archive),
            archive_read_support_filter_compress(archive),
            archive_read_support_format_tar(archive),
            archive_read_support_format_7zip(archive),
            archive_read_support_format_rar(archive),
            archive_read_support_format_rar5(archive),
            archive_read_support_format_cab(archive),
            archive_read_support_format_iso9660(archive),
            archive_read_support_format_cpio(archive),
            archive_read_support_format_ar(archive),
            archive_read_support_format_raw(archive),
        ]
        // A warning: it was built without the library and would start a program.
        guard results.allSatisfy({ $0 == ARCHIVE_OK }) else { throw Incompleteness.readerMissing }
        let context = unsafe Unmanaged.passUnretained(input).toOpaque()
        unsafe archive_read_set_read_callback(archive) { _, context, place in unsafe Input.of(context).read(place) }
        if input.canSeek {
            unsafe archive_read_set_seek_callback(archive) { _, context, offset, whence in unsafe Input.of(context).seek(offset, whence) }
        }
        unsafe archive_read_set_callback_data(archive, context)
    }

    deinit { unsafe archive_read_free(archive) }

    /// Gives every member to `extraction`.
    /// - Parameter name: of what a compressed file has in it, which has no name of its own there.
    func readMembers(into extraction: Extraction, name: [UInt8]) throws {
        guard unsafe archive_read_open1(archive) == ARCHIVE_OK else { throw failure(extraction) ?? .damaged }
        while true {
            var entry: OpaquePointer?
            let result = unsafe archive_read_next_header(archive, &entry)
            if result == ARCHIVE_EOF { break }
            guard result == ARCHIVE_OK || result == ARCHIVE_WARN, let entry = unsafe entry else {
                guard let reason = failure(extraction) else { return }
                throw reason
            }
            let isRaw = unsafe archive_format(archive) == ARCHIVE_FORMAT_RAW
            // Nothing was taken off: the same bytes would come again.
            if isRaw, unsafe archive_filter_count(archive) < 2 { throw Incompleteness.damaged }
            if unsafe archive_entry_is_encrypted(entry) != 0 {
                try extraction.countMember()
                extraction.note(encryptedBy: tool)
                continue
            }
            guard unsafe archive_entry_filetype(entry) & 0o170000 == 0o100000 else { continue }
            let path = unsafe isRaw ? name : archive_entry_pathname(entry).map { unsafe Array(String(cString: $0).utf8) } ?? []
            try extraction.member(path, MemberStream(self, extraction))
        }
        if unsafe archive_read_has_encrypted_entries(archive) > 0 { extraction.note(encryptedBy: tool) }
    }

    fileprivate func data() throws -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let got = unsafe bytes.withUnsafeMutableBytes { unsafe archive_read_data(archive, $0.baseAddress, $0.count) }
        if got < 0, got != Int(ARCHIVE_WARN) { throw Incompleteness.damaged }
        bytes.removeLast(bytes.count - max(0, got))
        return bytes.isEmpty ? nil : bytes
    }

    private var tool: EncryptionTool {
        let format = unsafe archive_format(archive) & ARCHIVE_FORMAT_BASE_MASK
        return format == ARCHIVE_FORMAT_7ZIP ? .sevenZip : .rar
    }

    /// Why libarchive gave up; nil, and noted, if that is encryption: headers that are encrypted come as errors.
    private func failure(_ extraction: Extraction) -> Incompleteness? {
        let text = unsafe archive_error_string(archive).map { unsafe String(cString: $0) }?.lowercased() ?? ""
        guard ["encrypt", "crypto", "password", "passphrase"].contains(where: text.contains) else { return .damaged }
        extraction.note(encryptedBy: tool)
        return nil
    }
}

/// The member that libarchive stands at.
private final class MemberStream: ByteStream {
    private let reader: ArchiveReader
    private let extraction: Extraction

    init(_ reader: ArchiveReader, _ extraction: Extraction) { (self.reader, self.extraction) = (reader, extraction) }

    func next() throws -> [UInt8]? {
        guard let bytes = try reader.data() else { return nil }
        try extraction.countExpanded(bytes.count)
        return bytes
    }
}

/// Where libarchive's callbacks get their bytes.
@safe private final class Input {
    private static let size = 1 << 16
    private let source: ByteSource?
    private let stream: (any ByteStream)?
    private var position: UInt64 = 0
    private let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: Input.size)
    private var rest: ArraySlice<UInt8> = []

    init(_ source: ByteSource) { (self.source, stream) = (source, nil) }
    init(_ stream: any ByteStream) { (source, self.stream) = (nil, stream) }
    deinit { unsafe buffer.deallocate() }

    var canSeek: Bool { source != nil }

    /// Valid while the reader is, which holds it.
    static func of(_ context: UnsafeMutableRawPointer?) -> Input {
        guard let context = unsafe context else { fatalError("libarchive was given a context") }
        return unsafe Unmanaged<Input>.fromOpaque(context).takeUnretainedValue()
    }

    /// libarchive keeps the bytes until the next call.
    func read(_ place: UnsafeMutablePointer<UnsafeRawPointer?>?) -> Int {
        do {
            if let source {
                rest = try source.bytes(Self.size, at: position)[...]
            } else if rest.isEmpty {
                rest = try (stream?.next() ?? [])[...]
            }
        } catch { return Int(ARCHIVE_FATAL) }
        let count = min(rest.count, Self.size)
        _ = unsafe buffer.initialize(from: rest.prefix(count))
        rest = rest.dropFirst(count)
        position += UInt64(count)
        unsafe place?.pointee = UnsafeRawPointer(buffer.baseAddress)
        return count
    }

    func seek(_ offset: Int64, _ whence: Int32) -> Int64 {
        guard let source else { return Int64(ARCHIVE_FATAL) }
        let base: Int64 = whence == 0 ? 0 : whence == 1 ? Int64(clamping: position) : Int64(clamping: source.count)
        let (target, isTooFar) = base.addingReportingOverflow(offset)
        guard !isTooFar, target >= 0 else { return Int64(ARCHIVE_FATAL) }
        position = min(UInt64(target), source.count)
        return Int64(clamping: position)
    }
}
