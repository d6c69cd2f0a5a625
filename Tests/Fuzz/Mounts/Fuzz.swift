import FuzzSupport
import SystemFiles

@testable import DeviceWatch

/// The kernel's tables of mounts and swap: people's names for folders are in them.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    let table = MountTable(bytes)
    require(table.mounts.count <= bytes.count(where: { $0 == 0x0a }) + 1, "a line is one mount at most")
    for mount in table.mounts.prefix(16) {
        let holder = table.mount(holding: mount.place)
        require(holder?.place == mount.place, "what is mounted somewhere holds what is there")
    }
    _ = SwapTable.parse(bytes)
    return 0
}
