internal import Glibc

extension Descriptor {
    /// Takes an exclusive advisory lock, and waits for it at most `milliseconds`. Signals do not end the wait: what is locked for is short.
    public func lockExclusively(waiting milliseconds: Int) throws(FileError) {
        var waited = 0
        while flock(number, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else { throw FileError(.lock, path) }
            guard waited < milliseconds * 1000 else { throw FileError(.lock, path, code: EWOULDBLOCK) }
            // Not in step with others who wait.
            let pause = UInt32.random(in: 100...600)
            usleep(pause)
            waited += Int(pause)
        }
    }

    /// Returns when what was written is on the medium, and so much about the file that it can be read again.
    public func syncData() throws(FileError) {
        guard fdatasync(number) == 0 else { throw FileError(.sync, path) }
    }
}
