import GateMessages
import Testing

@Suite struct MessageTests {
    private static let file = GateMessage.FileFacts(path: Array("SEN/Zoë's list\n=%".utf8) + [0xff], size: 12, user: 1000)

    @Test(
        "every message is read as it was written, in one line",
        arguments: [.ready, .saved(file), .notWritten(error: 28, file), .finished(lost: 2)]
            + Refusal.Reason.allCases.map { .refused(Refusal($0, categories: ["sen", "medical"], people: 3), file) }
            + [.refused(Refusal(.notExamined), file)] as [GateMessage])
    func roundTrip(_ message: GateMessage) throws {
        let bytes = message.line.bytes
        #expect(bytes.count { $0 == 0x0a } == 1 && bytes.last == 0x0a)
        #expect(bytes.allSatisfy { (0x20...0x7e).contains($0) || $0 == 0x0a })
        let line = try #require(MessageLine(bytes.dropLast()))
        #expect(GateMessage(line) == message)
    }

    @Test("the broker's words", arguments: BrokerMessage.allCases)
    func words(_ message: BrokerMessage) throws {
        #expect(BrokerMessage(try #require(MessageLine(message.line.bytes.dropLast()))) == message)
    }

    @Test(
        "what is no line is refused",
        arguments: [
            "", " ", "ready ", " ready", "Ready", "ready x", "ready =", "ready a=%", "ready a=%4", "ready a=%4G", "ready a=%FF",
            "ready a=1 a=2", "re\0dy",
        ])
    func malformedLine(_ text: String) {
        let line = MessageLine(Array(text.utf8))
        #expect(line == nil || line.flatMap(GateMessage.init) == nil)
    }

    @Test(
        "a line that is no message is refused",
        arguments: [
            "refused", "refused path=a size=1 user=1 people=1 categories=", "refused path=a size=1 user=1 people=-1 categories= reason=protected",
            "refused path=a size=-1 user=1 people=1 categories= reason=protected",
            "refused path=a size=1 user=1 people=1 categories=Sen reason=protected",
            "refused path=a size=1 user=1 people=1 categories= reason=none", "saved path=a size=1", "finished", "finished lost=-1", "finished lost=x",
            "opened",
        ])
    func noMessage(_ text: String) throws {
        let line = try #require(MessageLine(Array(text.utf8)))
        #expect(GateMessage(line) == nil && BrokerMessage(line) == nil)
    }

    @Test("the longest path fits, and what is longer than a line is none")
    func limits() throws {
        let file = GateMessage.FileFacts(path: [UInt8](repeating: 0xff, count: 4096), size: .max, user: .max)
        let bytes = GateMessage.refused(
            Refusal(.protected, categories: [String](repeating: "behaviour_and_attendance", count: 8), people: .max), file
        ).line.bytes
        #expect(bytes.count < MessageLine.limit)
        #expect(MessageLine(bytes.dropLast()) != nil)
        #expect(MessageLine([UInt8](repeating: 0x61, count: MessageLine.limit)) == nil)
    }

    @Test("nothing is said of what was found but kinds and a number")
    func discretion() {
        let line = GateMessage.refused(Refusal(.protected, categories: ["sen"], people: 3), Self.file).line
        #expect(Set(line.fields.keys) == ["path", "size", "user", "reason", "categories", "people"])
    }
}
