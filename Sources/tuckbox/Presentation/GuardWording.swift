import GuardControl
import SystemFiles

/// What the guard says, in words for people.
enum GuardWording {
    static func failure(_ code: Message.Failed.Code, _ request: Request) -> Failure {
        let device = quoted(Path(request.device ?? ""))
        return switch code {
        case .badRequest:
            Failure(.failed, message: "the guard does not understand what it is asked", hint: "install the same version of tuckbox and tuckbox-guard")
        case .notPermitted:
            Failure(
                .refusedByPolicy, message: "only an administrator may ask that of the guard", hint: "use sudo, or ask who looks after this computer")
        case .noSuchDevice:
            Failure(.failed, message: "there is no stick \(device) here", hint: "'tuckbox guard status' lists those that are plugged in")
        case .ambiguousDevice:
            Failure(.failed, message: "\(device) is more than one", hint: "use the name that 'tuckbox guard status' shows first, such as sdb1")
        case .inUse: Failure(.busy, message: "\(device) is in use", hint: "close the files on it, and windows that show it, then try again")
        case .notRecorded:
            Failure(
                .failed, message: "the guard cannot write its record, so nothing was done",
                hint: "is there room in /var/log? 'journalctl -u tuckboxd' says more")
        case .impossible:
            Failure(.failed, message: "\(device) cannot be mounted, so there is nothing to allow", hint: "'tuckbox guard status' says why")
        case .tooMany: Failure(.busy, message: "too many programs talk to the guard", hint: "try again in a moment")
        }
    }

    static func access(_ access: String) -> String {
        switch access {
        case "shut": "shut: it can be neither read nor written"
        case "hidden": "hidden: it can be neither read nor written"
        case "read_only": "can be read, not written"
        case "gate": "can be read, and written through the gate, which judges each file"
        case "unjudged": "can be read and written, without anybody looking at what"
        default: escapedForDisplay(Array(access.utf8))
        }
    }

    static func reason(_ reason: String) -> String {
        switch reason {
        case "denied": "an administrator denied it"
        case "allowed_for_a_time": "an administrator allowed it for a time"
        case "listed": "the policy lists this device"
        case "ejected": "it was ejected, and can be unplugged"
        case "no_file_system": "there is no file system on it that is known"
        case "unsupported_file_system": "its file system is one that the guard does not mount"
        case "encrypted_by_others": "it was encrypted by another program, so nobody knows what is on it"
        case "being_scanned": "what is on it is being looked at"
        case "clean": "nothing protected was found on it"
        case "vaults_only": "there are only vaults on it"
        case "protected_data": "there is unencrypted protected data on it"
        case "scan_unfinished": "it could not be looked at to the end"
        case "policy_unusable": "the policy cannot be obeyed"
        case "record_unavailable": "no record can be made of it"
        case "mount_failed": "it could not be mounted"
        case "gate_failed": "the program that serves it ended; unplug it and plug it in again"
        case "already_mounted": "it was mounted before the guard started; unplug it and plug it in again"
        case "too_many": "there are too many sticks"
        default: escapedForDisplay(Array(reason.utf8))
        }
    }

    static func shortfall(_ name: String) -> String {
        switch name {
        case "not_running":
            "its program tuckboxd is not running: 'sudo systemctl start tuckboxd' starts it, and 'journalctl -u tuckboxd' says why it ended"
        case "rules_missing": "the rules of udev are not installed: without the guard a stick would be open; install tuckbox-guard again"
        case "polkit_rules_missing": "the rules of polkit are not installed: users could mount sticks past the guard; install tuckbox-guard again"
        case "floor_missing": "a stick is here that the rules of udev did not shut; unplug it and plug it in again"
        case "program_missing": "a program of the guard is not installed; install tuckbox-guard again"
        case "policy_unusable": "the policy cannot be obeyed; 'tuckbox policy check' says why"
        case "record_unavailable": "the record cannot be written; is there room in /var/log?"
        default: escapedForDisplay(Array(name.utf8))
        }
    }

    static func lines(of stick: Message.StickState) -> [String] {
        func harmless(_ text: String) -> String { escapedForDisplay(Array(text.utf8)) }
        var lines = ["\(harmless(stick.device))  \(harmless(stick.name))  \(harmless(stick.identity))"]
        lines.append("    \(access(stick.access)), because \(reason(stick.reason))")
        if let place = stick.place { lines.append("    at \(quoted(Path(place)))" + (stick.user.map { ", for user \($0)" } ?? ", for everybody")) }
        if let left = stick.secondsLeft { lines.append("    for another \((left + 59) / 60) min") }
        if let counts = stick.counts {
            let parts = [
                (counts.protected, "protected"), (counts.vaults, "vaults"), (counts.encrypted, "encrypted by others"),
                (counts.notExamined, "not examined"),
                (counts.clean, "clean"),
            ].filter { $0.0 > 0 }.map { "\(grouped($0.0)) \($0.1)" }
            let kinds = (stick.categories ?? []).map { harmless($0).replacing("_", with: " ") }.joined(separator: ", ")
            let people = counts.people > 0 ? "; \(grouped(counts.people)) \(counts.people == 1 ? "person" : "people")" : ""
            lines.append("    files: " + (parts.isEmpty ? "none" : parts.joined(separator: ", ")) + people + (kinds.isEmpty ? "" : " (\(kinds))"))
        }
        if !stick.isUnique { lines.append("    it has no serial number, so the policy can list only its model") }
        return lines
    }
}
