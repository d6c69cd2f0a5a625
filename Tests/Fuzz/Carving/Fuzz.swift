import Carving
import FuzzSupport
import MediaRead

/// Free space of a medium that somebody made for us.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let medium = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    let size = UInt64(medium.count)
    let half = size / 2 & ~511
    var told: UInt64 = 0
    let carver = Carver(
        [Extent(half, size - half), Extent(0, half)],
        read: { count, offset in offset < size ? Array(medium[Int(offset)..<min(medium.count, Int(offset) + count)]) : [] },
        report: { report in
            if case .found(let extents) = report {
                require(extents.allSatisfy { ($0.end ?? .max) <= size && $0.count > 0 }, "what is found is on the medium")
                told += 1
            }
        })
    _ = try? carver.run()
    require(told <= size / 16 + 1, "every find has a beginning of its own")
    return 0
}
