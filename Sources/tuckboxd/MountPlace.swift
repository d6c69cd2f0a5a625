import SystemFiles

/// Folders that sticks are mounted at.
enum MountPlace {
    /// A new folder below `parent`, called as the stick is, if that makes a name.
    static func make(below parent: Path, name: String) throws(FileError) -> Path {
        let wanted = cleaned(name)
        if try FileStatus.ifPresent(parent) == nil {
            try Descriptor.open(parent.parent, [.read, .directory]).makeDirectory(Path(bytes: parent.lastComponent), permissions: 0o755)
        }
        let folder = try Descriptor.open(parent, [.read, .directory, .noFollow])
        for number in 1...100 {
            let candidate = number == 1 ? wanted : "\(wanted)-\(number)"
            do {
                try folder.makeDirectory(Path(candidate), permissions: 0o755)
                return parent.appending(candidate)
            } catch { guard error.isExisting else { throw error } }
        }
        throw FileError(.create, parent, code: 17)
    }

    /// Letters, digits and a few signs of a volume's label, which is anybody's text.
    static func cleaned(_ label: String) -> String {
        let kept = label.unicodeScalars.prefix(64).map { scalar -> Character in
            let isPlain = scalar.properties.isAlphabetic || scalar.properties.numericType != nil || "-_ .".unicodeScalars.contains(scalar)
            return isPlain ? Character(scalar) : "_"
        }
        let name = String(kept).split(whereSeparator: { $0 == " " }).joined(separator: " ")
        let short = String(decoding: Array(name.utf8.prefix(64)), as: UTF8.self)
        return short.isEmpty || short.hasPrefix(".") || short.contains("\u{fffd}") ? "stick" : short
    }

    static func remove(_ place: Path) { try? AtomicOutput.removeDirectory(place) }

    /// Takes it out of sight, whoever still uses it.
    static func clear(_ place: Path) {
        try? Mounting.unmount(place, lazily: true)
        remove(place)
    }
}
