/// A vault that `wrap` made, or would make.
struct WrittenVault: Encodable {
    let path: String?
    let vaultId: String?
    let label: String
    let files: Int
    let contentBytes: UInt64
    let vaultBytes: UInt64
    let omitted: [String]
    let sourceRemoved: Bool

    func sentence(dryRun: Bool) -> String {
        let place = path.map { "'\($0)'" } ?? "standard output"
        let removed = sourceRemoved ? "\nthe inputs were removed; flash memory and backups may still hold parts of them" : ""
        return "\(dryRun ? "would write" : "wrote") \(place): \(counted(files, "file")), \(byteCount(contentBytes)), \(label)\(removed)"
    }
}
