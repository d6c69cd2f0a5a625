internal import CTSK

/// The medium as libtsk reads it. For one thread, once in a process: libtsk keeps what it is given for ever.
@safe public final class MediumImage {
    let image: UnsafeMutablePointer<tuckbox_image>
    /// Bytes.
    public let size: UInt64

    var info: UnsafeMutablePointer<TSK_IMG_INFO> { unsafe UnsafeMutableRawPointer(image).assumingMemoryBound(to: TSK_IMG_INFO.self) }

    /// - Parameters:
    ///   - pieces: descriptors that stay open, and the bytes of each, in order.
    ///   - tell: called now and then while libtsk reads.
    /// - Returns: nil if there is nothing to read.
    public init?(_ pieces: [(descriptor: Int32, size: UInt64)], tell: @escaping () -> Void) {
        var end: UInt64 = 0
        var ends: [UInt64] = []
        for piece in pieces {
            let (sum, overflow) = end.addingReportingOverflow(piece.size)
            guard !overflow, sum <= UInt64(Int64.max) else { return nil }
            end = sum
            ends.append(end)
        }
        guard end > 0, pieces.count <= 4096 else { return nil }
        size = end
        let descriptors = UnsafeMutablePointer<Int32>.allocate(capacity: pieces.count)
        let limits = UnsafeMutablePointer<UInt64>.allocate(capacity: pieces.count)
        for (index, piece) in pieces.enumerated() { unsafe (descriptors[index], limits[index]) = (piece.descriptor, ends[index]) }
        unsafe Self.tell = tell
        guard let image = unsafe tuckbox_image_open(Int32(pieces.count), descriptors, limits, 512, { unsafe MediumImage.tell() })
        else { return nil }
        unsafe self.image = image
    }

    /// C calls back without a context.
    nonisolated(unsafe) private static var tell: () -> Void = {}

    /// Says that it is at work, where nothing is read for long.
    func sayWorking() { unsafe Self.tell() }

    /// Allows libtsk to read as much as a whole medium several times over, and no more: loops end.
    func renewBudget() {
        let (budget, overflow) = size.multipliedReportingOverflow(by: 4)
        unsafe image.pointee.budget = overflow ? .max : budget.addingReportingOverflow(4 << 30).partialValue
    }

    var isExhausted: Bool { unsafe image.pointee.budget == 0 }

    /// Bytes from `offset` on that an image has no room for, because they are zeros; 0 where that is not known.
    public func hole(at offset: UInt64) -> UInt64 { unsafe tuckbox_image_hole(image, offset) }

    /// Up to `count` bytes at `offset`, bad sectors as zeros; fewer only at the end.
    public func bytes(_ count: Int, at offset: UInt64) -> [UInt8] {
        guard offset < size, count > 0 else { return [] }
        let wanted = Int(min(UInt64(count), size - offset))
        var done = 0
        return unsafe [UInt8](unsafeUninitializedCapacity: wanted) { buffer, initialized in
            while done < wanted, let start = buffer.baseAddress {
                let got = unsafe tuckbox_image_read_piece(
                    image, offset + UInt64(done), UnsafeMutableRawPointer(start + done).assumingMemoryBound(to: CChar.self), wanted - done)
                if got < 0 { break }
                done += got
            }
            initialized = done
        }
    }
}
