internal import CQREncode
internal import Glibc

/// A QR code (ISO/IEC 18004) of bytes that may be a secret: wiped when it goes.
@safe public struct QRCode: ~Copyable {
    /// Light modules that a reader needs on each side.
    public static let quietZone = 4

    /// Modules in a row, and rows; without the quiet zone.
    public let width: Int
    private let code: UnsafeMutablePointer<QRcode>

    /// There is too much for one code, or no memory.
    public struct Unavailable: Error {}

    /// With medium error correction: a sixth of the picture may be soiled.
    public init(_ bytes: Span<UInt8>) throws(Unavailable) {
        let code = unsafe bytes.withUnsafeBufferPointer { unsafe QRcode_encodeData(Int32(clamping: $0.count), $0.baseAddress, 0, QR_ECLEVEL_M) }
        guard let code = unsafe code else { throw Unavailable() }
        unsafe self.code = code
        width = unsafe Int(code.pointee.width)
    }

    deinit {
        unsafe explicit_bzero(code.pointee.data, width * width)
        unsafe QRcode_free(code)
    }

    /// Whether the module is dark; those outside, the quiet zone's, are light.
    public func isDark(row: Int, column: Int) -> Bool {
        guard (0..<width).contains(row), (0..<width).contains(column) else { return false }
        return unsafe code.pointee.data[row * width + column] & 1 == 1
    }
}
