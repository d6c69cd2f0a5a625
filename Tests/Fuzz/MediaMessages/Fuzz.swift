import FuzzSupport
import MediaRead

/// What a helper that a medium has taken over may say.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let body = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    var reader = MessageReader(body)
    guard let report = try? MediaReport(&reader), reader.isAtEnd else { return 0 }
    var writer = MessageWriter()
    report.write(&writer)
    var again = MessageReader(Array(writer.bytes.dropFirst(4)))
    let second = try? MediaReport(&again)
    require(second == report, "a message written again is the same")
    if case .entry(let entry) = report, case .extents(let extents) = entry.storage {
        _ = (extents.byteCount, extents.stretch(1..<1 << 40).byteCount)
    }
    return 0
}
