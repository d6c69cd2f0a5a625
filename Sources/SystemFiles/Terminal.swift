internal import Glibc

/// The terminal that the user sits at, also when standard input and output are redirected.
public struct Terminal: ~Copyable {
    private let descriptor: Descriptor

    /// Nil if the program has none.
    public init?() {
        guard let descriptor = try? Descriptor.open(Path("/dev/tty"), .readWrite) else { return nil }
        self.descriptor = descriptor
    }

    /// Writes `prompt` and reads one line into `line`.
    /// - Parameter echo: whether it is seen while it is typed.
    /// - Returns: the bytes of the line, newline excluded: more than `line.count` if it did not fit; nil if the end of input came first.
    public func readSecret(prompt: String, echo: Bool = false, into line: inout MutableSpan<UInt8>) throws -> Int? {
        var settings = termios()
        guard unsafe tcgetattr(descriptor.number, &settings) == 0 else { throw FileError(.read, descriptor.path) }
        var silent = settings
        if !echo { silent.c_lflag &= ~tcflag_t(ECHO) }
        silent.c_lflag |= tcflag_t(ECHONL)
        guard unsafe tcsetattr(descriptor.number, TCSAFLUSH, &silent) == 0 else { throw FileError(.read, descriptor.path) }
        // Whatever happens, the user gets the echo back.
        defer { _ = unsafe tcsetattr(descriptor.number, TCSAFLUSH, &settings) }
        try descriptor.write(Array(prompt.utf8))
        var count = 0
        while true {
            try descriptor.waitForInput()
            var byte: UInt8 = 0
            let got = unsafe read(descriptor.number, &byte, 1)
            if got < 0 {
                try Descriptor.recover(descriptor.path, .read, descriptor.number)
                continue
            }
            if got == 0 { return nil }
            if byte == 0x0a { return count }
            if count < line.count { line[count] = byte }
            count += 1
        }
    }
}
