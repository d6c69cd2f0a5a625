internal import SystemFiles

extension Extraction {
    /// Reads all of a stream into memory that has no name, so that it can be read back and forth, and a program can be given it.
    /// - Throws: `memoryLimit` if it is more than may be held.
    func spooled(_ stream: any ByteStream, _ body: (ByteSource) throws -> Void) throws {
        let file = try Descriptor.memory()
        var size = 0
        defer { releaseHeld(size) }
        while let chunk = try stream.next() {
            size += chunk.count
            try countHeld(chunk.count)
            try file.write(chunk)
        }
        try body(ByteSource(file))
    }

    /// All of a stream that has to be small.
    func collected(_ stream: any ByteStream, limit: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while let chunk = try stream.next() {
            bytes += chunk
            if bytes.count > limit { throw Incompleteness.memoryLimit }
        }
        return bytes
    }
}
