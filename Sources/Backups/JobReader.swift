public import Policy
internal import YAMLText

/// Why a job file is not used: at least one problem, in the file's order.
public struct InvalidJob: Error, Equatable, Sendable {
    public let problems: [PolicyProblem]

    public init(_ problems: [PolicyProblem]) {
        self.problems = problems.sorted { $0.position < $1.position }
    }
}

extension BackupJob {
    /// Reads a job file's bytes, which may be anything.
    /// - Throws: every problem that was found, with its place.
    public init(yaml bytes: [UInt8]) throws(InvalidJob) {
        let root: YAMLNode?
        do { root = try YAMLDocument.root(of: bytes, maximumSize: BackupJob.maximumSize) } catch {
            throw InvalidJob([PolicyProblem(error.position, error.message, hint: error.hint)])
        }
        var reader = JobReader()
        self = reader.read(root)
        guard reader.problems.isEmpty else { throw InvalidJob(reader.problems) }
    }
}

/// Reads a job's keys.
struct JobReader: SettingsReader {
    enum Key: String, CaseIterable {
        case schema, name, label, source, targets, keep, tell, drill
        case recoveryKeys = "recovery_keys"
        case alertAfter = "alert_after"
    }

    var problems: [PolicyProblem] = []

    mutating func read(_ root: YAMLNode?) -> BackupJob {
        var job = BackupJob()
        guard let root else {
            note(nil, "the job is empty", hint: "it begins with 'schema: 1'")
            return job
        }
        let fields = keys(of: root, Key.self)
        guard case .mapping = root.content else { return job }
        requireSchema(fields[.schema], of: root, "job")
        if let node = required(fields[.name], in: root, "name", hint: "'name: office': it is seen on the outside of the backups") {
            job.name = name(node) ?? ""
        }
        if let node = fields[.label] { job.label = text(node) }
        if let node = fields[.recoveryKeys] { job.recoveryKeys = recoveryKeys(node) }
        if let node = required(fields[.source], in: root, "source", hint: "'folders:' or 'command:' below 'source:' says what is backed up") {
            job.source = source(node) ?? job.source
        }
        if let node = required(fields[.targets], in: root, "targets", hint: "a list of sticks, folders and remotes that the backups go to") {
            job.targets = targets(node)
        }
        if let node = fields[.keep] { job.keep = retention(node) }
        if let node = fields[.alertAfter] { job.alertAfter = duration(node) ?? job.alertAfter }
        if let node = fields[.tell] { job.tell = messenger(node) }
        if let node = fields[.drill] { job.drill = drill(node) }
        return job
    }

    mutating func required(_ node: YAMLNode?, in group: YAMLNode, _ key: String, hint: String) -> YAMLNode? {
        if node == nil { note(group, "'\(key)' is missing", hint: hint) }
        return node
    }

    mutating func name(_ node: YAMLNode) -> String? {
        guard let text = text(node) else { return nil }
        if BackupJob.isName(text) { return text }
        note(node, "'\(text.prefix(64))' is not a name here", hint: "at most 40 small letters, digits and hyphens, a letter first")
        return nil
    }
}
