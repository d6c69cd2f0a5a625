import Carving
import FileSystemWalk
import MediaRead
import SystemFiles

/// Answers requests, one after the other, until the socket is closed.
final class MediaService {
    private let channel: MediaChannel
    private var pieces: [Piece] = []
    private var sizes: [UInt64] = []
    private var opened: MediumImage?
    private var area: [Extent] = []

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
                let shortfall = try answer(request)
                try channel.send(MediaReport.finished(shortfall))
            }
        }
    }

    private func answer(_ request: MediaRequest) throws -> MediaShortfall? {
        let image = try image()
        let channel = channel
        switch request {
        case .volumes:
            let scheme = try image.volumes { try channel.send(MediaReport.volume($0)) }
            try channel.send(MediaReport.scheme(scheme))
            return nil
        case .entries(let volume): return try image.entries(of: volume, orphans: false) { try channel.send(MediaReport.entry($0)) }
        case .orphans(let volume): return try image.entries(of: volume, orphans: true) { try channel.send(MediaReport.entry($0)) }
        case .freeSpace(let volume): return try image.freeSpace(of: volume) { try channel.send(MediaReport.extents($0)) }
        case .content(let volume, let reference, let size):
            return try image.content(of: volume, reference, size: size) { try channel.send(MediaReport.data($0)) }
        case .search:
            defer { area = [] }
            return try Carver(area, read: image.bytes, hole: image.hole) { report in try channel.send(report) }.run()
        case .piece, .area: return nil
        }
    }

    private func image() throws -> MediumImage {
        if let opened { return opened }
        let channel = channel
        let numbers = zip(pieces, sizes).map { ($0.descriptor.numberForPrograms, $1) }
        guard let image = MediumImage(numbers, tell: { try? channel.send(MediaReport.working) }) else { throw MalformedMessage() }
        opened = image
        return image
    }
}
