internal import ProtectedData

/// What an audit may hold: whatever is on a medium, and whatever a document claims, memory stays bounded.
public enum AuditLimits {
    /// Of a JSON document, in bytes.
    public static let documentBytes = 256 << 20
    public static let files = 1_000_000
    public static let volumes = 256
    static let hints = 64
    static let gaps = 1024
    static let ranges = 10_000
    static let libraries = 16
    /// In one file: more than all schools of a county have.
    static let people = 1_000_000
    static let pathBytes = 4096
    /// Of every other text, in bytes.
    static let textBytes = 1024
}

extension String {
    /// Cut to so many bytes of UTF-8, at a character's end.
    func cut(_ bytes: Int = AuditLimits.textBytes) -> String {
        guard utf8.count > bytes else { return self }
        var end = 0
        return String(
            prefix {
                end += $0.utf8.count
                return end <= bytes
            })
    }
}

extension Array {
    fileprivate mutating func cut(_ count: Int) { if self.count > count { removeLast(self.count - count) } }
}

extension String? {
    fileprivate mutating func cut() { self = self?.cut() }
    /// Anything but a digest in hexadecimal is none.
    fileprivate mutating func keepDigest() { if let text = self, !isDigest(text) { self = nil } }
}

/// SHA-256 in hexadecimal, small letters.
func isDigest(_ text: String) -> Bool {
    text.utf8.count == 64 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
}

extension Audit {
    /// Cuts everything to its limit; changes nothing in what keeps to them.
    mutating func bound() {
        medium.bound()
        volumes.cut(AuditLimits.volumes)
        files.cut(AuditLimits.files)
        ownerHints.cut(AuditLimits.hints)
        confidence.gaps.cut(AuditLimits.gaps)
        for index in volumes.indices { volumes[index].bound() }
        for index in files.indices { files[index].bound() }
        for index in ownerHints.indices { ownerHints[index].text = ownerHints[index].text.cut() }
        for index in confidence.gaps.indices { confidence.gaps[index].files = confidence.gaps[index].files.map { min(max($0, 0), Int(Int32.max)) } }
        use?.areas.cut(AuditLimits.ranges)
        use?.totals.cut(MediumUse.Use.allCases.count)
    }
}

extension AuditedMedium {
    fileprivate mutating func bound() {
        name = name.cut()
        partitionScheme.cut()
        if var device {
            device.vendor.cut()
            device.model.cut()
            device.serial.cut()
            device.bus.cut()
            self.device = device
        }
        evidence.sha256Before.keepDigest()
        evidence.sha256After.keepDigest()
        readErrors.cut(AuditLimits.ranges)
    }
}

extension AuditedVolume {
    fileprivate mutating func bound() {
        fileSystem.cut()
        label.cut()
        identifier.cut()
        encryptedBy.cut()
        reason.cut()
    }
}

extension AuditedFile {
    fileprivate mutating func bound() {
        maskedPath = maskedPath.cut()
        people = min(max(people, 0), AuditLimits.people)
        // Each once.
        if Set(categories).count < categories.count { categories = ProtectedData.Category.allCases.filter(categories.contains) }
        sha256.keepDigest()
        label.cut()
        reason.cut()
        encryptedBy.cut()
        if let claims = vault {
            vault = VaultClaims(
                vaultId: claims.vaultId.cut(64), label: claims.label.cut(), organisation: claims.organisation?.cut(), isWhole: claims.isWhole)
        }
    }
}
