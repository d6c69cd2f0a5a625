public import SystemFiles

extension VaultWriter {
    /// Writes a vault of everything that `input` gives, as one file called `name`.
    public func wrap(stream input: borrowing Descriptor, named name: [UInt8], to output: Path, replacing: Bool, vaultID: [UInt8]) throws -> Summary {
        let source = input.lent()
        return try OutputFile.write(to: output, replacing: replacing, size: 0) { file in
            try wrap(stream: source, named: name, toStream: file, vaultID: vaultID)
        }
    }

    public func wrap(stream input: borrowing Descriptor, named name: [UInt8], toStream output: borrowing Descriptor, vaultID: [UInt8]) throws
        -> Summary
    {
        let vault = try SequentialWriter(self, vaultID: vaultID, to: output)
        _ = try vault.add(stream: input, as: name)
        return try vault.finish()
    }
}
