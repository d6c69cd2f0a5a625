import SystemFiles

extension Path {
    /// The last component without `.vault`; nil if it does not end so, or is nothing else.
    var vaultStem: [UInt8]? {
        let (name, suffix) = (lastComponent, Array(".vault".utf8))
        guard name.count > suffix.count, name.suffix(suffix.count).elementsEqual(suffix) else { return nil }
        return Array(name.dropLast(suffix.count))
    }
}
