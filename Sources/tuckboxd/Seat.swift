import SystemFiles

/// Who sits at the computer.
enum Seat {
    /// logind's `ACTIVE_UID`; nil if nobody has logged in, or there is no logind. The screen where people log in has a user of its own, who is nobody.
    /// - Parameter file: `/run/systemd/seats/seat0`; sessions are described in the folder `sessions` beside `seats`.
    static func user(_ file: Path) -> UInt32? {
        let seat = variables(file)
        if let session = seat["ACTIVE"], !session.contains("/"),
            variables(file.parent.parent.appending("sessions").appending(session))["CLASS"] == "greeter"
        {
            return nil
        }
        return seat["ACTIVE_UID"].flatMap { UInt32($0) }
    }

    private static func variables(_ file: Path) -> [String: String] {
        guard let file = try? Descriptor.open(file, .read), let bytes = try? file.bytes(count: 4096, at: 0) else { return [:] }
        let lines = bytes.split(separator: 0x0a).map { String(decoding: $0, as: UTF8.self).split(separator: "=", maxSplits: 1).map(String.init) }
        return Dictionary(lines.filter { $0.count == 2 }.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
    }
}
