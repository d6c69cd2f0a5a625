import AuditReport
import SystemFiles

extension Failure {
    init(_ error: InvalidAudit, _ path: Path) {
        let name = quoted(path)
        let hint = "it is what 'tuckbox audit --json' prints"
        switch error {
        case .tooLarge: self.init(.failed, message: "\(name) is larger than any audit", hint: hint)
        case .notAnAudit: self.init(.failed, message: "\(name) is not an audit", hint: hint)
        case .newer: self.init(.tooNew, message: "\(name) was made by a newer tuckbox", hint: "get the newest version")
        case .implausible(let place):
            self.init(
                .failed, message: "\(name) contradicts itself, or goes beyond what an audit may hold: see \(quoted(Array(place.utf8)))",
                hint: "audit the medium again")
        case .malformed(let place) where place.isEmpty: self.init(.failed, message: "\(name) is not JSON, or was cut short", hint: hint)
        case .malformed(let place):
            self.init(.failed, message: "\(name) is not an audit as it should be: see \(quoted(Array(place.utf8)))", hint: "audit the medium again")
        }
    }
}
