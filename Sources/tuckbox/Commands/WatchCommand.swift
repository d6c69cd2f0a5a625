import ArgumentParser
import DeviceWatch
import SystemFiles

struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Print a line when a memory stick comes or goes.",
        discussion: """
            Says first which sticks are there, then what happens, until Ctrl-C. Needs no
            rights and no guard, and changes nothing.

            Shown is what the guard would keep: disks on USB, and memory cards. With --all
            every disk is shown.

            tuckbox watch
            tuckbox watch --json > events.jsonl

            Exit status: 1 failed, 64 usage, 130 ended by Ctrl-C.
            """)

    @Flag(help: "Show every disk and partition, the computer's own too.")
    var all = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let monitor = try DeviceMonitor()
        if !monitor.isUdevRunning, !common.quiet {
            Console.warn("udev is not running on this computer, so nothing will be heard of sticks that come and go")
        }
        let sticks = try tellPresent(monitor)
        if common.json { try print(DeviceFacts(began: sticks)) }
        common.note(sticks == 0 ? "no sticks are plugged in; waiting" : "\(counted(sticks, "stick is", "sticks are")) plugged in; waiting")
        do {
            try follow(monitor)
        } catch let error as FileError where error.isBrokenPipe {
            ExitStatus.failed.exit()
        } catch is Interrupted {
            // The way to end it: no error to speak of.
            if Console.errorsAreTerminal { Console.show("\n") }
            ExitStatus.interrupted.exit()
        }
    }

    private func follow(_ monitor: DeviceMonitor) throws {
        let output = Descriptor.inherited(1, name: "standard output")
        while true {
            try Waiting.forInput(monitor.descriptor, thenWritingTo: output)
            while let event = monitor.next() {
                try Interruption.check()
                try tell(event)
                if event == .overrun { try tellPresent(monitor) }
            }
        }
    }

    /// Returns how many sticks there are.
    @discardableResult private func tellPresent(_ monitor: DeviceMonitor) throws -> Int {
        while true {
            let events = try monitor.present()
            for event in events { try tell(event) }
            try Interruption.check()
            guard events.last == .overrun else { return events.count(where: isStick) }
        }
    }

    private func isStick(_ event: DeviceEvent) -> Bool {
        guard case .device(.present, let device, _) = event else { return false }
        return device.isGuarded && !device.isPartition && device.hasMedium
    }

    private func tell(_ event: DeviceEvent) throws {
        if case .device(_, let device, _) = event, !all, device.attachment == .other { return }
        if common.json { try print(DeviceFacts(event)) } else { Console.result(DeviceLine.text(event, at: currentTime())) }
    }

    private func print(_ facts: DeviceFacts) throws { try JSONDocument.printLine(facts) }
}
