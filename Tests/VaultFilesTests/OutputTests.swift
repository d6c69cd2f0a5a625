import CryptoCore
import Foundation
import ScratchFolder
import SystemFiles
import Testing

@testable import VaultFiles

@Suite struct OutputTests {
    @Test("nothing that is there is replaced, unless it is asked for, and a folder never is")
    func replacing() throws {
        let scratch = try Scratch()
        try scratch.write([1], to: "in")
        try scratch.write([9, 9], to: "v.vault")
        #expect(throws: VaultError.outputExists(scratch("v.vault"))) { try VaultWriter().wrap([scratch("in")], to: scratch("v.vault")) }
        #expect(try contents(of: scratch("v.vault")) == [9, 9])
        try VaultWriter().wrap([scratch("in")], to: scratch("v.vault"), replacing: true)
        #expect(throws: VaultError.outputExists(scratch("in"))) { try unwrap(scratch("v.vault"), to: scratch("in")) }
        try scratch.write([2], to: "folder/keep")
        #expect(throws: VaultError.outputExists(scratch("folder"))) { try unwrap(scratch("v.vault"), to: scratch("folder"), replacing: true) }
        #expect(try contents(of: scratch("folder/keep")) == [2])
        #expect(throws: VaultError.outputIsInput(scratch("in"))) { try VaultWriter().wrap([scratch("in")], to: scratch("in"), replacing: true) }
        #expect(try scratch.names() == ["folder", "in", "v.vault"])
    }

    @Test("a source that grows, shrinks or is replaced while it is read is refused and leaves nothing")
    func changingSource() throws {
        let scratch = try Scratch()
        for change in 0..<3 {
            let name = "in\(change)"
            try scratch.write(noise(100_000, seed: 1), to: name)
            let tree = try SourceTree([scratch(name)])
            let file = try Descriptor.open(scratch(name), .readWrite)
            switch change {
            case 0: try file.truncate(to: 50_000)
            case 1: try file.write([1], at: 100_000)
            default:
                try AtomicOutput.remove(scratch(name))
                try scratch.write(noise(100_000, seed: 2), to: name)
            }
            #expect(throws: VaultError.sourceChanged(scratch(name))) {
                try VaultWriter().wrap(tree, to: scratch("v.vault"), replacing: false, vaultID: randomBytes(16))
            }
        }
        #expect(try scratch.names() == ["in0", "in1", "in2"])
    }

    @Test("sockets, pipes and links that leave the folder are named and left out")
    func omissions() throws {
        let scratch = try Scratch()
        try scratch.write([1], to: "tree/a")
        _ = try run("/usr/bin/mkfifo", scratch("tree/pipe").display)
        let folder = try Descriptor.open(scratch("tree"), [.read, .directory])
        try folder.makeSymbolicLink(Path("out"), target: Array("../../etc".utf8))
        let tree = try SourceTree([scratch("tree")])
        #expect(tree.omitted.map(\.path) == [scratch("tree/out"), scratch("tree/pipe")])
        #expect(tree.omitted.map(\.reason) == [.linkLeavesFolder, .notFileOrFolder])
        #expect(tree.fileCount == 1)
    }

    @Test("sources are removed only after the vault was read back, and only if they are what was wrapped")
    func removal() throws {
        let scratch = try Scratch()
        try scratch.write([1], to: "tree/sub/a")
        let tree = try SourceTree([scratch("tree")])
        _ = try VaultWriter().wrap(tree, to: scratch("v.vault"), replacing: false, vaultID: randomBytes(16), readingBack: true)
        try scratch.write([2], to: "tree/sub/new")
        #expect(throws: FileError.self) { try tree.removeFromDisk() }
        #expect(try contents(of: scratch("tree/sub/new")) == [2])
        try AtomicOutput.remove(scratch("tree/sub/new"))
        #expect(throws: FileError.self) { try tree.removeFromDisk() }
        try unwrap(scratch("v.vault"), to: scratch("out"))
        #expect(try contents(of: scratch("out/sub/a")) == [1])
    }

    @Test("two inputs of one name are refused")
    func sameName() throws {
        let scratch = try Scratch()
        try scratch.write([1], to: "x/a")
        try scratch.write([1], to: "y/a")
        #expect(throws: VaultError.sameName(scratch("y/a"))) { try SourceTree([scratch("x/a"), scratch("y/a")]) }
    }

    @Test("a wrong passphrase, a missing key file and a foreign recovery key open nothing")
    func wrongKeys() throws {
        let scratch = try Scratch()
        try scratch.write([1], to: "in")
        let stranger = Credentials(passphrase: try Keys.makePassphrase("incorrect horse battery"), keyFile: nil, recoveryKeys: [try .generate()])
        for kind: Slot.Kind in [.passphrase, .passphraseAndKeyFile, .recovery] {
            let vault = scratch("\(kind).vault")
            try VaultWriter(kind).wrap([scratch("in")], to: vault)
            #expect(throws: CryptoError.wrongKey) { try VaultFile(vault).unlock(stranger) }
        }
        #expect(throws: CryptoError.wrongKey) { try VaultFile(scratch("passphraseAndKeyFile.vault")).unlock(Keys.onlyPassphrase) }
    }

    @Test("vaults of one run share a derivation, and every vault has its own content")
    func sharedDerivation() throws {
        let scratch = try Scratch()
        try scratch.write(noise(5000, seed: 1), to: "in")
        let credentials = Credentials(passphrase: try Keys.makePassphrase("another passphrase of words"), keyFile: nil, recoveryKeys: [])
        let recipe = try VaultRecipe(
            credentials: credentials, requiresTwoFactors: false, recoveryKeys: [], label: "OFFICIAL", notice: "", rounds: Slot.minimumRounds)
        let writer = VaultWriter(recipe, jobs: 1)
        for i in 0..<20 { try writer.wrap([scratch("in")], to: scratch("\(i).vault")) }
        #expect(credentials.derivationCount == 1)
        #expect(try contents(of: scratch("0.vault"))[5000..<9000] != contents(of: scratch("1.vault"))[5000..<9000])
    }

    @Test("a stick is told from a disk by what the kernel says of it")
    func removable() throws {
        let scratch = try Scratch()
        try scratch.write(Array("1\n".utf8), to: "devices/pci/usb1/block/sdb/removable")
        try scratch.write([], to: "devices/pci/usb1/block/sdb/sdb1/partition")
        try scratch.write(Array("0\n".utf8), to: "devices/pci/ata/block/sda/removable")
        try scratch.write([], to: "devices/pci/ata/block/sda/sda1/partition")
        try scratch.write(Array("1\n".utf8), to: "devices/pci/mmc/block/mmcblk0/removable")
        try FileManager.default.createDirectory(atPath: scratch("dev/block").display, withIntermediateDirectories: true)
        let root = try Descriptor.open(scratch.path, [.read, .directory])
        for (number, target) in [("8:17", "usb1/block/sdb/sdb1"), ("8:1", "ata/block/sda/sda1"), ("179:0", "mmc/block/mmcblk0")] {
            try root.makeSymbolicLink(Path("dev/block/\(number)"), target: Array("../../devices/pci/\(target)".utf8))
        }
        func isRemovable(_ major: UInt64, _ minor: UInt64) -> Bool { Medium.isRemovable(device: major << 8 | minor, sysfs: scratch.path) }
        #expect(isRemovable(8, 17) && !isRemovable(8, 1) && isRemovable(179, 0) && !isRemovable(1, 1))
    }
}
