import AuditReport
import FileVerdicts
import FoundationEssentials
import ProtectedData
import SystemFiles

/// An audit as the tests need it.
enum Sample {
    static func file(
        _ id: Int, _ verdict: AuditedFile.Verdict, _ categories: [ProtectedData.Category] = [], people: Int = 0, state: AuditedFile.State = .live,
        path: String = "a.txt", sha256: String? = nil, isWeak: Bool? = nil, vault: AuditedFile.VaultClaims? = nil, reason: String? = nil,
        modified: UTCTime? = UTCTime("2026-11-20T09:00:00Z")
    ) -> AuditedFile {
        var mask = PathMask()
        return AuditedFile(
            id: id, volume: 1, path: Array(path.utf8), maskedPath: mask.masked(Array(path.utf8), volume: 1, id: id), state: state,
            sizeBytes: 1000, modified: modified, sha256: sha256, verdict: verdict, categories: categories, people: people, reason: reason,
            encryptedBy: verdict == .encrypted ? "7z" : nil, encryptionIsWeak: isWeak, vault: vault)
    }

    static func audit(
        _ files: [AuditedFile], volumes: [AuditedVolume]? = nil, gaps: [Confidence.Gap] = [], hints: [OwnerHint] = [], children: Int? = nil,
        size: UInt64 = 1 << 30, device: AuditedMedium.Device? = nil
    ) -> Audit {
        var map = MediumUseMap(size: size)
        map.mark(ByteRange(offset: 0, sizeBytes: size / 64), .structure)
        map.mark(ByteRange(offset: size / 4, sizeBytes: size / 8), .clean)
        map.mark(ByteRange(offset: size / 2, sizeBytes: size / 100), .protected)
        let digest = String(repeating: "ab", count: 32)
        return Audit(
            tool: .init(version: "0.1.0", rules: "core", libraries: ["libtsk 4.11.1"]), started: UTCTime(1_764_144_000),
            ended: UTCTime(1_764_144_060),
            medium: AuditedMedium(
                kind: .device, name: "/dev/sdb", sizeBytes: size, sectorBytes: 512, partitionScheme: "mbr",
                device: device ?? .init(vendor: "Made-up", model: "Stick", serial: "0123456789", bus: "usb"),
                evidence: .init(sha256Before: digest, sha256After: digest, proof: .sameDigest, sectorsWritten: 0)),
            volumes: volumes ?? [AuditedVolume(number: 1, offset: 1 << 20, sizeBytes: size - 1 << 20, fileSystem: "FAT32", label: "SCHOOL")],
            files: files, use: map.finish(), gaps: gaps, ownerHints: hints, children: children)
    }
}
