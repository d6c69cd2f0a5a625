import SystemFiles

/// What keeps sticks shut when no daemon runs: rules of udev and polkit, installed by the package.
public enum StaticFloor {
    private static let places = ["/etc", "/run", "/usr/local/share", "/usr/local/lib", "/usr/lib", "/lib", "/usr/share"]

    /// What of it is missing: `rules_missing`, udev's; `polkit_rules_missing`, on a computer that has polkit.
    public static var shortfalls: [String] {
        var missing: [String] = []
        if !isThere("udev/rules.d/90-tuckbox-guard.rules") { missing.append("rules_missing") }
        if isThere("polkit-1"), !isThere("polkit-1/rules.d/10-tuckbox-guard.rules") { missing.append("polkit_rules_missing") }
        return missing
    }

    private static func isThere(_ name: String) -> Bool { places.contains { (try? FileStatus.of(Path("\($0)/\(name)"))) != nil } }
}
