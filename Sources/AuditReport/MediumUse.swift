/// What the bytes of a medium are used for: for the picture, and how many there are of each.
public struct MediumUse: Codable, Equatable, Sendable {
    /// The first of two that share a stretch of the picture is shown.
    public enum Use: String, Codable, CaseIterable, Sendable {
        case protected
        case unread
        case notExamined = "not_examined"
        case encrypted
        case clean
        /// Partition tables and the file systems' own bookkeeping.
        case structure
        case free
    }

    public struct Area: Codable, Equatable, Sendable {
        public var offset: UInt64
        public var sizeBytes: UInt64
        public var use: Use
    }

    public struct Total: Codable, Equatable, Sendable {
        public var use: Use
        public var bytes: UInt64
    }

    /// The size of a stretch of the picture, of which each has one use.
    public var resolutionBytes: UInt64
    /// In order, next to each other, from 0 to the end of the medium.
    public var areas: [Area]
    /// Exact, other than the areas.
    public var totals: [Total]

    public func bytes(_ use: Use) -> UInt64 { totals.first { $0.use == use }?.bytes ?? 0 }
}

/// Collects what a medium is used for, in memory that does not grow with it. What nobody marks is free.
public struct MediumUseMap: Sendable {
    private let size: UInt64
    private let resolution: UInt64
    /// A bit for each use that a stretch has.
    private var stretches: [UInt8]
    private var bytes: [UInt64]

    static let stretches: UInt64 = 2048

    /// - Parameter size: of the medium, in bytes.
    public init(size: UInt64) {
        self.size = size
        resolution = max(1, size / Self.stretches + (size % Self.stretches == 0 ? 0 : 1))
        stretches = Array(repeating: 0, count: Int(size / resolution) + (size % resolution == 0 ? 0 : 1))
        bytes = Array(repeating: 0, count: MediumUse.Use.allCases.count)
    }

    /// What lies beyond the medium is left out. Ranges may come in any order and should not overlap: each counts.
    public mutating func mark(_ range: ByteRange, _ use: MediumUse.Use) {
        let end = min(range.end, size)
        guard range.offset < end else { return }
        bytes[use.bit] = Self.sum(bytes[use.bit], end - range.offset)
        for index in Int(range.offset / resolution)...Int((end - 1) / resolution) { stretches[index] |= 1 << use.bit }
    }

    public func finish() -> MediumUse {
        var areas: [MediumUse.Area] = []
        for (index, bits) in stretches.enumerated() {
            let use = MediumUse.Use.allCases.first { bits & 1 << $0.bit != 0 } ?? .free
            let offset = UInt64(index) * resolution
            let length = min(resolution, size - offset)
            if areas.last?.use == use {
                areas[areas.count - 1].sizeBytes += length
            } else {
                areas.append(MediumUse.Area(offset: offset, sizeBytes: length, use: use))
            }
        }
        var totals = MediumUse.Use.allCases.map { MediumUse.Total(use: $0, bytes: min(bytes[$0.bit], size)) }
        let marked = totals.reduce(0) { $1.use == .free ? $0 : Self.sum($0, $1.bytes) }
        totals[MediumUse.Use.free.bit].bytes = size - min(size, marked)
        return MediumUse(resolutionBytes: resolution, areas: areas, totals: totals.filter { $0.bytes > 0 })
    }

    private static func sum(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let (sum, overflow) = a.addingReportingOverflow(b)
        return overflow ? .max : sum
    }
}

extension MediumUse.Use {
    fileprivate var bit: Int {
        switch self {
        case .protected: 0
        case .unread: 1
        case .notExamined: 2
        case .encrypted: 3
        case .clean: 4
        case .structure: 5
        case .free: 6
        }
    }
}
