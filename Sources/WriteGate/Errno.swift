import GateMessages
internal import Glibc

/// An error number, as the program that uses the stick gets it.
public struct Errno: Error, Equatable, Sendable {
    public let code: Int32

    init(_ code: Int32) { self.code = code }

    /// What the last system call left.
    static var last: Errno { Errno(errno) }

    /// What programs hear of a refusal: file managers and office programs say "permission denied" and keep the user's work open.
    static let refused = Errno(EACCES)
    static let readOnly = Errno(EROFS)
    static let missing = Errno(ENOENT)
    static let full = Errno(ENOSPC)
    static let tooLarge = Errno(EFBIG)
    static let notPermitted = Errno(EPERM)
}

/// The result of a system call, repeated when a signal interrupts it.
func checked(_ call: () -> Int) throws(Errno) -> Int {
    while true {
        let result = call()
        if result >= 0 { return result }
        guard errno == EINTR else { throw .last }
    }
}

/// A descriptor, or what else a call gives that is 0 or more.
func checkedNumber(_ call: () -> Int32) throws(Errno) -> Int32 { Int32(truncatingIfNeeded: try checked { Int(call()) }) }

/// Lends bytes as a C string; they have no zero byte, as no name of a file has.
func withCString<Result>(_ bytes: [UInt8], _ body: (UnsafePointer<CChar>) -> Result) -> Result {
    let terminated = bytes.map(CChar.init(bitPattern:)) + [0]
    return unsafe terminated.withUnsafeBufferPointer { buffer in
        // It has at least the terminator.
        unsafe body(buffer.baseAddress.unsafelyUnwrapped)
    }
}
