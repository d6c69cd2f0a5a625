public import SystemFiles

/// Writes small files, such as keys, as vaults are written: whole or not at all.
public enum KeyOutput {
    public static func write(_ bytes: Span<UInt8>, newline: Bool, to path: Path, permissions: UInt16, replacing: Bool) throws {
        try OutputFile.write(to: path, replacing: replacing, size: UInt64(bytes.count)) { file in
            try file.write(bytes)
            if newline { try file.write([0x0a]) }
            try file.setPermissions(permissions)
        }
    }
}
