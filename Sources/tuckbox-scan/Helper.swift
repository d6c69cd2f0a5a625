import DocumentText
import ForeignFormats
internal import Glibc
import Sandbox
import SandboxedScan
import SystemFiles

/// `tuckbox-scan`: examines documents in a sandbox for the program that started it with a socket as descriptor 3. People do not run it.
@main struct Helper {
    static func main() {
        guard Descriptor.isOpen(3) else {
            FileHandle.error("tuckbox-scan: error: this is started by tuckbox, not by hand\n")
            exit(64)
        }
        ProcessStart.harden()
        // libarchive's names of members depend on it.
        _ = unsafe setlocale(LC_ALL, "C.UTF-8")
        let frames = FrameChannel(Channel(Descriptor.inherited(3, name: "socket")))
        do {
            let readers = Readers { try frames.send(.library) }
            let strength = try Sandbox.enter(.forReaders(readers))
            try frames.send(.ready(landlockVersion: UInt8(clamping: strength.landlockVersion), changedUser: strength.changedUser))
            try serve(frames, Extractor(foreign: readers))
        } catch {
            // The parent sees that we are gone, and says so.
            exit(1)
        }
    }

    /// One document after the other, until the socket is closed.
    private static func serve(_ frames: FrameChannel, _ extractor: Extractor) throws {
        while true {
            var files: [ByteSource] = []
            let frame = try frames.receive { file in if let source = try? ByteSource(file) { files.append(source) } }
            guard let frame else { return }
            guard case .document = frame, let source = files.first else { throw Frame.Malformed.frame }
            let outcome = try extractor.extract(source) { piece in try frames.send(.piece(piece)) }
            try frames.send(.outcome(outcome))
        }
    }
}

private enum FileHandle {
    static func error(_ text: String) { try? Descriptor.inherited(2, name: "standard error").write(Array(text.utf8)) }
}
