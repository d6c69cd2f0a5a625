import Carving
import FileSystemWalk
import MediaRead
import Sandbox
import SystemFiles

/// Answers requests, one after the other, until the socket is closed.
final class MediaService {
    private let channel: MediaChannel
    private var pieces: [Piece] = []
    private var sizes: [UInt64] = []
    private var opened: MediumImage?
    private var area: [Extent] = []
    /// libtsk goes in circles now and then, in what it has in memory: nothing is read then, and nothing told. Eight seconds are twice what it takes for a
    /// folder of a hundred thousand names, of all honest work that is heard of least.
    private var allowance = ProcessorAllowance(8000)

    /// Descriptors cannot be kept in arrays by themselves.
    private final class Piece {
        let descriptor: Descriptor
        init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }
    }

    init(_ channel: MediaChannel) { self.channel = channel }

    func run() throws {
        while let request = try channel.receive(MediaRequest.self, { pieces.append(Piece($0)) }) {
            if case .piece(let size) = request {
                sizes.append(size)
                guard sizes.count == pieces.count, opened == nil else { throw MalformedMessage() }
            } else if case .area(let extents) = request {
                area += extents
            } else {
                allowance.earn(100)
                let shortfall = try answer(request)
                try send(.finished(shortfall))
            }
        }
    }

    private func answer(_ request: MediaRequest) throws -> MediaShortfall? {
        let image = try image()
        switch request {
        case .volumes:
            let scheme = try image.volumes { try self.send(.volume($0)) }
            try send(.scheme(scheme))
            return nil
        case .entries(let volume): return try image.entries(of: volume, orphans: false) { try self.send(.entry($0)) }
        case .orphans(let volume): return try image.entries(of: volume, orphans: true) { try self.send(.entry($0)) }
        case .freeSpace(let volume): return try image.freeSpace(of: volume) { try self.send(.extents($0)) }
        case .content(let volume, let reference, let size):
            return try image.content(of: volume, reference, size: size) { try self.send(.data($0)) }
        case .search:
            defer { area = [] }
            return try Carver(area, read: image.bytes, hole: image.hole, report: send).run()
        case .piece, .area: return nil
        }
    }

    private func send(_ report: MediaReport) throws {
        allowance.earn(report.worth)
        try channel.send(report)
    }

    private func image() throws -> MediumImage {
        if let opened { return opened }
        let numbers = zip(pieces, sizes).map { ($0.descriptor.numberForPrograms, $1) }
        guard let image = MediumImage(numbers, tell: { [unowned self] in try? send(.working) }) else { throw MalformedMessage() }
        opened = image
        return image
    }
}

extension MediaReport {
    /// Milliseconds of processor time that were well spent on it.
    fileprivate var worth: UInt64 {
        switch self {
        // 16 MiB read by libtsk, a million of its blocks, or a window of free space.
        case .working: 1000
        case .data, .extents: 50
        default: 2
        }
    }
}
