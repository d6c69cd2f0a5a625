import CryptoCore
import SystemFiles
import VaultFiles

/// A vault in the inventory: what its header claims, where its copies are, and what the record says of it.
struct InventoryItem: Encodable {
    enum State: String, Encodable {
        case overdue, out, back, here

        /// In the order in which somebody has to look at them.
        var urgency: Int {
            switch self {
            case .overdue: 0
            case .out: 1
            case .here: 2
            case .back: 3
            }
        }
    }

    struct Copy: Encodable {
        let path: String
        /// What was asked for on the command line: the vault itself, or a folder above it.
        let foundBelow: String
        let sizeBytes: UInt64
        /// Whether both copies of the header are good; what is behind them only `verify` knows.
        let headerIsWhole: Bool
        let removableMedium: Bool

        var maskedPath: String { foundBelow + (foundBelow.hasSuffix("/") ? "…" : "/…") }
    }

    /// What a header says; no MAC covers it for who has no key.
    struct Claims: Encodable {
        let label: String
        let organisation: String?
        let created: String
        let opensWith: [String]
        let requiresTwoFactors: Bool
    }

    let vaultId: String
    let state: State
    /// Nil for a vault that only the record knows.
    let claimed: Claims?
    let copies: [Copy]
    let recordedLabel: String?
    let made: SignOutBook.Event?
    let lastVerified: String?
    let out: SignOutBook.Leave?

    /// - Parameter today: a day, UTC.
    init(_ vaultID: String, claimed: Claims?, copies: [Copy], _ line: SignOutBook.Line?, today: String) {
        (vaultId, self.claimed, self.copies) = (vaultID, claimed, copies)
        (recordedLabel, made, lastVerified, out) = (line?.label, line?.made, line?.verified, line?.out)
        state =
            if let leave = line?.out {
                if leave.back != nil { .back } else if let due = leave.due, due < today { .overdue } else { .out }
            } else { .here }
    }

    var label: String {
        let label = claimed?.label ?? recordedLabel ?? ""
        return label.isEmpty ? "none" : label.uppercased()
    }
}

extension InventoryItem.Claims {
    init(_ header: Header) throws {
        label = header.fixed.label
        created = timestamp(Int64(clamping: header.fixed.created))
        requiresTwoFactors = header.fixed.requiresTwoFactors
        organisation = Notice.organisation(in: header.finderText)
        opensWith = try header.slots.map { slot in
            switch slot.kind {
            case .passphrase: "passphrase"
            case .passphraseAndKeyFile: "passphrase and key file"
            case .recovery: "recovery key \(try slot.recoveryPoint.flatMap(RecoveryPublicKey.init(point:))?.fingerprint() ?? "")"
            }
        }
    }
}
