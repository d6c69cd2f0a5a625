import SystemFiles

/// Arguments are bytes on Linux and text in Swift. Bytes that are not UTF-8 travel through the parser as scalars
/// of a private plane, one each, and become bytes again when a path is made of the text.
enum CommandLineArguments {
    private static let base: UInt32 = 0x10fe00
    private static let stand: ClosedRange<UInt32> = base + 0x80...base + 0xff

    /// The arguments after the program's name.
    static func encoded() -> [String] {
        unsafe CommandLine.unsafeArgv.withMemoryRebound(to: UnsafePointer<CChar>?.self, capacity: Int(CommandLine.argc)) { arguments in
            (1..<max(1, Int(CommandLine.argc))).map { index in
                guard let start = unsafe arguments[index] else { return "" }
                var bytes: [UInt8] = []
                var position = 0
                while unsafe start[position] != 0 {
                    bytes.append(UInt8(bitPattern: unsafe start[position]))
                    position += 1
                }
                return encode(bytes)
            }
        }
    }

    private static func encode(_ bytes: [UInt8]) -> String {
        // Scalars of that plane in an argument travel byte by byte as well.
        if let text = String(validating: bytes, as: UTF8.self), !text.unicodeScalars.contains(where: { stand.contains($0.value) }) { return text }
        var text = String.UnicodeScalarView()
        var position = 0
        while position < bytes.count {
            var decoder = UTF8()
            var iterator = bytes[position...].makeIterator()
            if case .scalarValue(let scalar) = decoder.decode(&iterator), !stand.contains(scalar.value) {
                text.append(scalar)
                position += UTF8.width(scalar)
            } else {
                if let scalar = Unicode.Scalar(base + UInt32(bytes[position])) { text.append(scalar) }
                position += 1
            }
        }
        return String(text)
    }

    /// The bytes that an argument stood for.
    static func bytes(of argument: String) -> [UInt8] {
        argument.unicodeScalars.flatMap { scalar -> [UInt8] in
            stand.contains(scalar.value) ? [UInt8(scalar.value - base)] : Array(UTF8.encode(scalar) ?? .init())
        }
    }
}

extension Path {
    /// The path that an argument names.
    init(argument: String) {
        self.init(bytes: CommandLineArguments.bytes(of: argument))
    }
}
