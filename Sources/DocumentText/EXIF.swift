/// TIFF's directories of tags, as pictures keep them (Exif 2.32).
extension Extraction {
    func readEXIF(_ bytes: [UInt8]) throws {
        guard let reader = EXIFReader(bytes) else { return }
        for (name, value) in reader.properties { try property(name, value) }
        // One bit for each point: a page from a scanner, and nothing here that reads it.
        if reader.isBilevel, foreign == nil { note(.pictureOnly) }
    }
}

struct EXIFReader {
    private let bytes: [UInt8]
    private let isBig: Bool
    private(set) var properties: [(String, [UInt8])] = []
    private(set) var isBilevel = false
    private var visited: Set<Int> = []
    /// Bytes of properties that are still told: tags may tell the same ones again and again.
    private var left = 1 << 20

    private static let names: [Int: String] = [
        0x010e: "description", 0x010f: "camera make", 0x0110: "camera", 0x0131: "software", 0x0132: "date", 0x013b: "creator", 0x8298: "copyright",
        0x9003: "date taken", 0x9286: "comment", 0x9c9b: "title", 0x9c9c: "comment", 0x9c9d: "creator", 0x9c9e: "keywords", 0x9c9f: "subject",
        0xa430: "owner",
    ]

    /// Nil if it is no TIFF.
    init?(_ bytes: [UInt8]) {
        guard bytes.starts("II*\0") || bytes.starts("MM\0*") else { return nil }
        (self.bytes, isBig) = (bytes, bytes.starts("MM"))
        if let first = number(4, 4) { read(first, isGPS: false) }
    }

    /// Of degrees, minutes and seconds.
    private static func degrees(_ parts: [Double]) -> Double {
        let minutes: Double = parts[1] / 60
        let seconds: Double = parts[2] / 3600
        return parts[0] + minutes + seconds
    }

    private func number(_ offset: Int, _ size: Int) -> Int? { isBig ? bytes.big(offset, size) : bytes.little(offset, size) }

    private mutating func read(_ offset: Int, isGPS: Bool) {
        guard visited.count < 16, visited.insert(offset).inserted, let count = number(offset, 2) else { return }
        var position: [Int: [Double]] = [:]
        var sign = (latitude: 1.0, longitude: 1.0)
        for i in 0..<min(count, 512) {
            let field = offset + 2 + 12 * i
            guard let tag = number(field, 2), let type = number(field + 2, 2), let items = number(field + 4, 4) else { return }
            let size = [1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1][type] ?? 0
            guard size > 0, items <= 1 << 16, let place = items * size <= 4 ? field + 8 : number(field + 8, 4), place <= bytes.count,
                items * size <= bytes.count - place
            else { continue }
            let value = bytes[place..<place + items * size]
            if isGPS {
                if tag == 1, value.first == 0x53 { sign.latitude = -1 }
                if tag == 3, value.first == 0x57 { sign.longitude = -1 }
                if tag == 2 || tag == 4, type == 5, items == 3 {
                    position[tag] = (0..<3).map { Double(number(place + 8 * $0, 4) ?? 0) / Double(max(1, number(place + 8 * $0 + 4, 4) ?? 1)) }
                }
            } else if tag == 0x8825 || tag == 0x8769, let inner = number(place, 4) {
                read(inner, isGPS: tag == 0x8825)
            } else if tag == 0x0103, let packing = number(place, 2), (2...4).contains(packing) {
                isBilevel = true
            } else if let name = Self.names[tag] {
                // Windows' own tags are UTF-16; comments begin with eight bytes about their letters.
                let text = tag >= 0x9c9b && tag <= 0x9c9f ? TextRepair.utf16(value) : tag == 0x9286 ? Array(value.dropFirst(8)) : Array(value)
                left -= value.count
                guard left >= 0 else { return }
                properties.append((name, Array(text.prefix { $0 != 0 })))
            }
        }
        if let north = position[2], let east = position[4] {
            let latitude = Self.degrees(north) * sign.latitude
            let longitude = Self.degrees(east) * sign.longitude
            properties.append(("gps", Array("\(latitude), \(longitude)".utf8)))
        }
    }
}
