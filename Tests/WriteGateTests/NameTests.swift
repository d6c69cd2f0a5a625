import Glibc
import SystemFiles
import Testing

@testable import WriteGate

@Suite struct NameTests {
    @Test(
        "names that FAT takes for one are one",
        arguments: [("a.txt", "A.TXT"), ("Zoë", "ZOË"), ("a.txt", "a.txt."), ("a", "a..."), ("straße", "STRAßE")])
    func one(_ a: String, _ b: String) {
        let rules = NameRules.vfat
        #expect(rules.key(Array(a.utf8)) == rules.key(Array(b.utf8)))
        #expect(NameRules.bytes.key(Array(a.utf8)) != NameRules.bytes.key(Array(b.utf8)))
    }

    @Test(
        "what FAT cannot have as a name is known before a file is made",
        arguments: [
            "Notes 12:30.odt", "what?.txt", "a*", "<b>", "a|b", "say \"hi\"", "back\\slash", "tab\t", "line\n", "space ", "space .", "...",
            String(repeating: "x", count: 256),
        ])
    func impossible(_ name: String) {
        #expect(NameRules.vfat.problem(with: Array(name.utf8)) != nil)
        #expect(NameRules.bytes.problem(with: Array(name.utf8)) == nil)
    }

    @Test("FAT and NTFS have names of letters, exFAT a space at the end, NTFS a colon")
    func possible() {
        for rules in [NameRules.vfat, .exfat, .ntfs] {
            #expect(rules.problem(with: [0x5a, 0x6f, 0xeb]) == Errno(EINVAL), "Zoë in Latin-1")
            #expect(rules.problem(with: Array("Zoë’s list (2).csv".utf8)) == nil)
            #expect(rules.problem(with: Array(String(repeating: "ë", count: 255).utf8)) == nil)
        }
        #expect(NameRules.exfat.problem(with: Array("a ".utf8)) == nil)
        #expect(NameRules.ntfs.problem(with: Array("12:30".utf8)) == nil)
    }

    @Test("bytes that are no text stay what they are")
    func bytes() { #expect(NameRules.vfat.key([0xff, 0x61]) == [0xff, 0x61]) }

    @Test("a file that waits is found by any of its names, and moves with its folder")
    func tree() throws {
        var tree = Tree(NameRules.vfat, root: 1)
        let folder = tree.add(.folder, Array("Sheets".utf8), in: 1, isOnStick: true)
        tree.count(folder.id)
        let file = tree.add(.file, Array("a.txt".utf8), in: folder.id, isOnStick: false)
        #expect(tree.child(folder.id, Array("A.TXT".utf8))?.node === file)
        tree.put(folder.id, Tree.Place(folder: 1, name: Array("Work".utf8)))
        #expect(tree.location(file.id).map { String(decoding: $0, as: UTF8.self) } == "Work/a.txt")
        #expect(tree.waiting(in: folder.id).map(\.node.id) == [file.id])
        tree.forget(folder.id, 1)
        #expect(tree[folder.id] != nil, "a path goes through it")
        tree.remove(file.id)
        #expect(tree[file.id] == nil && tree[folder.id] == nil)
    }

    @Test("what is hidden keeps its folder, and is not due while something waits in its place")
    func hidden() {
        var tree = Tree(NameRules.bytes, root: 1)
        tree.hide([0x61], in: 1)
        #expect(tree.isHidden([0x61], in: 1) && tree.hidden().count == 1)
        let file = tree.add(.file, [0x61], in: 1, isOnStick: false)
        #expect(tree.hidden().isEmpty)
        tree.remove(file.id)
        #expect(tree.hidden(in: 1) == [Tree.Place(folder: 1, name: [0x61])])
        #expect(tree.hidden(until: .now).isEmpty)
        #expect(tree.unhide([0x61], in: 1) && !tree.unhide([0x61], in: 1))
    }
}
