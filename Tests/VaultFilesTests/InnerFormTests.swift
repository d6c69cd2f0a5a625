import Foundation
import ScratchFolder
import SystemFiles
import Testing

@testable import VaultFiles

@Suite struct InnerFormTests {
    @Test("Padmé gives the lengths of its paper and never more than 12% more")
    func padme() {
        #expect(InnerLayout.paddedLength(9) == 10)
        #expect(InnerLayout.paddedLength(1000) == 1024)
        #expect(InnerLayout.paddedLength(16_777_216) == 16_777_216)
        #expect(InnerLayout.paddedLength(16_777_217) == 16_777_217)
        for length in stride(from: UInt64(1024), to: 16_777_216, by: 997) {
            let padded = InnerLayout.paddedLength(length)
            #expect(padded >= length && padded * 100 <= length * 112)
            #expect(InnerLayout.paddedLength(padded) == padded || padded >= 16_777_216)
        }
    }

    @Test("the pieces of the inner form cover it once, whatever the stretch")
    func pieces() throws {
        let members = [
            Member(kind: .folder, permissions: 0o755, modified: 0, path: [0x61]),
            Member(kind: .file, permissions: 0o644, modified: 0, size: 1000, path: Array("a/b".utf8)),
            Member(kind: .file, permissions: 0o644, modified: 0, size: 0, path: Array("a/c".utf8)),
            Member(kind: .file, permissions: 0o644, modified: -5, size: 512, path: Array("a/\u{e9}".utf8)),
        ]
        let layout = try InnerLayout(members, index: IndexCoding.encode(members))
        var whole: [InnerLayout.Piece] = []
        layout.forEachPiece(in: 0..<layout.length) { piece, _ in whole.append(piece) }
        for step in [1, 7, 512, 1000] as [UInt64] {
            var position: UInt64 = 0
            var content = 0
            while position < layout.length {
                let range = position..<min(position + step, layout.length)
                var covered = 0
                layout.forEachPiece(in: range) { piece, place in
                    #expect(place.lowerBound == covered)
                    covered = place.upperBound
                    if case .content = piece { content += place.count }
                }
                #expect(covered == range.count)
                position = range.upperBound
            }
            #expect(content == 1512)
        }
        #expect(whole.count { if case .header = $0 { true } else { false } } == 4)
    }

    @Test("tar reads what we write: long names, odd bytes, big and negative times")
    func tarCompatible() throws {
        let scratch = try Scratch()
        let names: [[UInt8]] = [
            Array("a".utf8), Array(repeating: 0x62, count: 100), Array(repeating: 0x63, count: 101), Array(repeating: 0x64, count: 255),
            Array("\u{e9}\u{20ac}".utf8), [0x65, 0xff, 0xfe],
        ]
        var tar: [UInt8] = []
        for name in names {
            let member = Member(kind: .file, permissions: 0o640, modified: name.count == 1 ? -86400 : 1 << 33, size: 3, path: name)
            tar += TarHeader.bytes(for: member) + [1, 2, 3] + [UInt8](repeating: 0, count: 509)
            #expect(TarHeader.size(for: member) == TarHeader.bytes(for: member).count)
        }
        tar += [UInt8](repeating: 0, count: 1024)
        try scratch.write(tar, to: "t.tar")
        try FileManager.default.createDirectory(atPath: scratch("x").display, withIntermediateDirectories: true)
        let said = try run("/bin/tar", "-xf", scratch("t.tar").display, "-C", scratch("x").display)
        // GNU tar does as POSIX's hdrcharset=BINARY asks, and says that it does not know it.
        #expect(said.split(separator: "\n").allSatisfy { $0.contains("hdrcharset") || $0.contains("time stamp") }, "\(said)")
        for name in names {
            #expect(try contents(of: scratch("x").appending(name)) == [1, 2, 3])
            #expect(try FileStatus.of(scratch("x").appending(name)).modified == (name.count == 1 ? -86400 : 1 << 33))
        }
    }

    @Test("the size of a file determines the length of its payload")
    func geometry() {
        for length in (0..<70000).map(UInt64.init) + [1 << 30, 1 << 40, 1 << 51] {
            let geometry = VaultGeometry(plaintextLength: length)
            #expect(geometry != nil)
            if let geometry { #expect(VaultGeometry(fileSize: geometry.fileSize) == geometry) }
        }
        #expect(VaultGeometry(plaintextLength: .max) == nil)
        for size: UInt64 in [0, 1, 8200, 8275, .max, .max - 4096] { #expect(VaultGeometry(fileSize: size) == nil) }
    }

    @Test("names are shown without their power over a terminal")
    func display() {
        #expect(escapedForDisplay(Array("a\u{1b}[31mb".utf8)) == "a\\x1b[31mb")
        #expect(escapedForDisplay(Array("a\u{202e}b".utf8)) == "a\\u{202e}b")
        #expect(escapedForDisplay([0x61, 0xff, 0x0a]) == "a\\xff\\x0a")
        #expect(escapedForDisplay(Array("caf\u{e9} \\".utf8)) == "caf\u{e9} \\\\")
    }
}
