import MediaRead
import Testing

@Suite struct MessageTests {
    @Test func `a message that is written again is the same`() throws {
        var entry = MediumEntry(path: [0x61, 0xff], state: .deleted, size: 7, storage: .extents([Extent(512, 7), Extent(nil, 3)]))
        (entry.modified, entry.isBookkeeping) = (-1, true)
        var volume = MediumVolume(Extent(1024, 4096))
        (volume.fileSystem, volume.label, volume.encryptedBy) = ("FAT32", [0x53], "LUKS 2")
        let reports: [MediaReport] = [
            .ready(landlockVersion: 3, changedUser: true), .scheme(.gpt), .volume(volume), .entry(entry), .extents([Extent(0, 1)]), .data([1, 2]),
            .found([Extent(5, 6)]), .random(Extent(0, 1 << 20)), .blank, .working, .finished(nil), .finished(.limit),
        ]
        for report in reports { #expect(try again(report) == report) }
        let reference = ContentReference(inode: 5, type: 128, id: 3)
        let requests: [MediaRequest] = [
            .piece(size: .max), .volumes, .entries(volume), .orphans(volume), .freeSpace(volume), .content(volume, reference, size: 9),
            .area([Extent(1, 2)]), .search,
        ]
        for request in requests { #expect(try again(request) == request) }
    }

    @Test func `every cut of a message is refused`() throws {
        var writer = MessageWriter()
        MediaReport.entry(MediumEntry(path: [0x61], state: .live, size: 1, storage: .extents([Extent(512, 1)]))).write(&writer)
        let body = Array(writer.bytes.dropFirst(4))
        for count in 0..<body.count {
            #expect(throws: MalformedMessage.self) {
                var reader = MessageReader(Array(body.prefix(count)))
                _ = try MediaReport(&reader)
            }
        }
    }

    private func again<Message: MediaMessage>(_ message: Message) throws -> Message {
        var writer = MessageWriter()
        message.write(&writer)
        var reader = MessageReader(Array(writer.bytes.dropFirst(4)))
        let result = try Message(&reader)
        #expect(reader.isAtEnd)
        return result
    }
}

@Suite struct ExtentTests {
    @Test func `a stretch of several pieces is where its bytes are`() {
        let pieces = [Extent(1000, 10), Extent(nil, 5), Extent(2000, 10)]
        #expect(pieces.stretch(8..<18) == [Extent(1008, 2), Extent(nil, 5), Extent(2000, 3)])
        #expect(pieces.stretch(0..<25).byteCount == 25)
        #expect(pieces.stretch(25..<90).isEmpty)
    }

    @Test func `pieces at the end of all numbers do not overflow`() {
        let pieces = [Extent(.max - 1, .max), Extent(3, .max)]
        #expect(pieces.byteCount == .max)
        #expect(pieces.stretch(0..<4) == [Extent(.max - 1, 4)])
    }
}

@Suite struct VolumeSignatureTests {
    @Test func `volumes that others encrypt are named by their first sector`() {
        var head = [UInt8](repeating: 0, count: 4096)
        #expect(VolumeSignature.encryption(head) == nil)
        head.replaceSubrange(0..<8, with: Array("LUKS".utf8) + [0xba, 0xbe, 0, 2])
        #expect(VolumeSignature.encryption(head) == "LUKS 2")
        head[7] = 1
        #expect(VolumeSignature.encryption(head) == "LUKS 1")
        head = [UInt8](repeating: 0, count: 4096)
        head.replaceSubrange(3..<11, with: Array("-FVE-FS-".utf8))
        #expect(VolumeSignature.encryption(head) == "BitLocker")
        #expect(VolumeSignature.encryption([]) == nil)
    }
}
