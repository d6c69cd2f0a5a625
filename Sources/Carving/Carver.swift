public import MediaRead

/// Finds documents without names, and stretches that look random, in free space.
public struct Carver {
    public init(_ area: [Extent], read: @escaping (_ count: Int, _ offset: UInt64) -> [UInt8], report: @escaping (MediaReport) throws -> Void) {}
    public func run() throws {}
}
