import ArgumentParser
import SystemFiles
import WriteGate

/// Where and how much waits for judgement.
struct StagingOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Bytes that wait in memory.", valueName: "bytes"))
    var stagingMemory: UInt64 = 256 << 20
    @Option(help: ArgumentHelp("Bytes of a file, and of all files that wait.", valueName: "bytes"))
    var stagingLimit: UInt64 = 16 << 30
    @Option(help: ArgumentHelp("Where on this computer files without a name wait that do not fit into memory.", valueName: "folder"))
    var stagingFolder = "/var/tmp"

    var limits: StagingLimits {
        StagingLimits(memory: stagingMemory, total: min(stagingLimit, UInt64(Int64.max)), folder: Path(stagingFolder))
    }
}
