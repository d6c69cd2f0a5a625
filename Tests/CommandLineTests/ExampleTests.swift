import ArgumentParser
import Foundation
import Testing

@testable import tuckbox

/// The examples in the help, which are those of the manuals.
struct ExampleTests {
    let scratch = try! Scratch()

    @Test("Every verb has an example, and the program understands it", arguments: try! Help.verbs.get())
    func isUnderstood(_ verb: String) throws {
        let examples = try Help.examples(verb)
        #expect(!examples.isEmpty)
        // The shell takes them apart; what it would start instead of tuckbox writes down the words.
        try scratch.run("mkdir bin; ln -s /usr/bin/env bin/sudo; ln -s /bin/true bin/mail; ln -s /bin/true bin/psql")
        try scratch.write("#!/bin/sh\nprintf '%s\\000' \"$@\" >\"$WORDS\"\n", to: "bin/tuckbox")
        try scratch.run("chmod +x bin/tuckbox")
        for example in examples {
            let words = scratch["words"].path
            try? FileManager.default.removeItem(atPath: words)
            _ = try scratch.run("PATH=$PWD/bin:$PATH; export WORDS=\(words); \(example.replacing("/media/stick/", with: "./"))")
            let arguments = try Data(contentsOf: scratch["words"]).split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            #expect(throws: Never.self, "\(example)") { _ = try Tuckbox.parseAsRoot(arguments) }
        }
    }

    /// What is added to an example, so that nobody has to type; those of other verbs need a device, a guard, a job or somebody at a terminal.
    private static func answers(_ verb: String, _ example: String) -> String? {
        let passphrase = " --passphrase-file keys/passphrase"
        let isAnswered = example.contains("--recovery-key ") || example.contains("--passphrase-file ")
        return switch verb {
        case "wrap", "unwrap", "list", "key remove": passphrase
        case "verify": example.contains("--ask-passphrase") ? passphrase : ""
        case "key generate": example.contains("--second-factor") ? "" : passphrase
        case "key add" where example.contains("--new-recovery-key"): passphrase
        case "key add", "key change", "rewrap":
            (isAnswered ? "" : passphrase)
                + (["--new-passphrase-file", "--header-only"].contains(where: example.contains) ? "" : " --new-passphrase-file new")
        case "inspect", "key list", "key print", "passphrase", "policy check", "version", "reader", "inventory": ""
        case "log show", "log verify", "log export": ""
        default: nil
        }
    }

    @Test("The examples do what they are there for", arguments: try! Help.verbs.get())
    func work(_ verb: String) throws {
        let examples = try Help.examples(verb)
        guard examples.contains(where: { Self.answers(verb, $0) != nil }) else { return }
        try scratch.write(
            """
            cp keys/school school; cp keys/school.pub .; cp keys/other.pub new.pub; mkdir stick srv
            cp keys/passphrase old; echo seven purple hippos juggle lanterns > new; echo 'schema: 1' > draft.yaml
            mkdir "SEN reviews"; echo a | tee report.docx report.pdf a.csv b.csv > "SEN reviews/register.csv"
            recovery=school.pub
            case "$*" in
                wrap) exit;;
                "key add") recovery=new.pub;;
                "key print") cp keys/factor smith.key;;
            esac
            tuckbox wrap "SEN reviews" report.pdf -q -o ./ --passphrase-file old --recovery-key $recovery
            mv report.pdf.vault report.vault; mv "SEN reviews" wrapped
            for folder in vaults school; do mkdir srv/$folder; cp *.vault srv/$folder; done
            tuckbox log init -q --trail record; tuckbox wrap a.csv -q -o c --recovery-key school.pub --trail record
            tuckbox log checkpoint -q -o january.txt --trail record; tuckbox log key -q --trail record > key
            """, to: "prepare")
        try scratch.run("sh prepare \(verb)")
        for example in examples {
            guard let answers = Self.answers(verb, example) else { continue }
            let trail = verb.hasPrefix("log") ? " --trail record" : ""
            let place = example.replacing("/media/stick", with: "stick").replacing("/srv", with: "srv").replacing("/media/safe/", with: "")
            let done = try scratch.run(place + answers + trail)
            #expect(done.status == 0, "\(example): \(done.errors)")
        }
    }
}
