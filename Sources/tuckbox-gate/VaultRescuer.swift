import CryptoCore
import GateMessages
import SystemFiles
import VaultFiles
import WriteGate

/// Makes a vault of a file that was refused, for recovery keys alone: no secret is on this computer.
struct VaultRescuer: GateRescuer {
    private let writer: VaultWriter

    /// - Parameters:
    ///   - label: protective marking; nil: none.
    ///   - notice: what a finder of the vault reads; nil: nothing.
    init(_ keys: [RecoveryPublicKey], label: String?, notice: String?) throws {
        writer = VaultWriter(
            try VaultRecipe(credentials: nil, requiresTwoFactors: false, recoveryKeys: keys, label: label ?? "", notice: notice ?? ""), jobs: 1)
    }

    func rescue(_ file: borrowing Descriptor, named name: [UInt8], _ refusal: Refusal, to output: borrowing Descriptor) throws -> [UInt8]? {
        guard refusal.reason == .protected, !Self.isPassing(name) else { return nil }
        _ = try writer.wrap(stream: file, named: name, toStream: output, vaultID: try randomBytes(16))
        return name + Array(".vault".utf8)
    }

    /// Names that programs give a file before they rename it, or beside the one they save: nobody would know a vault by them.
    private static func isPassing(_ name: [UInt8]) -> Bool {
        if name.first == 0x2e || name.first == 0x7e || name.last == 0x7e { return true }
        return [".tmp", ".temp", ".part", ".partial", ".crdownload", ".swp"].contains { name.suffix($0.utf8.count).elementsEqual($0.utf8) }
    }
}
