import CryptoCore
import Foundation
import SystemFiles
import VaultFiles

/// A folder of a test's own, in memory where there is such a place, removed with it.
final class Scratch: Sendable {
    let path: Path

    init() throws {
        let base = FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
        let folder = base + "/tuckbox-test-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        path = Path(folder)
    }

    deinit { try? FileManager.default.removeItem(atPath: String(decoding: path.bytes, as: UTF8.self)) }

    func callAsFunction(_ name: String) -> Path { path.appending(name) }

    /// Writes a file, folders above it included.
    func write(_ content: [UInt8], to name: String) throws {
        let target = self(name)
        try FileManager.default.createDirectory(
            atPath: String(decoding: target.parent.bytes, as: UTF8.self), withIntermediateDirectories: true)
        let file = try Descriptor.open(target, [.readWrite, .createNew], permissions: 0o644)
        try file.write(content)
    }

    /// Names in a folder, hidden ones too.
    func names(in folder: String = "") throws -> [String] {
        try Descriptor.open(folder.isEmpty ? path : self(folder), [.read, .directory]).directoryEntries().map { escapedForDisplay($0) }
    }
}

func contents(of path: Path) throws -> [UInt8] {
    let file = try Descriptor.open(path, .read)
    return try file.bytes(count: Int(file.status().size), at: 0)
}

/// Keys that all tests share, so that a passphrase is derived once: opening with them is quick.
enum Keys {
    static let passphrase = "correct horse battery staple"

    static func makePassphrase(_ text: String = passphrase) throws -> Passphrase {
        try Passphrase(SecretBytes(copying: Array(text.utf8)), strippingNewline: false)
    }

    static let recovery = try! RecoveryPrivateKey.generate()
    static let onlyPassphrase = Credentials(passphrase: try! makePassphrase(), keyFile: nil, recoveryKeys: [])
    static let twoFactors = Credentials(passphrase: try! makePassphrase(), keyFile: try! KeyFile.generate(), recoveryKeys: [])
    static let onlyRecovery = Credentials(passphrase: nil, keyFile: nil, recoveryKeys: [recovery])

    /// Few rounds, for speed.
    static func recipe(_ kind: Slot.Kind) throws -> VaultRecipe {
        switch kind {
        case .passphrase: try recipe(onlyPassphrase, twoFactors: false, [])
        case .passphraseAndKeyFile: try recipe(twoFactors, twoFactors: true, [])
        case .recovery: try recipe(nil, twoFactors: false, [recovery.publicKey])
        }
    }

    static func credentials(_ kind: Slot.Kind) -> Credentials {
        switch kind {
        case .passphrase: onlyPassphrase
        case .passphraseAndKeyFile: twoFactors
        case .recovery: onlyRecovery
        }
    }

    private static func recipe(_ credentials: Credentials?, twoFactors: Bool, _ recovery: [RecoveryPublicKey]) throws -> VaultRecipe {
        try VaultRecipe(
            credentials: credentials, requiresTwoFactors: twoFactors, recoveryKeys: recovery, label: "OFFICIAL-SENSITIVE", notice: "A test.\n",
            rounds: Slot.minimumRounds)
    }
}

extension VaultWriter {
    /// Two threads, a recovery key unless said otherwise.
    init(_ kind: Slot.Kind = .recovery) throws {
        self.init(try Keys.recipe(kind), jobs: 2)
    }

    @discardableResult
    func wrap(_ inputs: [Path], to output: Path, replacing: Bool = false) throws -> Summary {
        try wrap(SourceTree(inputs), to: output, replacing: replacing, vaultID: randomBytes(16))
    }
}

func openContents(_ vault: Path, _ kind: Slot.Kind = .recovery) throws -> VaultContents {
    try VaultContents(of: VaultFile(vault).unlock(Keys.credentials(kind)))
}

@discardableResult
func unwrap(_ vault: Path, to output: Path, members: [String] = [], kind: Slot.Kind = .recovery, replacing: Bool = false) throws
    -> VaultExtractor.Summary
{
    let selection = try Selection(members.map { Array($0.utf8) }, in: openContents(vault, kind))
    return try VaultExtractor(selection, jobs: 2).extract(to: output, replacing: replacing)
}

/// Pseudorandom bytes that a seed gives again.
func noise(_ count: Int, seed: UInt64) -> [UInt8] {
    var state = seed
    var bytes = [UInt8](repeating: 0, count: count)
    for i in bytes.indices {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes[i] = UInt8(truncatingIfNeeded: state >> 33)
    }
    return bytes
}
