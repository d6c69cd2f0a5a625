import DocumentText
import FuzzSupport
import SandboxedScan

/// What a helper that a document has taken over may say.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let body = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    guard let frame = try? Frame(body), !isName(frame) else { return 0 }
    let again = Array(frame.bytes.dropFirst(4))
    guard let second = try? Frame(again) else { fatalError("does not hold: a frame written again is one") }
    require(Array(second.bytes.dropFirst(4)) == again, "a frame written again is the same")
    if case .piece(.row(let cells)) = frame { require(cells.count <= 1024, "a row is bounded") }
    return 0
}

/// Names of documents are cut.
private func isName(_ frame: Frame) -> Bool { if case .document = frame { true } else { false } }
