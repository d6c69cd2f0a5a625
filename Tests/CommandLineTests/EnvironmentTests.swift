import Foundation
import Testing

/// Variables that somebody else has set: by a profile, a job, or on purpose.
struct EnvironmentTests {
    let scratch = try! Scratch()

    private static let hostile: [[String: String]] = [
        ["HOME": "../..", "XDG_STATE_HOME": "relative", "XDG_RUNTIME_DIR": "/nonexistent"],
        ["HOME": "", "USER": "", "LOGNAME": "root", "SUDO_USER": "root", "SUDO_UID": "0"],
        ["TMPDIR": "/nonexistent"], ["TMPDIR": "/proc/self"],
        ["LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "LANGUAGE": "tr"],
        ["LC_ALL": "/etc/passwd", "LOCPATH": ".", "NLSPATH": "./%N", "GCONV_PATH": "."],
        ["TERM": "\u{1B}]0;x\u{07}", "COLUMNS": "-1", "LINES": "99999999999999999999", "NO_COLOR": "\u{1B}[31m"],
        ["MALLOC_PERTURB_": "165", "MALLOC_ARENA_MAX": "1", "MALLOC_TRACE": "trace", "GLIBC_TUNABLES": "glibc.malloc.tcache_count=0"],
        ["LD_LIBRARY_PATH": ".", "LD_BIND_NOT": "1", "LD_ASSUME_KERNEL": "9.9"],
        ["TZ": ":../../../../etc/passwd", "TZDIR": "."], ["POSIXLY_CORRECT": "1", "IFS": "/", "ENV": "profile", "BASH_ENV": "profile"],
        ["TUCKBOX": "/bin/false", "SWIFT_BACKTRACE": "enable=yes,color=yes", "SWIFT_DETERMINISTIC_HASHING": "1"],
    ]

    @Test("Hostile variables change nothing of what goes in and what comes out, and make no file", arguments: hostile)
    func variables(_ variables: [String: String]) throws {
        try scratch.write("L301403809176 is a number of nobody\n", to: "a")
        // For tuckbox alone: the shell and Perl, which start it, have their own to say about some of them.
        let tuckbox = "env " + variables.map { "'\($0)=\($1)'" }.joined(separator: " ") + " tuckbox"
        let keys = "-q --recovery-key keys/school"
        #expect(try scratch.run("tuckbox log init -q --trail record; \(tuckbox) wrap a \(keys).pub --trail record").errors == "")
        #expect(try scratch.run("\(tuckbox) verify a.vault \(keys) --trail record").errors == "")
        #expect(try scratch.run("\(tuckbox) unwrap a.vault -o b \(keys) --trail record && cmp a b").errors == "")
        let list = try scratch.run("\(tuckbox) list a.vault \(keys)")
        #expect(try list.status == 0 && list.text == scratch.run("tuckbox list a.vault \(keys)").text)
        #expect(try scratch.names() == ["a", "a.vault", "b", "record"])
    }

    @Test("Programs are not looked for in the caller's PATH, nor are their libraries and settings its own")
    func programs() throws {
        try scratch.run(
            """
            mkdir evil; for name in pdftotext catdoc xls2csv catppt mdb-tables tesseract gzip zstd tuckbox-scan tuckbox-media sh; do
                printf '#!/bin/bash\\necho "$0" >>"%s/started"\\n' "$PWD" >"evil/$name"; chmod 755 "evil/$name"
            done
            printf '%%PDF-1.4\\n1 0 obj<<>>endobj trailer<<>>\\n%%%%EOF\\n' >a.pdf; printf '\\320\\317\\021\\340\\241\\261\\032\\341' >a.doc; head -c 4000 /dev/zero >>a.doc
            gzip -c /etc/hostname >a.gz; head -c 100000 /dev/zero | gzip >image.gz
            """)
        let steer = [
            "PATH": scratch["evil"].path + ":" + Program.folder + ":/usr/bin:/bin", "LD_LIBRARY_PATH": scratch["evil"].path,
            "LD_PRELOAD": scratch["evil"].path + "/sh", "XDG_CONFIG_HOME": scratch["evil"].path,
        ]
        _ = try scratch.run("tuckbox scan a.pdf a.doc a.gz --trail record", steer)
        _ = try scratch.run("tuckbox audit image.gz --trail record", steer)
        #expect(!FileManager.default.fileExists(atPath: scratch["started"].path))
    }
}
