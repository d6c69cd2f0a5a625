/// What Docs/FORMAT.md begins a vault with: both marks of the first header copy.
enum VaultMark {
    static func isVault(_ head: [UInt8]) -> Bool { head.starts("TUCKBOX VAULT ") && head.starts("TKBXVLT", at: 1024) }
}

/// Binary OpenPGP messages (RFC 9580) that are encrypted: they begin with a session key or with encrypted data.
enum OpenPGPMark {
    static func isMessage(_ head: [UInt8]) -> Bool {
        guard let first = head.first, first & 0x80 != 0 else { return false }
        let isNew = first & 0x40 != 0
        let tag = isNew ? first & 0x3f : first >> 2 & 0x0f
        let lengthSize =
            isNew ? (head.count > 1 ? (head[1] < 192 ? 1 : head[1] < 224 ? 2 : head[1] == 255 ? 5 : 1) : 0) : [1, 2, 4, 0][Int(first & 3)]
        guard let length = bodyLength(head, isNew, lengthSize) else { return false }
        let body = head.dropFirst(1 + lengthSize)
        switch tag {
        // Encrypted to a public key: version 3 or 6, an algorithm that exists.
        case 1:
            guard let version = body.first else { return false }
            if version == 3 { return length >= 12 && length < 4096 && body.count > 9 && [1, 2, 16, 18, 25, 26].contains(body[body.startIndex + 9]) }
            return version == 6 && length < 4096 && length > 30
        // Encrypted with a passphrase: version, cipher, the way that a key is made of it.
        case 3:
            guard body.count > 3, let version = body.first, (4...6).contains(version), length < 256 else { return false }
            return version > 4 || ((1...13).contains(body[body.startIndex + 1]) && [0, 1, 3, 4].contains(body[body.startIndex + 2]))
        // Data with integrity protection.
        case 18: return body.first == 1 || body.first == 2
        default: return false
        }
    }

    private static func bodyLength(_ head: [UInt8], _ isNew: Bool, _ size: Int) -> Int? {
        switch (isNew, size) {
        case (true, 1): head.big(1, 1)
        case (true, 2): head.big(1, 2).map { $0 - 0xc000 + 192 }
        case (true, 5): head.big(2, 4)
        case (false, 0): Int.max
        case (false, _): head.big(1, size)
        default: nil
        }
    }
}
