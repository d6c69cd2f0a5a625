import SystemFiles

/// The pieces of an image of EnCase: NAME.E01 to .E99, then .EAA to .EZZ, .FAA to .ZZZ.
enum EncasePieces {
    /// Descriptors cannot be kept in arrays by themselves.
    final class Piece {
        let file: Descriptor
        init(_ file: consuming Descriptor) { self.file = file }
    }

    /// A program can be started with so many.
    private static let most = 480

    /// Those that are there, in order, from the first.
    static func open(_ path: Path) throws -> [Piece] {
        var pieces = [Piece(try Descriptor.open(path, .read))]
        guard path.bytes.suffix(2) == [0x30, 0x31], path.bytes.count > 4, path.bytes[path.bytes.count - 4] == 0x2e else { return pieces }
        let letter = path.bytes[path.bytes.count - 3]
        while pieces.count < most, let suffix = suffix(pieces.count + 1, letter) {
            let next = Path(bytes: path.bytes.dropLast(3) + suffix)
            guard try FileStatus.ifPresent(next, following: true)?.kind == .file else { break }
            pieces.append(Piece(try Descriptor.open(next, .read)))
        }
        return pieces
    }

    /// - Parameter letter: the first of the first piece's suffix, E as a rule.
    private static func suffix(_ number: Int, _ letter: UInt8) -> [UInt8]? {
        if number < 100 { return [letter, UInt8(0x30 + number / 10), UInt8(0x30 + number % 10)] }
        let rest = number - 100
        let first = Int(letter) + rest / 676
        let isSmall = letter >= 0x61
        guard first <= (isSmall ? 0x7a : 0x5a) else { return nil }
        let base = isSmall ? 0x61 : 0x41
        return [UInt8(first), UInt8(base + rest / 26 % 26), UInt8(base + rest % 26)]
    }
}
