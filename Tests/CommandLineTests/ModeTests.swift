import Foundation
import Testing

/// Who may read what was written.
struct ModeTests {
    let scratch = try! Scratch()

    private func mode(_ name: String) throws -> String {
        String((try FileManager.default.attributesOfItem(atPath: scratch[name].path)[.posixPermissions] as? Int) ?? 0, radix: 8)
    }

    @Test("Vaults and secret keys are for their owner alone, whatever the umask", arguments: ["000", "022", "077"])
    func secrets(_ umask: String) throws {
        try scratch.run(
            """
            umask \(umask); echo a > a; k='--recovery-key keys/school.pub'
            tuckbox wrap a -q $k; echo x | tuckbox wrap - -q -o s.vault $k
            tuckbox key generate -q --no-passphrase -o k; tuckbox key generate -q --second-factor -o f
            """)
        for name in ["a.vault", "s.vault", "k", "f"] { #expect(try mode(name) == "600", "\(name)") }
    }

    @Test("What comes out has the bits it had, less the umask")
    func contents() throws {
        try scratch.run("mkdir -m 775 d; echo a > d/a; chmod 664 d/a; echo x > d/x; chmod 4755 d/x; tuckbox wrap d -q --recovery-key keys/school.pub")
        try scratch.run("umask 027; tuckbox unwrap d.vault -q -o e --recovery-key keys/school")
        #expect(try [mode("e"), mode("e/a"), mode("e/x")] == ["750", "640", "750"])
    }

    @Test("While it is being written, nobody else can read it")
    func during() throws {
        let program = try Background("sh -c 'umask 000; exec tuckbox wrap - -o s.vault --recovery-key keys/school.pub'", in: scratch)
        try program.waitUntilWriting()
        for name in try scratch.leftovers() { #expect(try mode(name) == "600") }
        _ = try program.end(with: SIGTERM)
    }
}
