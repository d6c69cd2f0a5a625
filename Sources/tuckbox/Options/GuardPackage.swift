import DeviceWatch
import SystemFiles

/// The Debian package `tuckbox-guard`.
enum GuardPackage {
    /// Whether anything of it is on this computer: a part that is missing is another matter.
    static var isInstalled: Bool {
        (try? FileStatus.of(Path("/usr/sbin/tuckboxd"))) != nil || !StaticFloor.shortfalls.contains("rules_missing")
    }

    static let howToInstall = "the package tuckbox-guard guards sticks: 'sudo apt install ./tuckbox-guard_*.deb' installs it"
}
