import SystemFiles

/// `/proc/swaps`: a heading, then a line each.
enum SwapTable {
    static func parse(_ bytes: [UInt8]) -> [Path] {
        bytes.split(separator: 0x0a).dropFirst().compactMap { $0.split(separator: 0x20).first.map { Path(bytes: OctalEscapes.decoded($0)) } }
    }
}
