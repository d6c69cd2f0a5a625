import CryptoCore
import SystemFiles
import VaultFiles

/// A vault whose slots a `key` verb changes: locked, opened, and reported afterwards.
struct KeyVault {
    let path: Path
    let vault: UnlockedVault
    var slots: [Slot] { vault.file.headers.header.slots }
    var requiresTwoFactors: Bool { vault.file.headers.header.fixed.requiresTwoFactors }

    init(_ argument: String, _ opening: OpeningOptions, _ record: ActionRecord, _ common: CommonOptions) throws {
        path = Path(argument: argument)
        let file = try VaultFile(changing: path)
        try record.intend(file.headers.header, path, common)
        vault = try file.unlockOrSayWhy(opening.credentials(for: path, file.headers))
    }

    /// Index of slot `number` as people count, from 1.
    func index(of number: Int) throws -> Int {
        guard slots.indices.contains(number - 1) else {
            throw Failure(.failed, message: "\(quoted(path)) has no slot \(number)", hint: "'tuckbox key list' shows the slots")
        }
        return number - 1
    }

    func requireRoom() throws {
        guard slots.count < 8 else {
            throw Failure(.failed, message: "\(quoted(path)) has eight slots, and no room for another", hint: "remove one with 'tuckbox key remove'")
        }
    }

    func replace(_ slots: [Slot], _ said: String, _ common: CommonOptions, removes: Bool) throws {
        try vault.replaceSlots(slots)
        common.note("\(quoted(path)): \(said)")
        if removes {
            let recovery = try slots.compactMap(\.recoveryPoint).compactMap(RecoveryPublicKey.init(point:)).map { try $0.fingerprint() }
            if !recovery.isEmpty { common.note("recovery keys that open it: \(recovery.joined(separator: ", "))") }
            common.note("whoever opened this vault before may have kept its content key; after a leak, or when somebody leaves, use 'tuckbox rewrap'")
        }
        if common.json {
            try JSONDocument.print(VaultReport(vaults: [VaultFacts(path, VaultFile(reading: vault.file.lentDescriptor(), path))], failed: []))
        }
    }
}
