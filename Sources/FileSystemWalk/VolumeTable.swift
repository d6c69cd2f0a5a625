internal import CTSK
public import MediaRead

extension MediumImage {
    /// Partitions and what lies between them, in order; the medium as a whole where it has no partition table that leads anywhere.
    public func volumes(_ take: (MediumVolume) throws -> Void) rethrows -> PartitionScheme {
        renewBudget()
        let (scheme, partitions) = partitions()
        let whole = volume(Extent(0, size))
        // A table without a readable partition may be what an older use left; so may a file system in front of one with.
        let hasReadable = partitions.contains { $0.fileSystem != nil || $0.encryptedBy != nil }
        if scheme == .none || (!hasReadable && (whole.fileSystem != nil || whole.encryptedBy != nil)) {
            try take(whole)
            return .none
        }
        var position: UInt64 = 0
        for partition in partitions {
            guard let offset = partition.extent.offset else { continue }
            if offset > position { try take(gap(position..<offset)) }
            try take(partition)
            position = max(position, partition.extent.end ?? position)
        }
        if position < size { try take(gap(position..<size)) }
        return scheme
    }

    private func gap(_ range: Range<UInt64>) -> MediumVolume {
        var volume = MediumVolume(Extent(range.lowerBound, UInt64(range.count)))
        volume.isGap = true
        return volume
    }

    private func partitions() -> (PartitionScheme, [MediumVolume]) {
        guard let table = unsafe tsk_vs_open(info, 0, TSK_VS_TYPE_DETECT) else { return (.none, []) }
        defer { unsafe tsk_vs_close(table) }
        let scheme: PartitionScheme
        switch unsafe table.pointee.vstype {
        case TSK_VS_TYPE_DOS: scheme = .mbr
        case TSK_VS_TYPE_GPT: scheme = .gpt
        case TSK_VS_TYPE_MAC: scheme = .apple
        case TSK_VS_TYPE_BSD: scheme = .bsd
        case TSK_VS_TYPE_SUN: scheme = .sun
        default: return (.none, [])
        }
        var extents: [Extent] = []
        var part = unsafe table.pointee.part_list
        let sector = unsafe UInt64(table.pointee.block_size)
        var left = 1024
        while let current = unsafe part, left > 0 {
            left -= 1
            if unsafe current.pointee.flags == TSK_VS_PART_FLAG_ALLOC {
                let (offset, tooFar) = unsafe current.pointee.start.multipliedReportingOverflow(by: sector)
                let (count, tooLong) = unsafe current.pointee.len.multipliedReportingOverflow(by: sector)
                if !tooFar, !tooLong, offset < size, count > 0 { extents.append(Extent(offset, min(count, size - offset))) }
            }
            unsafe part = current.pointee.next
        }
        extents.sort { ($0.offset ?? 0, $0.count) < ($1.offset ?? 0, $1.count) }
        return (extents.isEmpty ? .none : scheme, extents.prefix(128).map(volume))
    }

    /// What is known of a volume from its beginning, and from libtsk.
    private func volume(_ extent: Extent) -> MediumVolume {
        var volume = MediumVolume(extent)
        guard let offset = extent.offset else { return volume }
        let head = bytes(VolumeSignature.headSize, at: offset)
        volume.encryptedBy = VolumeSignature.encryption(head)
        guard volume.encryptedBy == nil else { return volume }
        guard let system = FileSystem(self, at: offset, type: 0) else {
            volume.fileSystem = VolumeSignature.unreadFileSystem(head)
            return volume
        }
        system.describe(&volume, head)
        return volume
    }
}
