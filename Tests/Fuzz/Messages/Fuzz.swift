import FuzzSupport
import GateMessages

/// What a gate that a file has taken over may say to the broker.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard let line = MessageLine(bytes) else { return 0 }
    require(MessageLine(line.bytes.dropLast()) == line, "a line written again is the same")
    _ = BrokerMessage(line)
    if let message = GateMessage(line) {
        require(GateMessage(message.line) == message, "a message written again is the same")
        require(!message.line.bytes.dropLast().contains(0x0a), "a message is one line")
    }
    return 0
}
