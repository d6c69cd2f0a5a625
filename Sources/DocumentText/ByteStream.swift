/// Bytes in order.
public protocol ByteStream: AnyObject {
    /// The next bytes, at least one; nil at the end.
    func next() throws -> [UInt8]?
}

/// The bytes of a source from front to back.
public final class SourceStream: ByteStream {
    private let source: ByteSource
    private var position: UInt64 = 0

    public init(_ source: ByteSource) { self.source = source }

    public func next() throws -> [UInt8]? {
        let bytes = try source.bytes(1 << 17, at: position)
        position += UInt64(bytes.count)
        return bytes.isEmpty ? nil : bytes
    }
}

/// A stream whose beginning can be looked at before it is read.
public final class PeekedStream: ByteStream {
    private let stream: any ByteStream
    private var ahead: [UInt8] = []
    private var failure: (any Error)?

    public init(_ stream: any ByteStream) { self.stream = stream }

    /// The first `count` bytes of what is left; fewer if there are no more, or if reading fails: then the failure comes in its turn.
    public func peek(_ count: Int) -> ArraySlice<UInt8> {
        while ahead.count < count, failure == nil {
            do {
                guard let more = try stream.next() else { break }
                ahead = ahead.isEmpty ? more : ahead + more
            } catch { failure = error }
        }
        return ahead.prefix(count)
    }

    public func next() throws -> [UInt8]? {
        if !ahead.isEmpty {
            defer { ahead = [] }
            return ahead
        }
        if let failure { throw failure }
        return try stream.next()
    }
}

/// A stream that a function makes, chunk by chunk; empty chunks are passed over.
public final class GeneratedStream: ByteStream {
    private let generate: () throws -> [UInt8]?

    public init(_ generate: @escaping () throws -> [UInt8]?) { self.generate = generate }

    public func next() throws -> [UInt8]? {
        while let bytes = try generate() {
            if !bytes.isEmpty { return bytes }
        }
        return nil
    }
}
