import FileVerdicts
import GuardControl
import SystemFiles

/// Looks at every file below a folder, and never follows a link.
struct Walk {
    /// More of either is no memory stick that people use, and would let nobody's scan come to an end.
    static let mostFiles = 500_000
    static let mostLevels = 64

    private let classifier: FileClassifier
    private let report: Report
    private var files = 0
    private(set) var end = SurveyLine.End.whole

    init(_ classifier: FileClassifier, _ report: Report) { (self.classifier, self.report) = (classifier, report) }

    mutating func run(_ root: consuming Descriptor) throws { try look(root, level: 0) }

    private mutating func look(_ folder: borrowing Descriptor, level: Int) throws {
        let names: [[UInt8]]
        do { names = try folder.directoryEntries() } catch { return note(error) }
        for name in names {
            try Interruption.check()
            guard files < Self.mostFiles else {
                end = .tooMuch
                return
            }
            do {
                let path = Path(bytes: name)
                switch try folder.status(of: path).kind {
                case .directory:
                    guard level < Self.mostLevels else {
                        end = .tooMuch
                        continue
                    }
                    try look(try folder.open(path, [.read, .directory, .noFollow]), level: level + 1)
                case .file:
                    files += 1
                    let verdict = try classifier.classify(try folder.open(path, [.read, .noFollow]), name: name)
                    if case .unreadable(let error) = verdict.shortfall { note(error) } else { try report.add(verdict) }
                default: continue
                }
            } catch let error as FileError { note(error) }
        }
    }

    /// What cannot be read may be anything.
    private mutating func note(_ error: FileError) {
        if error.isReadFault { end = .readFault } else { report.addUnreadable() }
    }
}
