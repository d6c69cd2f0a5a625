import Foundation
public import SystemFiles

/// A folder of a test's own, in memory where there is such a place, removed with it.
public final class Scratch: Sendable {
    public let path: Path

    public init() throws {
        let base = FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
        let folder = base + "/tuckbox-test-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        path = Path(folder)
    }

    deinit { try? FileManager.default.removeItem(atPath: String(decoding: path.bytes, as: UTF8.self)) }

    public func callAsFunction(_ name: String) -> Path { path.appending(name) }

    /// Writes a file, folders above it included.
    public func write(_ content: [UInt8], to name: String) throws {
        let target = self(name)
        try FileManager.default.createDirectory(
            atPath: String(decoding: target.parent.bytes, as: UTF8.self), withIntermediateDirectories: true)
        let file = try Descriptor.open(target, [.readWrite, .createNew], permissions: 0o644)
        try file.write(content)
    }

    /// Names in a folder, hidden ones too.
    public func names(in folder: String = "") throws -> [String] {
        try Descriptor.open(folder.isEmpty ? path : self(folder), [.read, .directory]).directoryEntries().map { escapedForDisplay($0) }
    }
}

/// All of a file.
public func contents(of path: Path) throws -> [UInt8] {
    let file = try Descriptor.open(path, .read)
    return try file.bytes(count: Int(file.status().size), at: 0)
}
