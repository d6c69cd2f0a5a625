import Foundation
import Glibc
import SeededGenerator

@testable import CryptoCore

/// Sixteen printable bytes that are nowhere in memory in the clear: they are kept under a mask, and put together byte by byte.
/// A secret that is filled with them, again and again, leaves a whole one in every fragment of 31 bytes.
struct MaskedMarker {
    static let length = 16
    private let masked: [UInt8]
    private let mask: [UInt8]

    init() {
        var generator = SeededGenerator("marker of a secret")
        let mask = generator.bytes(Self.length)
        self.mask = mask
        masked = mask.map { 0x21 + UInt8.random(in: 0..<94, using: &generator) ^ $0 }
    }

    private init(masked: [UInt8], mask: [UInt8]) {
        (self.masked, self.mask) = (masked, mask)
    }

    /// What is made of this marker, byte by byte: what else to look for.
    func transformed(_ byte: (Int) -> UInt8) -> MaskedMarker {
        MaskedMarker(masked: mask.indices.map { byte($0) ^ mask[$0] }, mask: mask)
    }

    /// As a number of the library's holds it, the last byte first.
    var reversed: MaskedMarker { MaskedMarker(masked: masked.reversed(), mask: mask.reversed()) }

    subscript(_ i: Int) -> UInt8 { masked[i % Self.length] ^ mask[i % Self.length] }

    /// A secret of these bytes, filled in place.
    func secret(_ count: Int) throws(CryptoError) -> SecretBytes {
        let secret = try SecretBytes(count: count)
        secret.withMutableSpan { span in
            for i in span.indices { span[i] = self[i] }
        }
        return secret
    }
}

/// The memory of this process, as the kernel shows it.
enum OwnMemory {
    struct CannotBeRead: Error {}

    /// How often `marker` stands in any readable mapping, its bytes `spacing` apart.
    static func occurrences(of marker: MaskedMarker, spacing: Int = 1) throws -> Int {
        let size = 1 << 20
        let window = unsafe mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let window = unsafe window, unsafe window != MAP_FAILED else { throw CannotBeRead() }
        defer { unsafe munmap(window, size) }
        let file = unsafe open("/proc/self/mem", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw CannotBeRead() }
        defer { close(file) }

        let reach = (MaskedMarker.length - 1) * spacing + 1
        let ours = UInt(bitPattern: window)
        var found = 0
        // What was read stands in the window too; that is no copy of anybody's.
        for mapping in try readableMappings() where !mapping.contains(ours) {
            var position = mapping.lowerBound
            while position < mapping.upperBound {
                let count = unsafe pread(file, window, min(size, Int(mapping.upperBound - position)), off_t(position))
                guard count > 0 else {
                    position += 4096
                    continue
                }
                found += unsafe occurrences(of: marker, spacing, in: UnsafeRawBufferPointer(start: window, count: count))
                position += UInt(count > reach ? count - reach + 1 : count)
            }
        }
        return found
    }

    private static func occurrences(of marker: MaskedMarker, _ spacing: Int, in window: UnsafeRawBufferPointer) -> Int {
        let starts = window.count - (MaskedMarker.length - 1) * spacing
        guard var position = window.baseAddress, starts > 0 else { return 0 }
        let end = unsafe position + starts
        var found = 0
        while unsafe position < end, let hit = unsafe memchr(position, Int32(marker[0]), end - position) {
            if (1..<MaskedMarker.length).allSatisfy({ unsafe hit.load(fromByteOffset: $0 * spacing, as: UInt8.self) == marker[$0] }) { found += 1 }
            unsafe position = UnsafeRawPointer(hit + 1)
        }
        return found
    }

    private static func readableMappings() throws -> [Range<UInt>] {
        guard let data = try FileHandle(forReadingAtPath: "/proc/self/maps")?.readToEnd() else { throw CannotBeRead() }
        return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { line in
            let fields = line.split(separator: " ")
            let bounds = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
            // The kernel's own page at the top cannot be an offset in a file.
            guard bounds.count == 2, fields[1].hasPrefix("r"), bounds[1] <= UInt(Int.max) else { return nil }
            return bounds[0]..<bounds[1]
        }
    }
}
