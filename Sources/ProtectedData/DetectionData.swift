internal import CDetectionData

/// The data files that are part of the program; see Sources/CDetectionData.
enum DetectionData {
    static func bytes(_ name: String) -> [UInt8] {
        var number = 0
        while true {
            let file = unsafe tuckbox_detection_file(number)
            guard let start = unsafe file.start, let found = unsafe file.name else { return [] }
            if unsafe String(cString: found) == name {
                return unsafe Array(UnsafeRawBufferPointer(start: start, count: file.length))
            }
            number += 1
        }
    }

    static let coreRules = ["identifiers.yaml", "markings.yaml", "columns.yaml", "cues.yaml", "context.yaml"]
}
