import Foundation
import Testing

/// What the program does about itself before anything else.
struct HardeningTests {
    let scratch = try! Scratch()

    @Test("It leaves no core dump, whatever limit it was started with")
    func coreDumps() throws {
        let program = try Background("sh -c 'ulimit -c unlimited; exec tuckbox wrap - -o s.vault --recovery-key keys/school.pub'", in: scratch)
        try program.waitUntilWriting()
        let limit = try program.proc("limits").split(separator: "\n").first { $0.hasPrefix("Max core file size") }
        #expect(limit?.split(separator: " ").dropFirst(4).prefix(2) == ["0", "0"])
        _ = try program.end(with: SIGTERM)
    }

    /// The kernel gives the /proc entries of a process that may not be dumped to root, so that its owner can neither trace nor read it.
    @Test("Nobody but root can look into it")
    func tracing() throws {
        let isRoot = geteuid() == 0
        try scratch.run("chmod 777 . ; chmod 755 keys; chmod 644 keys/*; cp $(command -v tuckbox) keys/tuckbox")
        let drop = isRoot ? "setpriv --reuid=65534 --regid=65534 --clear-groups " : ""
        let program = try Background(drop + "keys/tuckbox wrap - -o s.vault --recovery-key keys/school.pub --trail record", in: scratch)
        try program.waitUntilWriting()
        let owner = try FileManager.default.attributesOfItem(atPath: "/proc/\(program.identifier)/mem")[.ownerAccountID] as? Int
        let user = try program.proc("status").split(separator: "\n").first { $0.hasPrefix("Uid:") }
        #expect(owner == 0)
        #expect(user?.split(separator: "\t").dropFirst().first != "0")
        _ = try program.end(with: SIGTERM)
    }

    @Test("A configuration file for OpenSSL does not steer it")
    func configuration() throws {
        try scratch.write(
            "openssl_conf = x\n[x]\nproviders = p\nalg_section = a\n[p]\nnull = n\n[n]\nactivate = 1\n[a]\ndefault_properties = fips=yes\n",
            to: "conf")
        try scratch.write("a", to: "a")
        let steer = ["OPENSSL_CONF": scratch["conf"].path, "OPENSSL_MODULES": "/nonexistent", "OPENSSL_ENGINES": "/nonexistent"]
        #expect(try scratch.run("tuckbox wrap a --recovery-key keys/school.pub", steer).status == 0)
        #expect(try scratch.run("tuckbox verify a.vault --recovery-key keys/school", steer).status == 0)
    }

    @Test("Few descriptors, a file limit and many threads are survived", arguments: ["ulimit -n 8", "ulimit -v 4000000", "true"])
    func limits(_ limit: String) throws {
        try scratch.run("seq 999999 | head -c 300000 > a")
        #expect(try scratch.run("\(limit); tuckbox wrap a -q --jobs 256 --recovery-key keys/school.pub").errors == "")
        #expect(try scratch.run("\(limit); tuckbox unwrap a.vault -q --jobs 256 --recovery-key keys/school -o b && cmp a b").status == 0)
    }

    @Test("A limit on the size of files is an error and not a death, and leaves nothing")
    func fileSizeLimit() throws {
        try scratch.run("seq 999999 | head -c 3000000 > a; tuckbox wrap a -q -o v --recovery-key keys/school.pub; tuckbox log init -q --trail record")
        let wrapping = try scratch.run("ulimit -f 100; tuckbox wrap a --recovery-key keys/school.pub --trail record")
        #expect(wrapping.status == 1 && wrapping.errors.hasPrefix("tuckbox: error: cannot write 'a.vault': file too large"))
        let unwrapping = try scratch.run("ulimit -f 100; tuckbox unwrap v -o b --recovery-key keys/school --trail record")
        #expect(unwrapping.status == 1 && unwrapping.errors.hasPrefix("tuckbox: error: cannot write 'b': file too large"))
        #expect(try scratch.names() == ["a", "record", "v"])
    }
}
