import FuzzSupport
import GateMessages
import GuardControl

/// What anybody may write to the guard's socket, and what programs that a stick has taken over may say to it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    var splitter = LineSplitter(limit: Message.limit)
    for line in (try? splitter.take(bytes)) ?? [] { read(line) }
    read(bytes)
    return 0
}

private func read(_ line: [UInt8]) {
    if let request = try? Request(line: line) {
        require(line.count <= Request.limit, "a request is bounded")
        require((try? Request(line: request.line())) == request, "a request written again is the same")
        if request.request == .allow { require((1...Request.longestAllowance).contains(request.seconds ?? 0), "a permission ends") }
    }
    if let message = try? Message(line: line) { require((try? Message(line: message.line())) == message, "a message written again is the same") }
    if let report = try? SurveyLine(line: line) {
        require((try? SurveyLine(line: report.line())) == report, "a report written again is the same")
        require(report.categories.count <= 16, "a report is bounded")
    }
    if let words = MessageLine(line), let message = GateMessage(words) {
        let again = message.line.bytes.dropLast()
        require(MessageLine(again).flatMap { GateMessage($0) } == message, "what a gate says, written again, is the same")
    }
}
