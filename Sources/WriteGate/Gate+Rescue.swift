internal import CFuse
import GateMessages
internal import Glibc
import Synchronization
import SystemFiles

extension Gate {
    /// Puts what the rescuer makes of a refused file beside it.
    func rescue(_ stage: Stage, _ place: Tree.Place, _ refusal: Refusal, _ user: UInt32) {
        guard let rescuer, !isReadOnly, let file = try? stage.readOnly(), let prepared = try? stick.makePrepared() else { return }
        let number = prepared.file.number
        guard let name = try? rescuer.rescue(file, named: place.name, refusal, to: Descriptor.inherited(number, name: "vault")),
            (try? prepared.file.sync()) != nil
        else { return stick.discard(prepared) }
        if hasOwners { _ = fchown(number, user, UInt32.max) }
        let location = tree.withLock { tree -> Stick.Location? in
            // An older vault of that name may be another day's work.
            for attempt in 1...99 {
                let name = attempt == 1 ? name : Self.numbered(name, attempt)
                guard tree.child(place.folder, name)?.isOnStick != false, let location = tree.location(name, in: place.folder) else { continue }
                guard (try? stick.status(location)) == nil else { continue }
                return (try? stick.rename(prepared.location, to: location)) == nil ? nil : location
            }
            return nil
        }
        guard let location else { return stick.discard(prepared) }
        let size = (try? prepared.file.status().st_size).map { UInt64(clamping: $0) } ?? 0
        report(.saved(GateMessage.FileFacts(path: location, size: size, user: user)))
    }

    /// `list.csv.vault`, 2: `list.csv-2.vault`.
    private static func numbered(_ name: [UInt8], _ number: Int) -> [UInt8] {
        let dot = name.lastIndex(of: 0x2e) ?? name.endIndex
        return name[..<dot] + Array("-\(number)".utf8) + name[dot...]
    }
}
