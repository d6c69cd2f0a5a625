/// 32 bytes of SHA-256 or HMAC-SHA-256 as a value: a tree of a million of them needs no allocation each. Not for secrets.
public struct Hash256: Equatable, Hashable, Sendable {
    private var first: UInt64 = 0
    private var second: UInt64 = 0
    private var third: UInt64 = 0
    private var fourth: UInt64 = 0

    public static let zero = Hash256()
    public static let size = 32

    private init() {}

    /// Nil unless there are 32 bytes.
    public init?(_ bytes: [UInt8]) { self.init(bytes[...]) }

    /// Nil unless there are 32 bytes.
    public init?(_ bytes: ArraySlice<UInt8>) {
        guard bytes.count == Self.size else { return nil }
        self = unsafe Self.filled { out in
            for i in 0..<Self.size { unsafe out[i] = bytes[bytes.startIndex + i] }
        }
    }

    /// Nil unless there are 32 bytes.
    public init?(_ bytes: Span<UInt8>) {
        guard bytes.count == Self.size else { return nil }
        self = unsafe Self.filled { out in
            for i in 0..<Self.size { unsafe out[i] = bytes[i] }
        }
    }

    /// The value that `body` writes into 32 bytes.
    static func filled(_ body: (UnsafeMutableRawBufferPointer) -> Void) -> Hash256 {
        var hash = Hash256()
        unsafe withUnsafeMutableBytes(of: &hash) { unsafe body($0) }
        return hash
    }

    func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        unsafe Swift.withUnsafeBytes(of: self) { bytes in unsafe body(bytes) }
    }

    public var bytes: [UInt8] { unsafe withUnsafeBytes { unsafe Array($0) } }
}
