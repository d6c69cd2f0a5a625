internal import CFuse
internal import Glibc

/// A node as the kernel sees it.
struct Shown {
    let node: UInt64
    var attributes: stat
    /// Whether that stays so until somebody changes it through the kernel.
    let isSettled: Bool

    var entry: tuckbox_fuse_entry { tuckbox_fuse_entry(node: node, attributes: attributes, is_settled: isSettled ? 1 : 0) }
}
