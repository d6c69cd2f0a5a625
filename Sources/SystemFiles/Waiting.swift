internal import Glibc

/// Waits that nothing ends but what is waited for: no waking up to look.
public enum Waiting {
    /// Returns when `input` can be read, or has an error to be read.
    ///
    /// Throws `Interrupted` when a signal came, and a broken pipe as `FileError` when nobody reads `output` any more.
    /// - Parameter output: a descriptor that what was read leads to writing on.
    public static func forInput(_ input: Int32, thenWritingTo output: borrowing Descriptor) throws {
        let signals = try Interruption.descriptor()
        while true {
            try Interruption.check()
            // Asked for nothing, poll tells of errors and hang-ups only.
            var waits = [
                pollfd(fd: input, events: Int16(POLLIN), revents: 0), pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
                pollfd(fd: output.number, events: 0, revents: 0),
            ]
            guard unsafe poll(&waits, UInt(waits.count), -1) >= 0 else {
                if errno == EINTR || errno == EAGAIN { continue }
                throw FileError(.read, Path("events"))
            }
            try Interruption.check()
            if waits[2].revents != 0 { throw FileError(.write, output.path, code: EPIPE) }
            if waits[0].revents != 0 { return }
        }
    }
}
