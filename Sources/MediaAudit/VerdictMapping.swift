import AuditReport
import CryptoCore
import DocumentText
import FileVerdicts
import MediaRead
import ProtectedData
import SystemFiles
import VaultFiles

/// What is said of one file, before it has a number.
struct Judged: Sendable {
    var verdict: AuditedFile.Verdict
    var categories: [ProtectedData.Category] = []
    var people = 0
    var label: String?
    var reason: String?
    var encryptedBy: String?
    var encryptionIsWeak: Bool?
    var vault: AuditedFile.VaultClaims?
    var digest: String?

    init(_ verdict: AuditedFile.Verdict, reason: String? = nil) { (self.verdict, self.reason) = (verdict, reason) }
}

extension Judged {
    /// - Parameter file: what was examined, open for reading.
    init(_ found: FileVerdict, _ file: borrowing Descriptor, _ wording: AuditWording) {
        self.init(found.kind, reason: found.shortfall.map { wording.text(.file($0)) })
        if let assessment = found.assessment, verdict == .protected {
            (categories, people, label) = (assessment.categories, assessment.people, assessment.label)
        }
        if let tool = found.tool {
            encryptedBy = tool.rawValue
            if tool == .zip { encryptionIsWeak = WeakZip.isFound(in: file) }
        }
        if let whole = found.vault {
            var isWhole = true
            do { try whole.verifyWithoutKey(jobs: 1, progress: Progress()) } catch {
                isWhole = false
                reason = wording.text(.damagedVault)
            }
            vault = Self.claims(whole.headers.header, isWhole: isWhole, wording)
        } else if case .damagedVault = found.shortfall, let header = Self.header(of: file) {
            verdict = .vault
            vault = Self.claims(header, isWhole: false, wording)
        }
    }

    private static func header(of file: borrowing Descriptor) -> Header? {
        guard let size = try? file.status().size, size >= UInt64(Header.copySize), let first = try? file.bytes(count: Header.copySize, at: 0),
            let last = try? file.bytes(count: Header.copySize, at: size - UInt64(Header.copySize))
        else { return nil }
        return try? HeaderPair(first: first, last: last).header
    }

    private static func claims(_ header: Header, isWhole: Bool, _ wording: AuditWording) -> AuditedFile.VaultClaims {
        AuditedFile.VaultClaims(
            vaultId: header.fixed.vaultID.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(), label: header.fixed.label,
            organisation: wording.organisation(header.finderText), isWhole: isWhole)
    }
}

/// Archives that the old cipher of zip encrypts, which a program breaks in minutes if it knows a dozen bytes of one file.
enum WeakZip {
    /// Looks at the members' own headers at the beginning.
    static func isFound(in file: borrowing Descriptor) -> Bool? {
        guard let head = try? file.bytes(count: 1 << 16, at: 0) else { return nil }
        for offset in head.indices where head[offset] == 0x50 && head[offset...].starts(with: [0x50, 0x4b, 3, 4]) && offset + 30 <= head.count {
            let flags = Int(head[offset + 6]) | Int(head[offset + 7]) << 8
            let method = Int(head[offset + 8]) | Int(head[offset + 9]) << 8
            // Bit 0: encrypted; bit 6: strongly, by PKWARE; method 99: AES, by WinZip.
            if flags & 1 != 0 { return flags & 0x40 == 0 && method != 99 }
        }
        return nil
    }
}
