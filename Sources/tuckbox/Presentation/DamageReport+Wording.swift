import SystemFiles
import VaultFiles

extension DamageReport {
    /// What is damaged, for people; chunks are 16 KiB each, counted from 0.
    var sentence: String {
        let numbers = chunks.prefix(8).map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound) to \($0.upperBound - 1)" }
        let list = numbers.joined(separator: ", ") + (chunks.count > 8 ? ", …" : "")
        return "chunk\(chunkCount == 1 ? "" : "s") \(list) of its contents\(concerned)"
    }

    private var concerned: String {
        guard let members else { return "" }
        guard !members.isEmpty else { return ", where no file is" }
        let names = members.prefix(5).map { quoted($0) }.joined(separator: ", ")
        return ", in \(names)\(members.count > 5 ? " and \(counted(members.count - 5, "other"))" : "")"
    }
}
