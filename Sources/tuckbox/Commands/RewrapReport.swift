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
    let failure: Failure?

    enum CodingKeys: CodingKey { case schema, path, vaultId, result, error, exitStatus }

    init(_ result: Rewrapper.Result) {
        path = result.path.display
        vaultId = hexadecimal(result.vaultID)
        switch result.outcome {
        case .renewed: (self.result, failure) = ("renewed", nil)
        case .already: (self.result, failure) = ("already", nil)
        case .failed(let error):
            self.result = "failed"
            failure = Failure(error, about: result.path) ?? Failure(.failed, message: "\(quoted(result.path)): \(error)")
        }
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

    init(total: Int, unreadable: Int, headerOnly: Bool) {
        (self.total, self.unreadable, self.headerOnly) = (total, unreadable, headerOnly)
    }

    mutating func count(_ line: ResultLine) {
        switch line.result {
        case "renewed": renewed += 1
        case "already": already += 1
        default: failed += 1
        }
    }

    func sentence(dryRun: Bool) -> String {
        if dryRun { return "would rewrap \(counted(total, "vault"))" }
        var text = "\(counted(renewed, "vault")) renewed"
        if already > 0 { text += ", \(grouped(already)) had the new keys already" }
        if failed > 0 { text += ", \(grouped(failed)) left as they were (see above)" }
        if unreadable > 0 { text += ", \(grouped(unreadable)) files or folders could not be read" }
        if headerOnly, renewed > 0 { text += "; whoever opened them before may have kept their content keys" }
        return text
    }
}
