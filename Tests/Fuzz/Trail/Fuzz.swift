import CryptoCore
import FuzzSupport
import SystemFiles

@testable import AuditTrail

/// What stands in a trail's files: entries, states, heads, checkpoints, times, cursors.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    var input = unsafe Input(start, count)
    let kind = input.byte() % 6
    let bytes = input.remainder()
    switch kind {
    case 0: checkEntry(bytes)
    case 1: checkState(bytes)
    case 2: checkHead(bytes)
    case 3: checkNote(bytes)
    case 4: if let time = UTCTime(String(decoding: bytes, as: UTF8.self)) { require(UTCTime(time.text) == time, "a time is read as it is written") }
    default: checkBase(bytes)
    }
    return 0
}

private func checkEntry(_ line: [UInt8]) {
    guard let entry = RecordedEntry(line) else { return }
    require(line.count <= 65536 && line.first == 0x7b && line.last == 0x7d, "an entry is one object")
    require(Set(entry.fields.map(\.key)).count == entry.fields.count, "no key stands twice")
    require(entry.fields.first == RecordedEntry.Field(key: "schema", value: .number(1)), "the schema comes first")
    for message in [ForwardMessage.journald(entry, line), ForwardMessage.syslog(entry, line)] {
        let lines = message.split(separator: 0x0a)
        require(lines.count == 1 || lines.allSatisfy { $0.contains(0x3d) }, "no value makes a line of its own")
    }
}

private func checkState(_ bytes: [UInt8]) {
    // The hash put right, so that the fields are reached.
    var file = Array(bytes.prefix(2 * TrailState.slotSize)) + [UInt8](repeating: 0, count: max(0, 2 * TrailState.slotSize - bytes.count))
    if bytes.first == 0x54, let hash = try? Digest.sha256.hash(file.span.extracting(first: 4064)) { file.replaceSubrange(4064..<4096, with: hash) }
    guard let secret = try? SecretBytes(copying: file), let state = try? TrailState(secret) else { return }
    require(state.count == state.key.number && state.count.nonzeroBitCount == state.tree.subtrees.count, "key, number and tree belong together")
    require(UTCTime(state.segment) != nil, "the segment is a month")
}

private func checkHead(_ bytes: [UInt8]) {
    guard let head = Head(bytes) else { return }
    require(Head(head.bytes) == head && head.first < head.tree.count, "a head is read as it is written")
}

private func checkNote(_ bytes: [UInt8]) {
    if let checkpoint = Checkpoint(bytes) {
        require(checkpoint.note == bytes, "a checkpoint is the note that it came in")
        require(!checkpoint.isSigned(by: NoteKey(name: checkpoint.origin, publicKey: [UInt8](repeating: 3, count: 32))), "nobody signs with no key")
    }
    if let key = NoteKey(text: String(decoding: bytes, as: UTF8.self)) { require(NoteKey(text: key.text) == key, "a key is read as it is written") }
}

private func checkBase(_ bytes: [UInt8]) {
    require(Base64.decode(Base64.encode(bytes).utf8) == bytes, "base64 goes both ways")
    if let decoded = Base64.decode(bytes) { require(Array(Base64.encode(decoded).utf8) == bytes, "there is one way to write it") }
}
