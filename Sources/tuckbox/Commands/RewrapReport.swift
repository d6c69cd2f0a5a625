import CryptoCore
import SystemFiles
import VaultFiles

/// One vault of a rewrap, as a line of JSON.
struct ResultLine: Encodable {
    let schema = 1
    let path: String
    let vaultId: String
    let result: String
    let error: String?
    let exitStatus: Int32
    /// Fingerprints of recovery keys that nobody named and that open it all the same.
    let otherRecoveryKeys: [String]
    let failure: Failure?

    enum CodingKeys: CodingKey { case schema, path, vaultId, result, error, exitStatus, otherRecoveryKeys }

    init(_ result: Rewrapper.Result) throws {
        path = result.path.display
        vaultId = hexadecimal(result.vaultID)
        switch result.outcome {
        case .renewed: (self.result, failure) = ("renewed", nil)
        case .already: (self.result, failure) = ("already", nil)
        case .failed(let error):
            self.result = "failed"
            failure = Failure(error, about: result.path) ?? Failure(.failed, message: "\(quoted(result.path)): \(error)")
        }
        otherRecoveryKeys = failure == nil ? try result.otherRecoveryKeys.map { try $0.fingerprint() } : []
        error = failure?.message
        exitStatus = failure?.status.rawValue ?? 0
    }
}

/// What a rewrap did, in the end.
struct Receipt: Encodable {
    let schema = 1
    let receipt = true
    let total: Int
    /// Files and folders that could not be looked at.
    let unreadable: Int
    let headerOnly: Bool
    var renewed = 0
    var already = 0
    var failed = 0
    var derivations = 0
    /// Recovery keys that nobody named, by fingerprint, and how many vaults they open now.
    var otherRecoveryKeys: [String: Int] = [:]

    init(total: Int, unreadable: Int, headerOnly: Bool) {
        (self.total, self.unreadable, self.headerOnly) = (total, unreadable, headerOnly)
    }

    mutating func count(_ line: ResultLine) {
        switch line.result {
        case "renewed": renewed += 1
        case "already": already += 1
        default: failed += 1
        }
        for key in line.otherRecoveryKeys { otherRecoveryKeys[key, default: 0] += 1 }
    }

    func sentence(dryRun: Bool) -> String {
        if dryRun { return "would rewrap \(counted(total, "vault"))" }
        var text = "\(counted(renewed, "vault")) got new keys"
        if already > 0 { text += ", \(grouped(already)) had them already" }
        if failed > 0 { text += ", \(grouped(failed)) \(failed == 1 ? "is as it was" : "are as they were") (see above)" }
        if unreadable > 0 { text += ", \(counted(unreadable, "file or folder", "files or folders")) could not be read (see above)" }
        if headerOnly, renewed > 0 {
            let keys = renewed == 1 ? "it before may have kept the key inside, which is" : "them before may have kept the keys inside, which are"
            text += "; whoever opened \(keys) still the same"
        }
        return text
    }

    /// What has to be looked at: whoever once opened a vault could have put a key of their own into it.
    var warnings: [String] {
        guard !otherRecoveryKeys.isEmpty else { return [] }
        let some = otherRecoveryKeys.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(10)
        var lines = some.map { "recovery key \($0.key), which neither this command nor the policy names, opens \(grouped($0.value)) of these vaults" }
        if otherRecoveryKeys.count > some.count { lines.append("\(grouped(otherRecoveryKeys.count - some.count)) more such keys: see --json") }
        return lines
    }
}
