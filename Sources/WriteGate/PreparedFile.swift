internal import Glibc

/// A file that was judged, written to the stick beside everything else, and waits for its name.
struct PreparedFile: Sendable {
    let file: OpenFile
    let location: Stick.Location

    /// Names that only the gate makes and sees, all in the root folder: whatever ends the worker, the next one finds and removes them.
    static let prefix = Array(".tuckbox-gate-".utf8)

    static func isOurs(_ name: [UInt8]) -> Bool { name.starts(with: prefix) }
}

extension Stick {
    func makePrepared(mode: UInt32 = 0o600) throws(Errno) -> PreparedFile {
        var generator = SystemRandomNumberGenerator()
        let location = PreparedFile.prefix + Array(String(generator.next() as UInt64, radix: 36).utf8)
        return PreparedFile(file: OpenFile(try openNumber(location, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, mode: mode)), location: location)
    }

    /// Nobody sees it any more. Its room is free at once, whoever still has it open: the next one may need it.
    func discard(_ prepared: PreparedFile) {
        try? prepared.file.truncate(to: 0)
        try? removeFile(prepared.location)
    }

    /// Removes what a worker that was killed left behind.
    func removeLeftovers() {
        for (name, _, _) in (try? list([])) ?? [] where PreparedFile.isOurs(name) { try? removeFile(name) }
    }
}
