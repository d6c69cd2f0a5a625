internal import Dispatch
import Synchronization
import SystemFiles

/// A file that a program removes is hidden at first: mv, tar and install remove the old version before they write the new one, and when that is refused,
/// the old one has to be there. It is removed when the new one takes its name, or after a moment in which nobody writes one.
extension Gate {
    /// Milliseconds.
    static let hiding: Int64 = 2000

    /// Removes for good. What cannot be removed is seen again.
    func removeHidden(_ tree: inout Tree, _ places: [Tree.Place]) {
        for place in places {
            if !isReadOnly, let location = tree.location(place.name, in: place.folder) { try? stick.removeFile(location) }
            tree.unhide(place.name, in: place.folder)
        }
    }

    /// Once the moment has passed; one timer for however many.
    func removeHiddenLater() {
        guard
            !isRemovalDue.withLock({ isDue in
                defer { isDue = true }
                return isDue
            })
        else { return }
        afterwards.asyncAfter(deadline: .now() + .milliseconds(Int(Self.hiding))) { [self] in
            isRemovalDue.withLock { $0 = false }
            let isEmpty = tree.withLock { tree in
                removeHidden(&tree, tree.hidden(until: .now))
                return tree.hidden().isEmpty
            }
            if !isEmpty { removeHiddenLater() }
        }
    }
}
