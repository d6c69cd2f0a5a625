internal import CFuse
internal import Dispatch
import GateMessages
internal import Glibc
import Synchronization
import SystemFiles
import Testing

@testable import WriteGate

/// Lets pass what does not say "secret".
private final class ToyJudge: GateJudge, Sendable {
    let count = Mutex(0)
    /// Judgements that were made by bytes.
    let byBytes = Mutex(0)

    func judgement(of bytes: [UInt8], named name: [UInt8]) -> Judgement? {
        guard name.starts(with: "text".utf8) else { return nil }
        byBytes.withLock { $0 += 1 }
        return Judgement(String(decoding: bytes, as: UTF8.self).contains("secret") ? Refusal(.protected) : nil)
    }

    func refusal(of file: borrowing Descriptor, named name: [UInt8]) -> Refusal? {
        count.withLock { $0 += 1 }
        let size = (try? file.status().size) ?? 0
        let text = String(decoding: (try? file.bytes(count: Int(size), at: 0)) ?? [], as: UTF8.self)
        return text.contains("secret") ? Refusal(.protected) : nil
    }
}

private final class Told: Sendable { let messages = Mutex([GateMessage]()) }

/// The gate without a kernel in front of it.
@Suite struct GateTests {
    private let folder: Path
    private let judge = ToyJudge()
    private let told = Told()
    private let gate: Gate

    init() throws {
        folder = Path("/tmp/tuckbox-gate-test-\(UInt64.random(in: .min ... .max))")
        _ = unsafe mkdir("\(folder.display)", 0o700)
        gate = try Gate(over: Descriptor.open(folder, [.read, .directory]), Gate.Options(), judge: judge) { [told] message in
            told.messages.withLock { $0.append(message) }
        }
    }

    private func onStick(_ name: String) -> String? {
        guard let file = try? Descriptor.open(folder.appending(name), .read), let size = try? file.status().size else { return nil }
        return (try? file.bytes(count: Int(size), at: 0)).map { String(decoding: $0, as: UTF8.self) }
    }

    private func create(_ name: String) throws -> UInt64 { try gate.create(1, Array(name.utf8), mode: 0o644, flags: O_RDWR, user: 0).handle }

    private func write(_ handle: UInt64, _ text: String) throws {
        let bytes = Array(text.utf8)
        try unsafe bytes.withUnsafeBytes { try unsafe gate.write(handle, $0, at: 0) }
    }

    private func tidy() {
        gate.becomeReadOnly()
        if let directory = try? Descriptor.open(folder.parent, [.read, .directory]) { AtomicOutput.discardTree(folder.lastComponent, in: directory) }
    }

    @Test("times that a program sets stay, though the kernel writes what it did to a mapping of the file only then", arguments: [false, true])
    func lateWrite(isReopened: Bool) throws {
        defer { tidy() }
        var handle = try create("a")
        try write(handle, "first")
        try gate.sync(handle)
        let node = try gate.lookUp(1, Array("a".utf8)).node
        if isReopened {
            gate.release(handle)
            handle = try gate.open(node, O_RDWR, user: 0)
        }
        var times = tuckbox_fuse_changes()
        (times.has_change_time, times.change_time) = (1, timespec(tv_sec: 1_100_000_000, tv_nsec: 0))
        _ = try gate.change(node, times, user: 0)
        try unsafe Array("later".utf8).withUnsafeBytes { try unsafe gate.write(handle, $0, at: 0, isLate: true) }
        #expect(try gate.attributes(of: node).attributes.st_mtim.tv_sec == 1_100_000_000)
        gate.release(handle)
        #expect(try onStick("a") == "later" && gate.attributes(of: node).attributes.st_mtim.tv_sec == 1_100_000_000)
        let another = try gate.open(node, O_RDWR, user: 0)
        try write(another, "other")
        gate.release(another)
        #expect(try onStick("a") == "other" && gate.attributes(of: node).attributes.st_mtim.tv_sec > 1_200_000_000)
    }

    @Test("a version that was found good stays, though the next one begins before its last handle is told of")
    func twoVersions() throws {
        defer { tidy() }
        let first = try create("a")
        try write(first, "first")
        try gate.flush(first)
        let node = try gate.lookUp(1, Array("a".utf8)).node
        let second = try gate.open(node, O_WRONLY | O_TRUNC, user: 0)
        gate.release(first)
        try write(second, "secret")
        #expect(throws: Errno.refused) { try gate.flush(second) }
        gate.release(second)
        #expect(onStick("a") == "first")
        #expect(throws: Never.self) { try gate.open(node, O_RDONLY, user: 0) }
    }

    @Test("a good file gets its name when the last writer is gone, and a new version when it is synced")
    func good() throws {
        defer { tidy() }
        let handle = try create("a")
        try write(handle, "first")
        try gate.flush(handle)
        #expect(onStick("a") == nil)
        try gate.sync(handle)
        #expect(onStick("a") == "first")
        try write(handle, "other")
        #expect(onStick("a") == "first")
        try gate.flush(handle)
        gate.release(handle)
        #expect(onStick("a") == "other")
    }

    @Test("what a program was told is written gets its name, also when nothing more is taken")
    func promised() throws {
        defer { tidy() }
        let handle = try create("a")
        try write(handle, "text")
        try gate.flush(handle)
        gate.becomeReadOnly()
        gate.release(handle)
        #expect(onStick("a") == "text")
    }

    @Test("folders that stay open do not fill memory with their names, but one may be as long as it likes")
    func listings() throws {
        var handles = Handles()
        let node = Node(id: 2, kind: .folder)
        let long = Handles.Folder(node: node, entries: Array(repeating: ([0x61], 1, 0), count: 1_500_000))
        let first = try handles.add(long)
        #expect(throws: Errno(ENFILE)) { try handles.add(Handles.Folder(node: node, entries: [([0x61], 1, 0)])) }
        handles.remove(first)
        _ = try handles.add(Handles.Folder(node: node, entries: [([0x61], 1, 0)]))
        #expect(throws: Errno(ENFILE)) { try handles.add(long) }
    }

    @Test("what was judged is not judged again, and what was changed is")
    func judgements() throws {
        defer { tidy() }
        let handle = try create("a")
        try write(handle, "text")
        for _ in 0..<3 { try gate.flush(handle) }
        #expect(judge.count.withLock { $0 } == 1)
        try write(handle, "more")
        try gate.flush(handle)
        gate.release(handle)
        #expect(judge.count.withLock { $0 } == 2)
    }

    @Test("a refusal is repeated, its file cannot be moved over another, and a new beginning is one")
    func refusal() throws {
        defer { tidy() }
        let old = try create("old")
        try write(old, "good")
        gate.release(old)
        let handle = try create("new")
        try write(handle, "secret")
        for _ in 0..<2 { #expect(throws: Errno.refused) { try gate.flush(handle) } }
        #expect(throws: Errno.refused) { try gate.rename(1, Array("new".utf8), to: 1, Array("old".utf8), flags: 0) }
        gate.release(handle)
        #expect(throws: Errno.refused) { try gate.rename(1, Array("new".utf8), to: 1, Array("old".utf8), flags: 0) }
        #expect(onStick("old") == "good" && onStick("new") == nil)
        let again = try create("new")
        try write(again, "better")
        gate.release(again)
        try gate.rename(1, Array("new".utf8), to: 1, Array("old".utf8), flags: 0)
        #expect(onStick("old") == "better")
    }

    @Test("the old version that a program removed first is there again after a refusal")
    func removedFirst() throws {
        defer { tidy() }
        let old = try create("a")
        try write(old, "good")
        gate.release(old)
        try gate.removeFile(1, Array("a".utf8))
        #expect(throws: Errno.missing) { try gate.lookUp(1, Array("a".utf8)) }
        let handle = try create("a")
        try write(handle, "secret")
        gate.release(handle)
        #expect(try gate.lookUp(1, Array("a".utf8)).attributes.st_size == 4)
        #expect(gate.finish() == 0)
        #expect(onStick("a") == "good")
    }

    @Test("a refusal is told also of a file that its program removed at once, and then its folder")
    func removedAfter() throws {
        defer { tidy() }
        let folder = try gate.makeFolder(1, Array("f".utf8), mode: 0o755).node
        let handle = try gate.create(folder, Array("a".utf8), mode: 0o644, flags: O_RDWR, user: 7).handle
        try write(handle, "secret")
        #expect(throws: Errno.refused) { try gate.flush(handle) }
        // The kernel sends what closes the last descriptor without waiting: the program's next calls may come before it.
        try gate.removeFile(folder, Array("a".utf8))
        try gate.removeFolder(1, Array("f".utf8))
        gate.release(handle)
        #expect(gate.finish() == 0)
        #expect(told.messages.withLock { $0 } == [.refused(Refusal(.protected), .init(path: Array("f/a".utf8), size: 6, user: 7))])
    }

    @Test("a small file is judged by its bytes, and by a file where these are not enough or where it is large")
    func byBytes() throws {
        defer { tidy() }
        let large = String(repeating: "secret ", count: 10_000)
        for (name, text, isGood) in [("text1", "good", true), ("text2", "secret", false), ("other", "secret", false), ("text3", large, false)] {
            let handle = try create(name)
            try write(handle, text)
            if isGood { try gate.flush(handle) } else { #expect(throws: Errno.refused) { try gate.flush(handle) } }
            gate.release(handle)
            #expect(onStick(name) == (isGood ? text : nil))
        }
        #expect(judge.byBytes.withLock { $0 } == 2 && judge.count.withLock { $0 } == 2)
    }

    @Test("who asks while a new version gets its name hears of no other's size")
    func whileItGetsItsName() throws {
        defer { tidy() }
        let first = try create("text")
        gate.release(first)
        let node = try gate.lookUp(1, Array("text".utf8)).node
        for size in (1...300).map({ 1 + $0 % 97 }) {
            let handle = try gate.open(node, O_RDWR | O_TRUNC, user: 0)
            try write(handle, String(repeating: "a", count: size))
            let isOver = Mutex(false)
            DispatchQueue.concurrentPerform(iterations: 2) { [gate] part in
                if part == 0 {
                    gate.release(handle)
                    isOver.withLock { $0 = true }
                }
                while part == 1, !isOver.withLock({ $0 }) { #expect((try? gate.attributes(of: node))?.attributes.st_size == size) }
            }
        }
    }

    @Test("nothing of the gate's own is left on the stick")
    func leftovers() throws {
        defer { tidy() }
        for (name, text) in [("a", "good"), ("b", "secret"), ("c", "")] {
            let handle = try create(name)
            try write(handle, text)
            gate.release(handle)
        }
        _ = gate.finish()
        #expect(try Descriptor.open(folder, [.read, .directory]).directoryEntries() == [[0x61], [0x63]])
    }

    @Test("what is discarded gives its room back, though something still has it open")
    func room() throws {
        defer { tidy() }
        let prepared = try gate.stick.makePrepared()
        try unsafe [UInt8](repeating: 1, count: 1 << 20).withUnsafeBytes { try unsafe prepared.file.write($0, at: 0) }
        try prepared.file.sync()
        #expect(try prepared.file.status().st_blocks > 0)
        gate.stick.discard(prepared)
        #expect(try prepared.file.status().st_blocks == 0)
    }
}
