internal import Glibc
import SystemFiles

/// `tuckboxd`: keeps unencrypted protected data off memory sticks. Docs/GUARD.md.
@main struct Daemon {
    static func main() {
        ProcessStart.harden()
        do {
            let options = try DaemonOptions(Array(CommandLine.arguments.dropFirst()))
            if options.isVersionWanted {
                try Descriptor.inherited(1, name: "standard output").write(Array("tuckboxd \(Release.version)\n".utf8))
                return
            }
            guard CurrentUser.isRoot else { throw DaemonOptions.Misuse("it has to be started by root") }
            if options.isShutting { return Sweep.shut(options) }
            // The record and what is made beside it belong to root alone.
            umask(0o022)
            try Broker(options).run()
        } catch let error as DaemonOptions.Misuse {
            Log.error(error.message)
            exit(64)
        } catch {
            Log.error(Log.words(error))
            exit(1)
        }
    }
}
