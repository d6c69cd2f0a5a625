import CryptoCore
import SystemFiles
import VaultFiles

/// What `inspect` and the `key` verbs print.
struct VaultReport: Encodable {
    let schema = 1
    let vaults: [VaultFacts]
    let failed: [JSONFailure]
}

/// What a vault's header says. No MAC covers it for who has no key, hence `claimed`.
struct VaultFacts: Encodable {
    let path: String
    let sizeBytes: UInt64
    let payloadBytes: UInt64
    let headerCopies: String
    let claimed: Claims

    struct Claims: Encodable {
        let version: Int
        let vaultId: String
        let created: String
        let label: String
        let requiresTwoFactors: Bool
        let sequence: UInt64
        let slots: [SlotFacts]
        let finderText: String
    }

    struct SlotFacts: Encodable {
        let number: Int
        let type: String
        let rounds: UInt32?
        /// Of the recovery key.
        let fingerprint: String?

        init(_ number: Int, _ slot: Slot) throws {
            self.number = number
            rounds = slot.rounds
            switch slot.kind {
            case .passphrase: type = "passphrase"
            case .passphraseAndKeyFile: type = "passphrase_and_key_file"
            case .recovery: type = "recovery"
            }
            fingerprint = try slot.recoveryPoint.flatMap(RecoveryPublicKey.init(point:))?.fingerprint()
        }

        var text: String {
            switch type {
            case "passphrase": "\(number). passphrase (\(grouped(rounds ?? 0)) rounds make guessing slow)"
            case "passphrase_and_key_file": "\(number). passphrase and key file (\(grouped(rounds ?? 0)) rounds make guessing slow)"
            default: "\(number). recovery key with fingerprint \(fingerprint ?? "")"
            }
        }
    }

    init(_ path: Path, _ vault: VaultFile) throws {
        let header = vault.headers.header
        self.path = path.display
        sizeBytes = vault.size
        payloadBytes = vault.payloadLength
        headerCopies =
            switch vault.headers.condition {
            case .bothGood: "both_good"
            case .firstDamaged: "first_damaged"
            case .lastDamaged: "last_damaged"
            case .differentSequence: "different_sequence"
            }
        claimed = Claims(
            version: Int(FixedPart.version), vaultId: hexadecimal(header.fixed.vaultID),
            created: timestamp(Int64(clamping: header.fixed.created)), label: header.fixed.label,
            requiresTwoFactors: header.fixed.requiresTwoFactors, sequence: header.sequence,
            slots: try header.slots.enumerated().map { try SlotFacts($0.offset + 1, $0.element) }, finderText: header.finderText)
    }

    private var changes: String {
        claimed.sequence <= 1 ? "keys never changed" : "keys changed \(grouped(claimed.sequence - 1)) time\(claimed.sequence == 2 ? "" : "s")"
    }

    private var damage: String {
        switch headerCopies {
        case "first_damaged": "the copy of these facts at the vault's start is damaged, the other is good"
        case "last_damaged": "the copy of these facts at the vault's end is damaged, the other is good"
        default: "one copy of these facts is older: a change of keys was interrupted"
        }
    }

    var text: String {
        var lines = [path]
        func add(_ name: String, _ value: String) { lines.append("  " + name + String(repeating: " ", count: 14 - name.count) + value) }
        add("label", claimed.label.isEmpty ? "none" : claimed.label.uppercased())
        for (index, slot) in claimed.slots.enumerated() { add(index == 0 ? "opens with" : "", slot.text) }
        if claimed.requiresTwoFactors { add("two factors", "required: a passphrase alone never opens it") }
        add("made", claimed.created)
        add("vault id", claimed.vaultId)
        add("size", "\(byteCount(sizeBytes)) (\(grouped(sizeBytes)) bytes)")
        // The header is what is not encrypted: all that is shown here.
        add("header", headerCopies == "both_good" ? "both copies of these facts are good, \(changes)" : damage)
        lines.append("  (this is what the vault says; only opening it with a key proves it)")
        return lines.joined(separator: "\n")
    }
}
