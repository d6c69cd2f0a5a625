import ArgumentParser
import AuditTrail
import CryptoCore
import SystemFiles

struct LogKeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Show the record's verification key, once, and remove it from this computer.",
        discussion: """
            Write it down or print it, and put it in the safe: with it, 'tuckbox log
            verify' proves that nothing was changed in the record since. Whoever has it
            can forge the record, so it must not stay where the record is.

            tuckbox log key
            tuckbox log key > /media/stick/verification-key

            Exit status: 0 shown, 1 failed, or it was shown before, 64 usage.
            """)

    @OptionGroup var trail: TrailOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let trail = try trail.writable()
        try trail.takeVerificationKey(policy: RecordRules.ofComputer().digest) { text in
            try text.withSpan { (span: Span<UInt8>) throws in
                let output = Descriptor.inherited(1, name: "standard output")
                if common.json { try output.write(Array("{\"schema\":1,\"verification_key\":\"".utf8)) }
                try output.write(span)
                try output.write(Array(common.json ? "\"}\n".utf8 : "\n".utf8))
                if try output.status().kind == .file { try output.sync() }
            }
        }
        common.note("put it in the safe, not on this computer: it will not be shown again")
    }
}
