import Foundation
import ScratchFolder
import SystemFiles
import Testing
import VaultFiles

@Suite struct RoundTripTests {
    @Test("a file of any size around a chunk comes back as it was", arguments: [0, 1, 511, 512, 513, 16383, 16384, 16385, 1_048_576, 3_000_001])
    func sizes(_ size: Int) throws {
        let scratch = try Scratch()
        let content = noise(size, seed: UInt64(size))
        try scratch.write(content, to: "in.bin")
        try VaultWriter().wrap([scratch("in.bin")], to: scratch("v.vault"))
        try unwrap(scratch("v.vault"), to: scratch("out.bin"))
        #expect(try contents(of: scratch("out.bin")) == content)
        #expect(try scratch.names() == ["in.bin", "out.bin", "v.vault"])
    }

    @Test("a folder with many members comes back, permissions and times included")
    func tree() throws {
        let scratch = try Scratch()
        for i in 0..<300 { try scratch.write(noise(i * 37, seed: UInt64(i)), to: "tree/folder\(i % 7)/file\(i)") }
        try scratch.write([], to: "tree/empty")
        let folder = try Descriptor.open(scratch("tree"), [.read, .directory])
        try folder.makeDirectory(Path("nothing in it"))
        try folder.makeSymbolicLink(Path("folder1/link"), target: Array("../folder2/file2".utf8))
        try folder.setAttributes(of: Path("empty"), permissions: 0o640, modified: 1_000_000_000, isLink: false)
        try VaultWriter().wrap([scratch("tree")], to: scratch("v.vault"))
        try unwrap(scratch("v.vault"), to: scratch("out"))
        let status = try FileStatus.of(scratch("out/empty"))
        #expect(status.permissions == 0o640 && status.modified == 1_000_000_000)
        #expect(try difference(scratch("tree"), scratch("out")) == "")
        #expect(try unwrapped(scratch, "out").linkTarget(Path("folder1/link")) == Array("../folder2/file2".utf8))
    }

    private func unwrapped(_ scratch: Scratch, _ name: String) throws -> Descriptor { try Descriptor.open(scratch(name), [.read, .directory]) }

    @Test("names of every byte that Linux allows come back, composed and decomposed forms kept apart")
    func oddNames() throws {
        let scratch = try Scratch()
        var names: [[UInt8]] = (1...255).filter { $0 != 0x2f && $0 != 0x2e }.map { [UInt8($0)] }
        names += [
            Array("e\u{301}".utf8), Array("\u{e9}".utf8), Array("a b\n\t'\"\\".utf8), [0xff, 0xfe], Array(repeating: 0x78, count: 255),
            Array("..x".utf8),
        ]
        for name in names {
            let file = try Descriptor.open(scratch("n-").path(name.count > 250 ? Array(name.dropLast(2)) : name), [.write, .createNew])
            try file.write(name)
        }
        let inputs = try Descriptor.open(scratch.path, [.read, .directory]).directoryEntries().map { scratch.path.appending($0) }
        try VaultWriter().wrap(inputs, to: scratch("v.vault"))
        try unwrap(scratch("v.vault"), to: scratch("out"))
        for input in inputs {
            #expect(try contents(of: scratch("out").appending(input.lastComponent)) == contents(of: input))
        }
        #expect(try scratch.names(in: "out").count == names.count)
    }

    @Test("a tree as deep as paths can be comes back")
    func deep() throws {
        let scratch = try Scratch()
        var folder = try Descriptor.open(scratch.path, [.read, .directory])
        try folder.makeDirectory(Path("d"))
        folder = try folder.open(Path("d"), [.read, .directory])
        for _ in 0..<2046 {
            try folder.makeDirectory(Path("d"))
            folder = try folder.open(Path("d"), [.read, .directory])
        }
        let file = try folder.open(Path("f"), [.write, .createNew])
        try file.write([1, 2, 3])
        try VaultWriter().wrap([scratch("d")], to: scratch("v.vault"))
        try unwrap(scratch("v.vault"), to: scratch("out"))
        let contents = try openContents(scratch("v.vault"))
        #expect(contents.entries.last?.path.count == 2 * 2047 + 1)
        #expect(try openContents(scratch("v.vault")).contentSize == 3)
        let top = try Descriptor.open(scratch("out"), [.read, .directory])
        let path = Path(bytes: Array(repeating: [0x64, 0x2f], count: 2046).flatMap(\.self) + [0x66])
        #expect(try top.open(path, .read).bytes(count: 4, at: 0) == [1, 2, 3])
        AtomicOutput.discardTree(Array("out".utf8), in: try Descriptor.open(scratch.path, [.read, .directory]))
        AtomicOutput.discardTree(Array("d".utf8), in: try Descriptor.open(scratch.path, [.read, .directory]))
    }

    @Test("a sparse file comes back sparse")
    func sparse() throws {
        let scratch = try Scratch()
        let file = try Descriptor.open(scratch("holes"), [.readWrite, .createNew])
        try file.write([7], at: 40_000_000)
        try file.truncate(to: 80_000_000)
        try VaultWriter().wrap([scratch("holes")], to: scratch("v.vault"))
        try unwrap(scratch("v.vault"), to: scratch("out"))
        let blocks = try FileManager.default.attributesOfItem(atPath: String(decoding: scratch("out").bytes, as: UTF8.self))[.size] as? Int
        #expect(blocks == 80_000_000)
        #expect(try difference(scratch("holes"), scratch("out")) == "")
        #expect(try run("/bin/sh", "-c", "test $(du -k \"$0\" | cut -f1) -lt 8000 && echo sparse", scratch("out").display) == "sparse\n")
    }

    @Test("streams of unknown length go in and come out, in one part or several", arguments: [0, 5, 8 << 20, (8 << 20) + 1, 20_000_000])
    func streams(_ size: Int) throws {
        let scratch = try Scratch()
        let content = noise(size, seed: 3)
        try scratch.write(content, to: "in")
        let vault = try Descriptor.open(scratch("v.vault"), [.readWrite, .createNew])
        _ = try VaultWriter().wrap(
            stream: Descriptor.open(scratch("in"), .read), named: Array("in".utf8), toStream: vault, vaultID: [UInt8](repeating: 1, count: 16))
        try unwrap(scratch("v.vault"), to: scratch("out"))
        #expect(try contents(of: scratch("out")) == content)
        let output = try Descriptor.open(scratch("stream"), [.write, .createNew])
        _ = try VaultExtractor(Selection([], in: openContents(scratch("v.vault"))), jobs: 2).extract(toStream: output)
        #expect(try contents(of: scratch("stream")) == content)
        #expect(try openContents(scratch("v.vault")).entries.count == 1)
    }

    @Test("a vault is the same whether it was written to a file or to a stream")
    func streamLayout() throws {
        let scratch = try Scratch()
        try scratch.write(noise(2_500_000, seed: 4), to: "tree/a")
        try scratch.write(noise(100, seed: 5), to: "tree/b")
        let stream = try Descriptor.open(scratch("s.vault"), [.write, .createNew])
        _ = try VaultWriter().wrap(SourceTree([scratch("tree")]), toStream: stream, vaultID: [UInt8](repeating: 1, count: 16))
        try unwrap(scratch("s.vault"), to: scratch("out"))
        #expect(try difference(scratch("tree"), scratch("out")) == "")
        _ = try VaultFile(scratch("s.vault")).unlock(Keys.onlyRecovery).verify(jobs: 2, progress: Progress())
    }

    @Test("some members are taken out without the rest")
    func members() throws {
        let scratch = try Scratch()
        for i in 0..<5 { try scratch.write(noise(700_000, seed: UInt64(i)), to: "tree/f\(i)/x") }
        try VaultWriter().wrap([scratch("tree")], to: scratch("v.vault"))
        try unwrap(scratch("v.vault"), to: scratch("one"), members: ["tree/f3/x"])
        #expect(try contents(of: scratch("one")) == noise(700_000, seed: 3))
        try unwrap(scratch("v.vault"), to: scratch("two"), members: ["tree/f4", "tree/f1/"])
        #expect(try scratch.names(in: "two") == ["f1", "f4"])
        #expect(try contents(of: scratch("two/f1/x")) == noise(700_000, seed: 1))
        #expect(throws: VaultError.noSuchMember(Array("tree/f".utf8))) { try unwrap(scratch("v.vault"), to: scratch("three"), members: ["tree/f"]) }
    }
}

extension Path {
    func path(_ suffix: [UInt8]) -> Path { Path(bytes: bytes + suffix) }
}

/// What `diff -r` says.
func difference(_ a: Path, _ b: Path) throws -> String { try run("/usr/bin/diff", "-r", "--no-dereference", a.display, b.display) }

func run(_ program: String, _ arguments: String...) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self)
}
