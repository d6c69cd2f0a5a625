import AuditReport
import MediaAudit
import Testing

@Suite struct RescueMapTests {
    @Test func `what could not be read stands in the map between what could`() {
        let text = RescueMap.text(size: 4096, bad: [ByteRange(offset: 512, sizeBytes: 512), ByteRange(offset: 3584, sizeBytes: 512)], version: "0")
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.dropFirst()
        #expect(
            lines.map { $0.split(separator: " ").joined(separator: " ") } == [
                "0x00000000 0x00000200 +", "0x00000200 0x00000200 -", "0x00000400 0x00000A00 +", "0x00000E00 0x00000200 -",
            ])
    }
}
