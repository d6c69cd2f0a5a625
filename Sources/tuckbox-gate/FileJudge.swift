import CryptoCore
import DocumentText
import FileVerdicts
import GateMessages
import ProtectedData
import SystemFiles
import VaultFiles
import WriteGate

/// Judges files by what the sandboxed reader finds in them, and vaults by their structure.
struct FileJudge: GateJudge {
    let classifier: FileClassifier
    let allowances: Set<JudgeOptions.Allowance>
    let vaultsOnly: Bool
    /// Fingerprints of recovery keys; a vault needs a slot for one of them.
    let demandedKeys: Set<String>

    func refusal(of file: borrowing Descriptor, named name: [UInt8]) -> Refusal? {
        // The gate stays as long as the stick, and mostly waits.
        defer { NetworkMemory.giveBack() }
        guard let verdict = try? classifier.classify(file, name: name) else { return Refusal(.notExamined) }
        return refusal(verdict)
    }

    func judgement(of bytes: [UInt8], named name: [UInt8]) -> Judgement? {
        defer { NetworkMemory.giveBack() }
        do { return try classifier.classifyText(bytes).map { Judgement(refusal($0)) } } catch { return Judgement(Refusal(.notExamined)) }
    }

    private func refusal(_ verdict: FileVerdict) -> Refusal? {
        switch verdict.kind {
        case .vault:
            guard let vault = verdict.vault else { return Refusal(.damagedVault) }
            return refusal(vault)
        case .clean: return vaultsOnly ? Refusal(.notAVault) : nil
        case .protected:
            return Refusal(
                .protected, categories: (verdict.assessment?.categories ?? []).map(\.rawValue), people: verdict.assessment?.people ?? 0)
        case .encrypted: return unless(.encryptedByOthers, .encryptedByOthers)
        case .encryptedOrRandom: return unless(.encryptedOrRandom, .encryptedOrRandom)
        case .notExamined: return refusal(verdict.shortfall)
        }
    }

    private func unless(_ allowance: JudgeOptions.Allowance, _ reason: Refusal.Reason) -> Refusal? {
        !vaultsOnly && allowances.contains(allowance) ? nil : Refusal(reason)
    }

    private func refusal(_ shortfall: FileVerdict.Shortfall?) -> Refusal? {
        switch shortfall {
        case .damagedVault, .vaultLookalike: Refusal(.damagedVault)
        case .extraction(.encryptedPart): unless(.encryptedByOthers, .encryptedByOthers)
        case .extraction(.unknownFormat), .extraction(.unsupportedFormat), .extraction(.pictureOnly):
            unless(.unknownFormats, .notExamined)
        default: Refusal(.notExamined)
        }
    }

    /// Every byte is where the format has it, and its checksums are right. While keys are changed the two header copies differ, which is no damage.
    private func refusal(_ vault: VaultFile) -> Refusal? {
        do {
            try vault.verifyWithoutKey(jobs: 2, progress: Progress())
        } catch VaultError.headerCopiesDiffer(.differentSequence) {
        } catch {
            return Refusal(.damagedVault)
        }
        guard !demandedKeys.isEmpty else { return nil }
        let keys = vault.headers.header.slots.compactMap(\.recoveryPoint).compactMap { RecoveryPublicKey(point: $0) }
        let has = keys.contains { key in (try? key.fingerprint()).map(demandedKeys.contains) ?? false }
        return has ? nil : Refusal(.vaultWithoutRecoveryKey)
    }
}
