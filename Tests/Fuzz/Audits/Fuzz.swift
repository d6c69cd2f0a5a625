import AuditReport
import FoundationEssentials
import FuzzSupport
import SystemFiles

/// An audit that somebody sent: refused, or kept to its limits and the same when it is written and read again; an incident can be made of it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let json = unsafe Data(UnsafeBufferPointer(start: start, count: count))
    guard let audit = try? Audit(json: json) else { return 0 }
    guard let written = try? audit.json(), let again = try? Audit(json: written) else { fatalError("does not hold: an audit written again is one") }
    require(again == audit, "an audit written again is the same")
    require(audit.files.count <= AuditLimits.files, "files are bounded")
    let incident = Incident(audit, digest: "0123456789abcdef", becameAware: nil, made: UTCTime(0), in: .utc)
    require(incident.clock.deadline.utc >= incident.clock.becameAware.utc, "a deadline comes after")
    return 0
}
