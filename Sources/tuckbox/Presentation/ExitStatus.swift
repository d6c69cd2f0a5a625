internal import Glibc

/// The contract with scripts: Docs/CLI.md.
enum ExitStatus: Int32 {
    case done = 0
    case failed = 1
    /// Finished, but some input could not be read or done.
    case incomplete = 3
    case notAVault = 10
    case busy = 11
    case wrongKey = 12
    case damaged = 13
    case tooNew = 14
    case refusedByPolicy = 20
    case protectedDataFound = 21
    case usage = 64
    case interrupted = 130

    /// Ends the program, once what it did is on record.
    func exit() -> Never { Glibc.exit(ActionRecord.finish(self).rawValue) }
}
