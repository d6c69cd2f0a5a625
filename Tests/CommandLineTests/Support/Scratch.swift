import Foundation

/// A folder of a test's own, in memory where there is such a place, removed with it. Keys that every test may use lie in `keys/`.
final class Scratch: Sendable {
    let folder: URL

    init() throws {
        let base = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
        folder = URL(fileURLWithPath: base).appendingPathComponent("tuckbox-cli-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder.appendingPathComponent("keys"), withIntermediateDirectories: true)
        for (name, content) in try Keys.files.get() {
            let place = self["keys/" + name]
            try content.write(to: place)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: place.path)
        }
    }

    deinit {
        // What a test made unreadable can be removed again by whoever ran it.
        _ = try? run("chmod -R u+rwx .")
        try? FileManager.default.removeItem(at: folder)
    }

    subscript(name: String) -> URL { folder.appendingPathComponent(name) }

    func write(_ text: String, to name: String) throws { try Data(text.utf8).write(to: self[name]) }
    func text(_ name: String) throws -> String { String(decoding: try Data(contentsOf: self[name]), as: UTF8.self) }
    func exists(_ name: String) -> Bool { (try? FileManager.default.attributesOfItem(atPath: self[name].path)) != nil }
    func size(_ name: String) -> Int { ((try? FileManager.default.attributesOfItem(atPath: self[name].path))?[.size] as? Int) ?? -1 }

    /// Names in a folder, hidden ones too, `keys` excepted.
    func names(in name: String = ".") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: self[name].path).filter { $0 != "keys" }.sorted()
    }

    /// The names of work that was not tidied up.
    func leftovers() throws -> [String] { try names().filter { $0.hasPrefix(".tuckbox") } }
}

/// Made once for all tests: two recovery key pairs without a passphrase, a key file, and a strong passphrase.
enum Keys {
    static let passphrase = "wobbly giraffes paint eleven teapots"

    static let files: Result<[String: Data], any Error> = Result {
        let folder = URL(fileURLWithPath: NSTemporaryDirectory()).appendingPathComponent("tuckbox-keys-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let script = """
            for name in school other; do tuckbox key generate --no-passphrase -q -o $name; done
            tuckbox key generate --second-factor -q -o factor
            printf '%s\\n' '\(passphrase)' > passphrase
            """
        _ = try Program.run(script, in: folder)
        var files: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            files[name] = try Data(contentsOf: folder.appendingPathComponent(name))
        }
        return files
    }
}
