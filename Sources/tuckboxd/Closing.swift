import MediaGuard
import SystemFiles

/// What is to be done to have a stick mounted no more. Done elsewhere: writing back can take minutes.
struct Closing: Sendable {
    let stick: OpenedStick
    let node: Path
    /// Nil if another partition of the disk is still written to.
    let disk: Path?
    /// Whether it is left as it is as long as somebody uses it.
    let isPolite: Bool
    /// How many seconds programs have that still write to it, before it is given up.
    var patience = Int.max

    func run() -> Background.Outcome {
        if let place = stick.place {
            do { try Mounting.unmount(place, lazily: false) } catch {
                guard error.isBusy else { return finish(place, lazily: true) }
                if isPolite { return .closed(isBusy: true) }
                return finish(place, lazily: true)
            }
            return finish(place, lazily: false)
        }
        return finish(nil, lazily: false)
    }

    private func finish(_ place: Path?, lazily: Bool) -> Background.Outcome {
        if let place { lazily ? MountPlace.clear(place) : MountPlace.remove(place) }
        if stick.access.isWritable {
            // What the kernel still keeps goes to the medium before it is shut.
            stick.syncFileSystem()
            stopWriters()
        }
        for node in [disk, node].compactMap({ $0 }) { try? BlockNode(node).setReadOnly(true) }
        stick.release()
        return .closed(isBusy: false)
    }

    /// Whoever has a file open for writing writes on, although the folder is gone: until the file system takes no more. There is no way to force that.
    private func stopWriters() {
        var seconds = 0
        while true {
            // Once it is unplugged there is nothing to be made read-only, and this ends.
            do throws(FileError) { return try stick.makeReadOnly() } catch {
                guard error.isBusy, seconds < patience else { return }
                if seconds == 0 { Log.warn("\(node.display): a program still writes to it, and cannot be stopped") }
                pause(milliseconds: 1000)
                seconds += 1
            }
        }
    }
}

/// Has a stick that was written to be written to no more, while it can still be read.
struct Freezing: Sendable {
    let stick: OpenedStick
    let node: Path
    let disk: Path?

    func run() -> Background.Outcome {
        // Mounts that are writable go on, but nobody makes another.
        for node in [disk, node].compactMap({ $0 }) { try? BlockNode(node).setReadOnly(true) }
        do throws(FileError) {
            try stick.makeReadOnly()
            return .frozen(isBusy: false)
        } catch { return .frozen(isBusy: error.isBusy) }
    }
}
