import DocumentText
import SandboxedScan
import Testing

@Suite struct FrameTests {
    private func again(_ frame: Frame) throws -> [UInt8] { try Frame(Array(frame.bytes.dropFirst(4))).bytes }

    @Test("every frame is read as it was written")
    func roundTrip() throws {
        let frames: [Frame] =
            [
                .ready(landlockVersion: 4, changedUser: true), .document(name: [0, 0xff]), .document(name: []), .library,
                .piece(.part(name: [])), .piece(.text(Array("Zoë".utf8))), .piece(.row([[], [0x61], []])),
                .piece(.property(name: "title", value: [0x62])),
                .outcome(.whole), .outcome(.encryptedOrRandom),
            ] + Incompleteness.allCases.map { .outcome(.notFullyExamined($0)) } + EncryptionTool.allCases.map { .outcome(.encrypted(by: $0)) }
        for frame in frames { #expect(try again(frame) == frame.bytes) }
    }

    @Test(
        "what is no frame is refused",
        arguments: [
            [], [0], [0x52], [0x52, 1], [0x52, 1, 1, 1], [0x4a, 1], [0x4c, 0], [0x4f], [0x4f, 4], [0x4f, 0, 0], [0x4f, 1], [0x4f, 1, 0x78],
            [0x4f, 2, 0x78], [0x70], [0x70, 2, 0x61],
            [0x72, 1], [0x72, 1, 0, 0, 0], [0x72, 0xff, 0xff, 0xff, 0xff, 0], [UInt8](repeating: 0, count: 4100).withFirst(0x72),
        ] as [[UInt8]])
    func malformed(_ body: [UInt8]) { #expect(throws: Frame.Malformed.frame) { try Frame(body) } }

    @Test("text that a helper sends is UTF-8 when it has come")
    func repaired() throws {
        guard case .piece(.text(let text)) = try Frame([0x74, 0x61, 0xff]) else { return #expect(Bool(false)) }
        #expect(text == Array("a\u{fffd}".utf8))
    }

    @Test("a property's name is as many whole characters as 255 bytes hold, also when repair makes it longer")
    func propertyNames() throws {
        let long = Frame.piece(.property(name: "a" + String(repeating: "é", count: 200), value: [0x62]))
        #expect(try again(long) == long.bytes)
        let broken = try Frame([0x70, 100] + [UInt8](repeating: 0xff, count: 100) + [0x62])
        #expect(try again(broken) == broken.bytes)
    }
}

extension [UInt8] {
    fileprivate func withFirst(_ byte: UInt8) -> [UInt8] { [byte] + dropFirst() }
}
