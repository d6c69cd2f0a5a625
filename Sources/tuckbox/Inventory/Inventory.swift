import AuditTrail
import CryptoCore
import SystemFiles
import VaultFiles

/// All vaults below some places, each once however many copies there are, and those that the record knows to be out.
struct Inventory {
    private(set) var items: [InventoryItem] = []
    private(set) var failed: [(path: Path, error: any Error)] = []
    let madeAt = UTCTime(currentTime())

    /// - Parameter found: vaults by their names and beginnings, each with the path that led to it.
    init(_ found: [(path: Path, below: Path)], _ book: SignOutBook) throws {
        var claims: [String: InventoryItem.Claims] = [:]
        var copies: [String: [InventoryItem.Copy]] = [:]
        var removable: [UInt64: Bool] = [:]
        for (path, below) in found {
            try Interruption.check()
            do {
                let vault = try VaultFile(path)
                let header = vault.headers.header
                let identifier = hexadecimal(header.fixed.vaultID)
                let device = try FileStatus.of(path).device
                let isRemovable = removable[device] ?? Medium.isRemovable(device: device, sysfs: Path("/sys"))
                removable[device] = isRemovable
                claims[identifier] = try InventoryItem.Claims(header)
                copies[identifier, default: []].append(
                    InventoryItem.Copy(
                        path: path.display, foundBelow: below.display, sizeBytes: vault.size, headerIsWhole: vault.headers.condition == .bothGood,
                        removableMedium: isRemovable))
            } catch let error where !(error is Interrupted) {
                failed.append((path, error))
            }
        }
        let today = String(madeAt.text.prefix(10))
        items = copies.map { InventoryItem($0.key, claimed: claims[$0.key], copies: $0.value, book.lines[$0.key], today: today) }
        for (identifier, line) in book.lines where copies[identifier] == nil && line.out != nil && line.out?.back == nil {
            items.append(InventoryItem(identifier, claimed: nil, copies: [], line, today: today))
        }
        items.sort { ($0.state.urgency, $0.copies.first?.path ?? "", $0.vaultId) < ($1.state.urgency, $1.copies.first?.path ?? "", $1.vaultId) }
    }

    mutating func keepOverdue() { items.removeAll { $0.state != .overdue } }

    func count(_ state: InventoryItem.State) -> Int { items.count { $0.state == state } }
}
