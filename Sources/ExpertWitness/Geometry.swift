/// What a medium is made of.
struct Geometry {
    let chunkSize: UInt64
    /// Bytes of the medium.
    let size: UInt64

    /// - Parameter bytes: the beginning of a section "volume" or "disk".
    init(_ bytes: [UInt8]) throws {
        guard bytes.count >= 24 else { throw ExpertWitnessImage.Failure.damaged }
        let (perChunk, sector) = (Numbers.little(bytes, 8, 4), Numbers.little(bytes, 12, 4))
        let (chunk, tooLong) = perChunk.multipliedReportingOverflow(by: sector)
        let (size, tooMuch) = Numbers.little(bytes, 16, 8).multipliedReportingOverflow(by: sector)
        guard !tooLong, !tooMuch, chunk > 0, size > 0, chunk <= ExpertWitnessImage.largestChunk, size < 1 << 50 else {
            throw ExpertWitnessImage.Failure.limit
        }
        (chunkSize, self.size) = (chunk, size)
    }
}
