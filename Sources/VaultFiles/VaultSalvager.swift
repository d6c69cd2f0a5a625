public import CryptoCore
public import SystemFiles

/// Takes out of a damaged vault what is authentic. It writes to a new folder only, puts nothing where it was not, and says what is missing.
public struct VaultSalvager {
    private let source: SalvageSource
    private let index: SalvageIndex

    /// - Parameter credentials: asked for when the header is known.
    public init(_ vault: Path, _ credentials: (HeaderPair) throws -> Credentials) throws {
        source = try SalvageSource(vault, credentials)
        index = try SalvageIndex(source)
    }

    /// A file that is not whole: its path in the vault, its size, and the byte ranges that are lost.
    public struct Gap: Sendable {
        public let path: [UInt8]
        public let size: UInt64
        public let lost: [Range<UInt64>]
    }

    public struct Summary: Sendable {
        public let wholeFiles: Int
        /// Files with gaps; those of which nothing is left are here too.
        public let gaps: [Gap]
        /// False if the list of contents was lost: then there may have been more.
        public let listIsComplete: Bool
        public let damagedChunks: UInt64
        /// Damage outside the contents: a header copy, a size, the salt.
        public let frameIsDamaged: Bool
        /// Paths that could not be made.
        public let refused: [[UInt8]]

        /// Whether not even a part of a file was found.
        public var isNothing: Bool { wholeFiles == 0 && gaps.isEmpty && refused.isEmpty && !listIsComplete }

        public var isWhole: Bool { gaps.isEmpty && listIsComplete && damagedChunks == 0 && !frameIsDamaged && refused.isEmpty }
    }

    /// Writes `folder`, which must not exist: `contents` with the files, those with gaps called `….partial`, and `SALVAGE.txt`, the map of the gaps.
    public func salvage(to folder: Path) throws -> Summary {
        guard try FileStatus.ifPresent(folder) == nil else { throw VaultError.outputExists(folder) }
        let parent = try Descriptor.open(folder.parent, [.read, .directory])
        try parent.makeDirectory(Path(bytes: folder.lastComponent))
        let top = try parent.open(Path(bytes: folder.lastComponent), [.read, .directory, .noFollow])
        try top.makeDirectory(Path("contents"))
        let summary = try write(below: top.open(Path("contents"), [.read, .directory, .noFollow]))
        let map = try top.open(Path("SALVAGE.txt"), [.write, .createNew])
        try map.write(Array(Self.map(summary).utf8))
        try top.syncFileSystem()
        return summary
    }

    private func write(below contents: borrowing Descriptor) throws -> Summary {
        var tally = Tally()
        var links: [Member] = []
        var position = 0
        while position < index.found.count {
            let member = index.found[position].member
            var end = position + 1
            while end < index.found.count, index.found[end - 1].member.isContinued(by: index.found[end].member) { end += 1 }
            do {
                switch member.kind {
                case .folder: _ = try contents.makeFolders(member.path)
                case .symbolicLink: links.append(member)
                case .file: try writeFile(Array(index.found[position..<end]), below: contents, &tally)
                }
            } catch let error as FileError where error.isExisting || error.isMissing || error.isNameRefused {
                tally.refused.append(member.path)
            }
            position = end
        }
        // Last, so that no file is ever written through a link.
        for link in links where MemberRules.staysInside(target: link.linkTarget, of: link.path) {
            do {
                let folder = try contents.makeFolders(Path(bytes: link.path).parentBytes)
                try folder.makeSymbolicLink(Path(bytes: Path(bytes: link.path).lastComponent), target: link.linkTarget)
            } catch {
                tally.refused.append(link.path)
            }
        }
        return Summary(
            wholeFiles: tally.whole, gaps: tally.gaps, listIsComplete: index.isComplete, damagedChunks: UInt64(source.damaged.count),
            frameIsDamaged: source.isFrameDamaged, refused: tally.refused)
    }

    private struct Tally {
        var whole = 0
        var gaps: [Gap] = []
        var refused: [[UInt8]] = []
    }

    /// Writes one file, or the consecutive parts of a stream.
    private func writeFile(_ parts: [SalvageIndex.Found], below contents: borrowing Descriptor, _ tally: inout Tally) throws {
        guard let first = parts.first else { return }
        var path = first.member.path
        // Parts whose beginning is lost do not move to the beginning.
        if first.member.part > 1 { path += Array(".from-part-\(first.member.part)".utf8) }
        let folder = try contents.makeFolders(Path(bytes: path).parentBytes)
        let name = Path(bytes: path).lastComponent
        let file = try folder.open(Path(bytes: name), [.write, .createNew])
        var lost: [Range<UInt64>] = []
        var base: UInt64 = 0
        for part in parts {
            let start = part.content
            try source.forEachStretch(of: start..<start + part.member.size) { range, bytes in
                let place = base + range.lowerBound - start
                if let bytes {
                    try file.write(Array(bytes), at: place)
                } else if let last = lost.last, last.upperBound == place {
                    lost[lost.count - 1] = last.lowerBound..<place + UInt64(range.count)
                } else {
                    lost.append(place..<place + UInt64(range.count))
                }
            }
            base += part.member.size
        }
        if lost.isEmpty, first.member.part <= 1 {
            try file.finish(size: base, permissions: first.member.permissions, modified: first.member.modified)
            tally.whole += 1
        } else {
            tally.gaps.append(Gap(path: path, size: base, lost: lost))
            try AtomicOutput.publish(name, as: name.prefix(240) + Array(".partial".utf8), in: folder, replacing: false)
        }
    }

    private static func map(_ summary: Summary) -> String {
        var text = """
            What was taken out of a damaged vault.

            whole files: \(summary.wholeFiles)
            files with gaps: \(summary.gaps.count)
            damaged chunks of 16 KiB: \(summary.damagedChunks)

            """
        if !summary.listIsComplete { text += "The list of contents was lost: there may have been files that are not named here.\n" }
        for gap in summary.gaps {
            text += "\n\(escapedForDisplay(gap.path)).partial, \(gap.size) bytes; lost, as first and last byte counted from 0:\n"
            for range in gap.lost { text += "  \(range.lowerBound) \(range.upperBound - 1)\n" }
        }
        for path in summary.refused { text += "\ncould not be written: \(escapedForDisplay(path))\n" }
        return text
    }
}

extension Descriptor {
    /// Opens the folder `path` below this one, making what is missing and following no link.
    fileprivate func makeFolders(_ path: [UInt8]) throws -> Descriptor {
        var folder = try open(.current, [.read, .directory, .noFollow])
        for component in path.split(separator: 0x2f) {
            let name = Path(bytes: Array(component))
            do throws(FileError) { try folder.makeDirectory(name) } catch {
                guard error.isExisting else { throw error }
            }
            folder = try folder.open(name, [.read, .directory, .noFollow])
        }
        return folder
    }
}

extension Path {
    /// The bytes before the last slash; none for a single component.
    fileprivate var parentBytes: [UInt8] { bytes.lastIndex(of: 0x2f).map { Array(bytes[..<$0]) } ?? [] }
}
