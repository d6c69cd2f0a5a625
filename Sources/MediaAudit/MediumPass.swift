import AuditReport
import CryptoCore
internal import Glibc
import MediaRead
import Synchronization
import SystemFiles
import VaultFiles

/// Reads a medium once from front to back: for its digest, for a copy, and so that what others read behind it is in memory.
final class MediumPass: Sendable {
    private let source: MediumSource
    private let progress: Progress
    private let copy: MediumCopy?
    /// Where it is; `.max` when it has ended, however.
    private let position = Atomic<UInt64>(0)
    /// Where those who follow are; it does not get further ahead of them than memory lasts.
    private let followers = Atomic<UInt64>(.max)
    private let stopped = Atomic<Bool>(false)
    private let bad = Mutex<[ByteRange]>([])

    private static let window: UInt64 = 512 << 20
    private static let chunk = 1 << 20

    init(_ source: MediumSource, progress: Progress, copy: MediumCopy?) { (self.source, self.progress, self.copy) = (source, progress, copy) }

    /// In order; a range is as small as the medium's errors allow.
    var readErrors: [ByteRange] { bad.withLock { $0 } }

    /// SHA-256 of all that could be read, with zeros in place of the rest. Nil if it was stopped.
    func run() throws -> [UInt8]? {
        defer { position.store(.max, ordering: .releasing) }
        let stream = try StreamingDigest()
        let buffer = ByteBuffer(count: Self.chunk)
        let zeros = ByteBuffer(count: Self.chunk)
        var offset: UInt64 = 0
        while offset < source.size {
            try Interruption.check()
            if stopped.load(ordering: .relaxed) { return nil }
            let reached = followers.load(ordering: .relaxed)
            if offset > Self.window, offset - Self.window > reached {
                usleep(2000)
                continue
            }
            // What was never written need not be read, and is no part of a copy: it only counts for the digest.
            if source.hole(at: offset) >= UInt64(Self.chunk) {
                zeros.withSpan(0..<Self.chunk) { span in stream.update(span) }
                advance(&offset, Self.chunk)
                continue
            }
            let count = try fill(buffer, at: offset)
            buffer.withSpan(0..<count) { span in stream.update(span) }
            try copy?.put(buffer, count, at: offset)
            advance(&offset, count)
        }
        return try stream.finish().bytes
    }

    private func advance(_ offset: inout UInt64, _ count: Int) {
        offset += UInt64(count)
        position.store(offset, ordering: .releasing)
        progress.advance(UInt64(count))
    }

    func stop() { stopped.store(true, ordering: .relaxed) }

    /// Returns when everything before `end` was read.
    func wait(for end: UInt64) throws {
        followers.store(end, ordering: .relaxed)
        while position.load(ordering: .acquiring) < end {
            try Interruption.check()
            usleep(1000)
        }
    }

    /// Nobody follows any more.
    func release() { followers.store(.max, ordering: .relaxed) }

    /// The next chunk, with zeros where the medium gives an error: it is asked again in ever smaller pieces, down to a sector, each twice.
    private func fill(_ buffer: ByteBuffer, at offset: UInt64) throws -> Int {
        do { return try source.read(buffer.count, at: offset, into: buffer) } catch let error as FileError where error.isReadFault {}
        let count = Int(min(UInt64(buffer.count), source.size - offset))
        let small = ByteBuffer(count: 4096)
        let sector = source.sectorSize
        var done = 0
        var step = 4096
        while done < count {
            try Interruption.check()
            let place = offset + UInt64(done)
            // A sector at a time only within the page that fails.
            let wanted = min(step, count - done)
            do {
                let got = min(wanted, try step == sector ? source.readSector(at: place, into: small) : source.read(wanted, at: place, into: small))
                guard got > 0 else { break }
                small.withSpan(0..<got) { from in buffer.withMutableSpan(done..<done + got) { to in for i in from.indices { to[i] = from[i] } } }
                done += got
                if place / 4096 != (place + UInt64(got)) / 4096 { step = 4096 }
            } catch let error as FileError where error.isReadFault {
                guard step == sector else {
                    step = sector
                    continue
                }
                buffer.clear(done..<done + wanted)
                note(ByteRange(offset: place, sizeBytes: UInt64(wanted)))
                done += wanted
                if place / 4096 != (place + UInt64(wanted)) / 4096 { step = 4096 }
            }
        }
        return count
    }

    private func note(_ range: ByteRange) {
        bad.withLock { ranges in
            if let last = ranges.last, last.end == range.offset {
                ranges[ranges.count - 1].sizeBytes += range.sizeBytes
            } else if ranges.count < 100_000 {
                ranges.append(range)
            }
        }
    }
}
