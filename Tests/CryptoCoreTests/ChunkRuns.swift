@testable import CryptoCore

/// Encrypts a run of chunks into an array of its own.
func sealed(
    _ plaintext: Span<UInt8>, first: UInt64 = 0, last: Bool, _ keys: borrowing MessageKeys
) throws(CryptoError) -> [UInt8] {
    let sealer = try ChunkSealer(keys)
    let chunks = plaintext.count / Cobblestone.chunkSize + (last ? 1 : 0)
    var output = [UInt8](repeating: 0, count: plaintext.count + chunks * Cobblestone.tagSize)
    var span = output.mutableSpan
    let written = try sealer.seal(plaintext, first: first, last: last, into: &span)
    return Array(output[..<written])
}

/// Decrypts a run of chunks into an array of its own. What the run says is the length is what comes back.
func opened(
    _ stored: Span<UInt8>, first: UInt64 = 0, last: Bool, _ keys: borrowing MessageKeys
) throws(CryptoError) -> (plaintext: [UInt8], damagedChunk: UInt64?) {
    let opener = try ChunkOpener(keys)
    var output = [UInt8](repeating: 0, count: stored.count)
    var span = output.mutableSpan
    let run = try opener.open(stored, first: first, last: last, into: &span)
    return (Array(output[..<run.length]), run.damagedChunk)
}
