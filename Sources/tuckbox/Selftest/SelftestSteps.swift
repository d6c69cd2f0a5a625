import GuardControl
import SystemFiles

/// What the self-test tries, one after the other.
final class SelftestSteps {
    struct Step {
        let says: String
        let isNeeded: Bool
        /// Nil, or what is wrong.
        let run: () -> String?
    }

    private let stick: SelftestStick
    private let link: GuardOptions
    private var place: Path?

    private static let patience: Int64 = 60_000
    private static let worksheet = String(repeating: "Fractions. Shade one half of each shape, then three quarters.\n", count: 20)
    /// Of nobody: invented for this.
    private static let pupils =
        "Pupil name,UPN,Date of birth,SEN status,Medical\n"
        + ["Amelia Exampleby", "Bertram Samplewick", "Clara Testhampton", "Dorian Mockford", "Edith Placeholm"].enumerated().map { index, name in
            "\(name),A12345678901\(index),0\(index + 1)/03/2015,EHCP,asthma\n"
        }.joined()

    init(_ stick: SelftestStick, _ link: GuardOptions) { (self.stick, self.link) = (stick, link) }

    var all: [Step] {
        [
            Step(says: "the guard is running", isNeeded: true) { self.link.connect() == nil ? "nobody listens" : nil },
            Step(says: "a stick is noticed and mounted", isNeeded: true, run: plug),
            Step(says: "a harmless worksheet can be copied to it", isNeeded: false) { self.copy(Self.worksheet, "worksheet.txt") },
            Step(says: "a pupil list is refused", isNeeded: false) {
                self.copy(Self.pupils, "pupils.csv") == nil ? "it was copied, and nothing said no" : nil
            },
            Step(says: "the stick can be ejected", isNeeded: false, run: eject),
            Step(says: "no byte of the pupil list is on the stick", isNeeded: false) { self.look() },
        ]
    }

    private func plug() -> String? {
        do { try stick.plug() } catch { return Failure(error)?.message ?? "\(error)" }
        let limit = MonotonicTime.now.adding(milliseconds: Self.patience)
        var reason = "the guard did not hear of it"
        while MonotonicTime.now.milliseconds < limit.milliseconds, !Interruption.isRequested {
            if let found = (try? link.connect()?.status())?.sticks.first(where: { $0.identity == SelftestStick.identity }) {
                if found.access == "gate", found.reason != "being_scanned", let place = found.place {
                    self.place = Path(place)
                    return nil
                }
                reason = "\(GuardWording.access(found.access)), because \(GuardWording.reason(found.reason))"
            }
            pause(milliseconds: 200)
        }
        return reason
    }

    /// As a program does that wants to know: written, synced, closed.
    private func copy(_ text: String, _ name: String) -> String? {
        guard let place else { return "there is no place to copy it to" }
        do {
            let file = try Descriptor.open(place.appending(name), [.write, .createNew])
            try file.write(Array(text.utf8))
            try file.sync()
            return nil
        } catch { return Failure(error)?.message ?? "\(error)" }
    }

    private func eject() -> String? {
        do {
            try link.ask(Request(.eject, device: SelftestStick.identity))
            return nil
        } catch { return Failure(error)?.message ?? "\(error)" }
    }

    private func look() -> String? {
        do {
            if try stick.contains(Array("Samplewick".utf8)) { return "a name from the list is on it" }
            return try stick.contains(Array("Shade one half".utf8)) ? nil : "the worksheet is not on it either"
        } catch { return Failure(error)?.message ?? "\(error)" }
    }
}
