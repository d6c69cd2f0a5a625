import SystemFiles
import Testing

@testable import DeviceWatch

@Suite("The kernel's table of mounts")
struct MountTableTests {
    @Test("A line is read with its optional fields, many or none")
    func optionalFields() {
        let table = MountTable(
            Array(
                """
                22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
                36 22 8:1 / /boot rw shared:1 master:2 propagate_from:3 - vfat /dev/sda1 rw
                """.utf8))
        #expect(table.mounts.map(\.device) == [DeviceNumber(major: 254, minor: 0), DeviceNumber(major: 8, minor: 1)])
        #expect(table.mounts.map(\.place) == [Path("/"), Path("/boot")])
        #expect(table.mounts.map(\.source) == ["/dev/vda", "/dev/sda1"])
    }

    @Test("Blanks in names are written in octal")
    func octal() {
        let table = MountTable(Array(#"1 2 8:1 / /media/a\040b\134c rw - vfat /dev/disk\011x rw"#.utf8))
        #expect(table.mounts.map(\.place) == [Path(#"/media/a b\c"#)])
        #expect(table.mounts.map(\.source) == ["/dev/disk\tx"])
    }

    @Test(
        "A line that is none is passed over",
        arguments: [
            "", " ", "-", "1 2 3", "1 2 8 / /x rw - a b", "1 2 8:x / /x rw - a b", "1 2 -8:1 / /x rw - a b", "1 2 8:1 / /x rw", "1 2 8:1 / /x rw - a",
            "1 2 4294967296:1 / /x rw - a b", "1 2 8:1:1 / /x rw - a b", "1 2 8:1 / x rw - a b",
        ])
    func malformed(line: String) {
        #expect(MountTable(Array(line.utf8)).mounts.isEmpty)
    }

    @Test("An escape that is cut off or beyond a byte does no harm", arguments: [#"\04"#, #"\"#, #"\777"#, #"\08x"#])
    func cutEscapes(name: String) {
        #expect(MountTable(Array("1 2 8:1 / /\(name) rw - a b".utf8)).mounts.count == 1)
    }

    @Test("A file is on the innermost mount that holds it, and on the last of two at one place")
    func holder() {
        let table = MountTable(
            Array(
                """
                1 0 8:1 / / rw - ext4 a rw
                2 1 8:2 / /run rw - ext4 b rw
                3 1 8:3 / /run rw - ext4 c rw
                4 1 8:4 / /runway rw - ext4 d rw
                """.utf8))
        #expect(table.mount(holding: Path("/run/x"))?.source == "c")
        #expect(table.mount(holding: Path("/run"))?.source == "c")
        #expect(table.mount(holding: Path("/runway/x"))?.source == "d")
        #expect(table.mount(holding: Path("/runner"))?.source == "a")
    }

    @Test("Swap is listed after a heading")
    func swaps() {
        let text = "Filename\tType\n/dev/sda2   partition 1 0 -2\n/swap\\040file file 1 0 -3\n"
        #expect(SwapTable.parse(Array(text.utf8)) == [Path("/dev/sda2"), Path("/swap file")])
        #expect(SwapTable.parse([]) == [])
    }
}
