import CryptoCore
import Testing

@testable import VaultFiles

@Suite struct MemberRulesTests {
    private func file(_ path: String, part: UInt32 = 0, size: UInt64 = 1) -> Member {
        Member(kind: .file, permissions: 0o644, part: part, modified: 0, size: size, path: Array(path.utf8))
    }

    private func folder(_ path: String) -> Member { Member(kind: .folder, permissions: 0o755, modified: 0, path: Array(path.utf8)) }

    private func link(_ path: String, _ target: String) -> Member {
        Member(kind: .symbolicLink, permissions: 0o777, modified: 0, path: Array(path.utf8), linkTarget: Array(target.utf8))
    }

    private func isAccepted(_ members: [Member]) -> Bool {
        (try? IndexCoding.decode(IndexCoding.encode(members), count: UInt64(members.count))) == members
    }

    @Test("an ordinary tree is accepted, folders before what is in them")
    func ordinary() {
        #expect(isAccepted([file("a")]))
        #expect(isAccepted([folder("a"), folder("a/b"), file("a/b/c"), file("a/d"), file("a.txt")]))
        #expect(isAccepted([file("s", part: 1), file("s", part: 2), file("s", part: 3, size: 0)]))
    }

    @Test("names that climb, vanish or repeat are refused", arguments: ["", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/./b", "a\0b"])
    func badPaths(_ path: String) {
        #expect(!isAccepted([folder("a"), file(path)]))
        #expect(!isAccepted([file(path)]))
    }

    @Test("components over 255 bytes and paths over 4,095 are refused")
    func longPaths() {
        #expect(isAccepted([file(String(repeating: "x", count: 255))]))
        #expect(!isAccepted([file(String(repeating: "x", count: 256))]))
    }

    @Test("a path needs its folder on record, and a folder is what it has to be")
    func parents() {
        #expect(!isAccepted([file("a/b")]))
        #expect(!isAccepted([file("a"), file("a/b")]))
        #expect(!isAccepted([folder("a"), link("a/l", "."), file("a/l/x")]))
        #expect(!isAccepted([folder("a"), file("b"), file("a/c")]))
    }

    @Test("records out of order or twice are refused")
    func order() {
        #expect(!isAccepted([file("b"), file("a")]))
        #expect(!isAccepted([file("a"), file("a")]))
        #expect(!isAccepted([folder("a"), folder("a")]))
        // '/' counts as the lowest byte: what is in a folder comes before 'a!'.
        #expect(isAccepted([folder("a"), file("a/b"), file("a!")]))
        #expect(!isAccepted([folder("a"), file("a!"), file("a/b")]))
    }

    @Test(
        "links that leave the outermost folder are refused",
        arguments: [
            ("a/l", "..", false), ("a/l", "../b", false), ("a/b/l", "..", true), ("a/b/l", "../x/y", true), ("a/b/l", "../..", false),
            ("a/l", "/etc/passwd", false), ("a/l", "x/../..", false), ("a/l", "x/../y", false), ("a/l", "", false), ("a/l", ".", true),
            ("a/l", "./x", false), ("a/l", "x//y", false), ("a/l", "x/", false), ("l", "x", false), ("a/l", "x", true),
        ])
    func links(_ path: String, _ target: String, _ accepted: Bool) {
        let parents = path == "a/b/l" ? [folder("a"), folder("a/b")] : [folder("a")]
        #expect(isAccepted(parents + [link(path, target)]) == accepted)
    }

    @Test("parts count from one without a gap, and every part but the last has content")
    func parts() {
        #expect(!isAccepted([file("s", part: 2)]))
        #expect(!isAccepted([file("s", part: 1), file("s", part: 3)]))
        #expect(!isAccepted([file("s", part: 1, size: 0), file("s", part: 2)]))
        #expect(!isAccepted([file("s", part: 1), file("t", part: 2)]))
        #expect(!isAccepted([file("s", part: 1), file("s", part: 0)]))
        #expect(isAccepted([file("s", part: 1), file("t", part: 1)]))
    }

    @Test("permissions beyond 0777, sizes of folders and unknown types are refused")
    func fields() {
        #expect(!isAccepted([Member(kind: .file, permissions: 0o4755, modified: 0, path: [0x61])]))
        #expect(!isAccepted([Member(kind: .folder, permissions: 0o755, modified: 0, size: 1, path: [0x61])]))
        var bytes = IndexCoding.encode([file("a")])
        bytes[0] = 0x31
        #expect(throws: CryptoError.damaged(.index)) { try IndexCoding.decode(bytes, count: 1) }
        bytes[0] = 0x30
        bytes[1] = 1
        #expect(throws: CryptoError.damaged(.index)) { try IndexCoding.decode(bytes, count: 1) }
    }

    @Test("an index that is cut, longer, or counts wrong is refused")
    func cuts() {
        let members = [folder("a"), file("a/b"), link("a/c", "b")]
        let bytes = IndexCoding.encode(members)
        for length in 0..<bytes.count {
            #expect(throws: CryptoError.damaged(.index)) { try IndexCoding.decode(Array(bytes[..<length]), count: 3) }
        }
        for (extra, count) in [([UInt8(0)], UInt64(3)), ([], 2), ([], 4), ([], 0), ([], .max)] {
            #expect(throws: CryptoError.damaged(.index)) { try IndexCoding.decode(bytes + extra, count: count) }
        }
    }

    @Test("sizes that overflow are refused when the layout is made")
    func overflow() {
        for size: UInt64 in [.max, .max - 511, 1 << 63, 1 << 60] {
            let members = [file("a", size: size), file("b", size: size)]
            #expect(throws: CryptoError.damaged(.index)) { try InnerLayout(members, index: IndexCoding.encode(members)) }
        }
    }
}
