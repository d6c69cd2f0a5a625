internal import CTSK
public import MediaRead

extension MediumImage {
    /// What a file system says is free, and what of the volume lies behind its end; neighbours joined, in order, in batches.
    public func freeSpace(of volume: MediumVolume, _ take: @escaping ([Extent]) throws -> Void) throws -> MediaShortfall? {
        renewBudget()
        guard let start = volume.extent.offset, let system = FileSystem(self, at: start, type: volume.fileSystemType) else { return .damaged }
        let walk = FreeSpaceWalk(system, take)
        let shortfall = try walk.run()
        let behind = start.addingReportingOverflow(volume.fileSystemSize)
        if let end = volume.extent.end, !behind.overflow, behind.partialValue < end {
            try walk.add(Extent(behind.partialValue, end - behind.partialValue))
        }
        try walk.finish()
        return shortfall
    }
}

@safe private final class FreeSpaceWalk {
    private let system: FileSystem
    private let take: ([Extent]) throws -> Void
    private var extents: [Extent] = []
    private var count = 0
    private var failure: (any Error)?
    /// Since something was last heard of us: a large volume is one stretch, and no message, for minutes.
    private var silent = 0

    private static let batch = 4096
    /// More stretches than a file system that is used has.
    private static let limit = 4_000_000

    init(_ system: FileSystem, _ take: @escaping ([Extent]) throws -> Void) { (self.system, self.take) = (system, take) }

    func run() throws -> MediaShortfall? {
        let flags = TSK_FS_BLOCK_WALK_FLAG_ENUM(TSK_FS_BLOCK_WALK_FLAG_UNALLOC.rawValue | TSK_FS_BLOCK_WALK_FLAG_AONLY.rawValue)
        let status = unsafe tsk_fs_block_walk(
            system.info, system.info.pointee.first_block, system.info.pointee.last_block_act, flags,
            { block, context in
                guard let block = unsafe block, let context = unsafe context else { return TSK_WALK_ERROR }
                return unsafe Unmanaged<FreeSpaceWalk>.fromOpaque(context).takeUnretainedValue().visit(block.pointee.addr)
            }, Unmanaged.passUnretained(self).toOpaque())
        if let failure { throw failure }
        if count >= Self.limit || system.image.isExhausted { return .limit }
        return status == 0 ? nil : .damaged
    }

    private func visit(_ block: UInt64) -> TSK_WALK_RET_ENUM {
        silent += 1
        if silent == 1 << 20 {
            system.image.sayWorking()
            silent = 0
        }
        guard let place = system.place(ofBlock: block) else { return TSK_WALK_CONT }
        do { try add(Extent(place, min(system.blockSize, system.image.size - place))) } catch {
            failure = error
            return TSK_WALK_STOP
        }
        return count >= Self.limit ? TSK_WALK_STOP : TSK_WALK_CONT
    }

    func add(_ extent: Extent) throws {
        let before = extents.count
        extents.appendJoining(extent)
        guard extents.count > before else { return }
        count += 1
        // The last one may still grow.
        if extents.count > Self.batch, let last = extents.popLast() {
            try take(extents)
            extents = [last]
        }
    }

    func finish() throws { if !extents.isEmpty { try take(extents) } }
}
