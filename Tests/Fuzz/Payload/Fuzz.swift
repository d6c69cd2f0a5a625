import FuzzSupport

@testable import CryptoCore
@testable import VaultFiles

/// Stored chunks under a known key, arbitrary or with changes in them, and the sizes of vaults.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    var input = unsafe Input(start, count)
    let mode = input.byte()
    checkSizes(input.number(), input.number())
    do throws(CryptoError) {
        if mode & 1 == 0 { try openArbitrary(&input, last: mode & 2 != 0) } else { try openChanged(&input, last: mode & 2 != 0) }
    } catch .libraryFailure(let operation) {
        require(operation == .encryption, "libcrypto refuses nothing but a message that is too long")
    } catch {}
    return 0
}

private let keys = Example.payloadKeys()

private func openArbitrary(_ input: inout Input, last: Bool) throws(CryptoError) {
    let first: UInt64 = input.number()
    var output = [UInt8](repeating: 0xee, count: Int(input.number(UInt16.self)) * 2)
    let stored = input.remainder()
    var span = output.mutableSpan
    let run = try ChunkOpener(keys).open(stored.span, first: first, last: last, into: &span)
    require(run.length == 0 || run.damagedChunk != first, "what opened was not damaged")
    require(run.damagedChunk == nil || output.allSatisfy { $0 == 0 || $0 == 0xee }, "of a damaged chunk nothing is left")
}

/// Seals, changes some bytes, and opens: exactly the chunks before the first change come out.
private func openChanged(_ input: inout Input, last: Bool) throws(CryptoError) {
    let length = Int(input.number(UInt16.self))
    let plaintext = [UInt8](repeating: input.byte(), count: last ? length : length / Cobblestone.chunkSize * Cobblestone.chunkSize)
    let first = input.byte() & 1 == 0 ? UInt64(input.byte()) : input.number()
    let chunks = plaintext.count / Cobblestone.chunkSize + (last ? 1 : 0)
    var stored = [UInt8](repeating: 0, count: plaintext.count + chunks * Cobblestone.tagSize)
    var sealed = stored.mutableSpan
    let written = try ChunkSealer(keys).seal(plaintext.span, first: first, last: last, into: &sealed)
    require(written == stored.count, "a sealed run has the length it should have")
    let original = stored
    while !input.isEmpty { stored.patch(input.bytes(1), at: Int(input.number(UInt32.self) % 70000)) }
    let change = original.indices.first { original[$0] != stored[$0] }

    var output = [UInt8](repeating: 0xee, count: plaintext.count)
    var span = output.mutableSpan
    let run = try ChunkOpener(keys).open(stored.span, first: first, last: last, into: &span)
    let damaged = change.map { UInt64($0 / Cobblestone.storedChunkSize) }
    require(run.damagedChunk == damaged.map { first + $0 }, "the first changed chunk is named")
    require(run.length == damaged.map { Int($0) * Cobblestone.chunkSize } ?? plaintext.count, "what is before it is given")
    require(output[..<run.length] == plaintext[..<run.length], "what is given is what was sealed")
    require(run.damagedChunk == nil || output[run.length...].prefix(Cobblestone.chunkSize).allSatisfy { $0 == 0 }, "a damaged chunk is wiped")
}

/// Section 2 of the format, by the size alone: 8,260 bytes, 16,404 for each chunk but the last, and 16 to 16,399 for that.
private func checkSizes(_ size: UInt64, _ number: UInt64) {
    let isSize = size >= 8276 && (16..<16400).contains((size - 8260) % 16404) && (size - 8260) / 16404 < Cobblestone.maximumChunks
    let geometry = VaultGeometry(fileSize: size)
    require((geometry != nil) == isSize, "a size is one or is not")
    require(VaultGeometry(plaintextLength: size).map { VaultGeometry(fileSize: $0.fileSize) == $0 } ?? true, "a size determines a length")
    guard let geometry else { return }
    require(geometry.fileSize == size && geometry.payloadLength >= 72, "the parts fill the file")
    require(VaultGeometry(plaintextLength: geometry.plaintextLength) == geometry, "a length determines a size")
    let run = geometry.run(number % geometry.runs)
    require(run.isLast == (number % geometry.runs == geometry.runs - 1), "the last run is the last")
    require(run.stored.upperBound <= geometry.tableOffset && run.plaintext.upperBound <= geometry.plaintextLength, "runs stay inside")
    require(run.stored.count <= VaultGeometry.storedRunSize && run.plaintext.count <= VaultGeometry.runSize, "runs fit the buffers")
    require(run.stored.count <= VaultGeometry.bufferSize(VaultGeometry.storedRunSize, geometry.plaintextLength), "runs fit small buffers")
    if !run.isLast {
        let next = geometry.run(number % geometry.runs + 1)
        require(next.plaintext.lowerBound == run.plaintext.upperBound && next.stored.lowerBound == run.stored.upperBound, "runs follow one another")
    }
}
