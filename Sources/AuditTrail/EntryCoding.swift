internal import CryptoCore
internal import SystemFiles

/// Who acts, and where.
struct Actor: Sendable {
    let user: String
    let identifier: UInt32
    let computer: String

    static let current = Actor(user: CurrentUser.name ?? "", identifier: CurrentUser.identifier, computer: Machine.name ?? "")
}

extension TrailEntry {
    /// Bytes of a line, without LF.
    static let maximumLine = 65536

    /// The line's bytes up to the seal (B of Docs/TRAIL.md, section 4).
    func body(number: UInt64, time: UTCTime, _ actor: Actor, previous: Hash256) -> [UInt8] {
        var object = EntryObject()
        object.put("schema", 1)
        object.put("seq", number)
        object.put("time", time.text)
        object.put("user", actor.user)
        object.put("uid", UInt64(actor.identifier))
        object.put("computer", actor.computer)
        object.put("verb", verb)
        object.put("phase", phase.rawValue)
        object.put("event", event?.rawValue)
        object.put("intent", intent)
        object.put("vault_id", vaultID.map(Hexadecimal.text))
        object.put("vault_ids", vaultIDs)
        object.put("failed_ids", failedIDs)
        object.put("label", label)
        object.put("scheme", scheme)
        object.put("organisation", organisation)
        object.put("due", due)
        object.put("vaults", vaults)
        object.put("failed", failed)
        object.put("files", files)
        object.put("content_bytes", contentBytes)
        object.put("vault_bytes", vaultBytes)
        object.put("medium_removable", medium?.isRemovable)
        object.put("medium_serial", medium?.serial)
        object.put("medium_uuid", medium?.fileSystem)
        object.put("device", device)
        object.put("access", access)
        object.put("reason", reason)
        object.put("protected_files", protectedFiles)
        object.put("encrypted_files", encryptedFiles)
        object.put("unexamined_files", unexaminedFiles)
        object.put("people", people)
        object.put("categories", categories.isEmpty ? nil : categories.joined(separator: ","))
        object.put("seconds", seconds)
        object.put("by", by)
        object.put("status", status.map { UInt64(clamping: $0) })
        object.put("code", code)
        object.put("policy", policy)
        object.put("trail", trail)
        object.put("checkpoint_key", checkpointKey)
        object.put("tuckbox", version)
        object.put("lost_bytes", lostBytes)
        object.put("first", first)
        object.put("next", next)
        object.put("root", root)
        object.put("segment", segment)
        object.put("target", target)
        object.put("prev", previous.hexadecimal)
        return object.bytes
    }
}

/// A JSON object in the making, without its end.
struct EntryObject {
    private(set) var bytes: [UInt8] = Array("{".utf8)
    /// 2^53 - 1: the largest that every reader of JSON takes as it is.
    private static let largestNumber: UInt64 = 1 << 53 - 1

    init() { bytes.reserveCapacity(512) }

    private mutating func key(_ name: String) {
        if bytes.count > 1 { bytes.append(0x2c) }
        bytes.append(0x22)
        bytes += name.utf8
        bytes += [0x22, 0x3a]
    }

    mutating func put(_ name: String, _ value: UInt64?) {
        guard let value else { return }
        key(name)
        bytes += String(min(value, Self.largestNumber)).utf8
    }

    mutating func put(_ name: String, _ value: Bool?) {
        guard let value else { return }
        key(name)
        bytes += (value ? "true" : "false").utf8
    }

    mutating func put(_ name: String, _ value: String?) {
        guard let value else { return }
        key(name)
        bytes += EntryString.quoted(value)
    }

    mutating func put(_ name: String, _ values: [[UInt8]]) {
        guard !values.isEmpty else { return }
        key(name)
        for (index, value) in values.enumerated() {
            bytes += index == 0 ? [0x5b, 0x22] : [0x2c, 0x22]
            Hexadecimal.append(value, to: &bytes)
            bytes.append(0x22)
        }
        bytes.append(0x5d)
    }
}

enum EntryString {
    /// A JSON string. Longer texts than any name has are cut: a line has to hold it.
    static func quoted(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = [0x22]
        for scalar in text.unicodeScalars.prefix(1024) {
            switch scalar.value {
            case 0x22, 0x5c: bytes += [0x5c, UInt8(scalar.value)]
            case 0..<0x20, 0x7f:
                bytes += "\\u00".utf8
                Hexadecimal.append([UInt8(scalar.value)], to: &bytes)
            default: bytes += Array(UTF8.encode(scalar) ?? .init())
            }
        }
        bytes.append(0x22)
        return bytes
    }
}
