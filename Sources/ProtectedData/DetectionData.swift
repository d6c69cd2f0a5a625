internal import CDetectionData
internal import Glibc

/// The data files that are part of the program; see Sources/CDetectionData.
enum DetectionData {
    static func bytes(_ name: String) -> [UInt8] { unsafe Array(inPlace(name)) }

    /// The file where it lies in the program, at a multiple of 64; empty if there is none.
    @unsafe static func inPlace(_ name: String) -> UnsafeRawBufferPointer {
        var number = 0
        while true {
            let file = unsafe tuckbox_detection_file(number)
            guard let start = unsafe file.start, let found = unsafe file.name else { return unsafe UnsafeRawBufferPointer(start: nil, count: 0) }
            if unsafe String(cString: found) == name { return unsafe UnsafeRawBufferPointer(start: start, count: file.length) }
            number += 1
        }
    }

    /// Gives back the memory of a file that is not needed for now. It lies in the program's file, from where it comes again when it is read.
    static func release(_ name: String) {
        let bytes = unsafe inPlace(name)
        let page = Int(getpagesize())
        guard let start = bytes.baseAddress else { return }
        let first = (Int(bitPattern: start) + page - 1) / page * page
        let end = (Int(bitPattern: start) + bytes.count) / page * page
        guard first < end else { return }
        _ = unsafe madvise(UnsafeMutableRawPointer(bitPattern: first), end - first, MADV_DONTNEED)
    }

    static let coreRules = ["identifiers.yaml", "markings.yaml", "columns.yaml", "cues.yaml", "context.yaml"]
}
