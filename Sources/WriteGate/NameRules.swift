internal import Glibc

/// Which names a file system has, and when two of them are one.
enum NameRules: Sendable {
    /// Anything but a slash.
    case bytes
    /// Letters of UTF-16.
    case ntfs
    /// Besides, none of DOS's signs.
    case exfat
    /// Nor a space at the end.
    case vfat

    /// As Linux's drivers have them: `A.txt` and `a.TXT.` are one name.
    var ignoresCase: Bool { self != .bytes }

    /// What the file system takes for a new name. It says so itself only when one is made, which is long after a program has closed its file.
    /// - Returns: nil if it can be a name.
    func problem(with name: [UInt8]) -> Errno? {
        if self == .bytes { return nil }
        guard let text = String(validating: name, as: UTF8.self) else { return Errno(EINVAL) }
        if text.utf16.count > 255 { return Errno(ENAMETOOLONG) }
        if self == .ntfs { return nil }
        // The drivers leave out full stops at the end first.
        let last = name.last { $0 != 0x2e }
        let isPossible = name.allSatisfy { $0 >= 0x20 && !Self.dosSigns.contains($0) } && last != nil && (self != .vfat || last != 0x20)
        return isPossible ? nil : Errno(EINVAL)
    }

    private static let dosSigns = Array("\"*/:<>?\\|".utf8)

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
