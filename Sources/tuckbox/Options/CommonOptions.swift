import ArgumentParser
import SystemFiles

/// Flags that every verb has.
struct CommonOptions: ParsableArguments {
    @Flag(name: [.short, .long], help: "Print nothing but results and errors.")
    var quiet = false

    @Flag(name: [.short, .long], help: "Say more about what is done.")
    var verbose = false

    @Flag(help: "Print one JSON document on standard output.")
    var json = false

    /// Notes for people: not when quiet, not beside JSON.
    func note(_ line: @autoclosure () -> String) {
        if !quiet, !json { Console.note(line()) }
    }

    func detail(_ line: @autoclosure () -> String) {
        if verbose { Console.note(line()) }
    }

    var showsProgress: Bool { !quiet && !json }
}

/// Where results go and whether what is there may be replaced.
struct OutputOptions: ParsableArguments {
    @Option(name: [.short, .long], help: ArgumentHelp("Where the result goes; - is standard output.", valueName: "path"))
    var output: String?

    @Flag(name: [.short, .long], help: "Replace a file that is there.")
    var force = false

    @Flag(name: [.customShort("n"), .long], help: "Say what would be done and do nothing.")
    var dryRun = false

    @Option(help: ArgumentHelp("Files, or parts of one, that are worked on at once.", valueName: "n"))
    var jobs: Int?

    var isStandardOutput: Bool { output == "-" }
    var path: Path? { output.map { Path(argument: $0) } }

    func validate() throws {
        try Self.checkJobs(jobs)
        if output == "" { throw ValidationError("-o needs a name") }
    }

    static func checkJobs(_ jobs: Int?) throws {
        if let jobs, !(1...256).contains(jobs) { throw ValidationError("--jobs takes a number from 1 to 256") }
    }

    var threads: Int { jobs ?? Machine.processors }
}
