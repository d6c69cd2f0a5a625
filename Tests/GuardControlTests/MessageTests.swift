import GuardControl
import Testing

@Suite("Lines between the guard and those who talk to it")
struct MessageTests {
    @Test("a request written is the request read")
    func requests() throws {
        var allow = Request(.allow, device: "sdb1")
        (allow.seconds, allow.readWrite) = (1800, true)
        for request in [Request(.status), Request(.listen), allow, Request(.deny, device: "a b\n\"c"), Request(.eject, device: "\u{202e}x")] {
            let line = request.line()
            #expect(!line.contains(0x0a))
            #expect(try Request(line: line) == request)
        }
        #expect(String(decoding: allow.line(), as: UTF8.self) == #"{"device":"sdb1","read_write":true,"request":"allow","schema":1,"seconds":1800}"#)
    }

    @Test(
        "what is no request is refused",
        arguments: [
            "", " ", "{", "[]", "null", "1", "{}", #"{"schema":1}"#, #"{"schema":2,"request":"status"}"#, #"{"schema":1,"request":"reboot"}"#,
            #"{"schema":1,"request":"allow","device":"sdb"}"#, #"{"schema":1,"request":"allow","seconds":60}"#,
            #"{"schema":1,"request":"allow","device":"sdb","seconds":0}"#, #"{"schema":1,"request":"allow","device":"sdb","seconds":86401}"#,
            #"{"schema":1,"request":"allow","device":"sdb","seconds":-1}"#, #"{"schema":1,"request":"allow","device":"sdb","seconds":1e400}"#,
            #"{"schema":1,"request":"allow","device":"sdb","seconds":99999999999999999999}"#,
            #"{"schema":1,"request":"allow","device":"sdb","seconds":1.5}"#, #"{"schema":1,"request":"deny","device":""}"#,
            #"{"schema":1,"request":"deny","device":5}"#, #"{"schema":1,"request":"status"} x"#, #"{"schema":1,"request":"status""#,
            "{\"schema\":1,\"request\":\"st\u{0}atus\"}",
        ])
    func malformed(_ text: String) {
        #expect(throws: MalformedLine.self) { try Request(line: Array(text.utf8)) }
    }

    @Test("length and depth are bounded before anything is read")
    func bounds() {
        let long = #"{"schema":1,"request":"status","device":""# + String(repeating: "x", count: 4096) + #""}"#
        #expect(throws: MalformedLine.self) { try Request(line: Array(long.utf8)) }
        for opening in ["[", "{\"a\":", "{\"device\":["] {
            let deep = String(repeating: opening, count: 4096 / opening.utf8.count)
            #expect(throws: MalformedLine.self) { try Request(line: Array(deep.utf8)) }
        }
    }

    @Test("a message written is the message read")
    func messages() throws {
        var stick = Message.StickState(device: "sdb1", access: "gate", reason: "clean")
        (stick.place, stick.user, stick.secondsLeft, stick.fileSystem) = ("/media/tuckbox/A", 1000, 60, "vfat")
        stick.counts = Message.Counts(vaults: 1, protected: 2, encrypted: 3, notExamined: 4, clean: 5, people: .max)
        stick.categories = ["sen"]
        var refused = Message.RefusedFile(device: "sdb1", reason: "protected_data")
        (refused.path, refused.people) = ("list.csv", 31)
        let all: [Message] = [
            .guardState(Message.GuardState(version: "1", shortfalls: ["rules_missing"], policy: "built_in")), .stick(stick), .gone(device: "sdb1"),
            .refused(refused), .saved(device: "sdb1", path: "a.vault"), .saved(device: "sdb1", path: nil), .notWritten(device: "sdb1", error: 28),
            .done, .failed(Message.Failed(.notPermitted)),
        ]
        for message in all { #expect(try Message(line: message.line()) == message) }
    }

    @Test("lines come in pieces, and one that never ends is given up")
    func splitting() throws {
        var splitter = LineSplitter(limit: 5)
        #expect(try splitter.take(Array("ab".utf8)) == [])
        #expect(try splitter.take(Array("c\nde\n\nf".utf8)) == [Array("abc".utf8), Array("de".utf8), []])
        #expect(try splitter.take(Array("ghij\n".utf8)) == [Array("fghij".utf8)])
        #expect(throws: MalformedLine.self) { try splitter.take(Array("123456".utf8)) }
        var other = LineSplitter(limit: 5)
        #expect(throws: MalformedLine.self) { try other.take(Array("123456\n".utf8)) }
    }
}
