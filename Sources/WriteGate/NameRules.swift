/// When two names are one on a file system.
struct NameRules: Sendable {
    /// FAT, exFAT and NTFS as Linux's drivers have them: `A.txt` and `a.TXT.` are one name.
    let ignoresCase: Bool

    /// Equal for names that are one.
    func key(_ name: [UInt8]) -> [UInt8] {
        guard ignoresCase else { return name }
        var name = name[...]
        while name.last == 0x2e, name.first != 0x2e || name.contains(where: { $0 != 0x2e }) { name.removeLast() }
        if name.allSatisfy({ $0 < 0x80 }) { return name.map { (0x61...0x7a).contains($0) ? $0 - 0x20 : $0 } }
        guard let text = String(validating: name, as: UTF8.self) else { return Array(name) }
        var folded = ""
        for scalar in text.unicodeScalars {
            let upper = scalar.properties.uppercaseMapping.unicodeScalars
            folded.unicodeScalars.append(upper.count == 1 ? upper.first ?? scalar : scalar)
        }
        return Array(folded.utf8)
    }
}
