internal import CEncoder

/// The encoder's arithmetic for one set of instructions; see Sources/CEncoder. All sets give the same bits.
@safe struct Kernels: @unchecked Sendable {
    let name: String
    let functions: tuckbox_encoder_kernels

    private init(_ functions: tuckbox_encoder_kernels) {
        unsafe name = String(cString: functions.name)
        unsafe self.functions = functions
    }

    /// All that this processor has: plain C first, the fastest last.
    static let all: [Kernels] = {
        var found: [Kernels] = []
        while let next = unsafe tuckbox_encoder_kernels(found.count) { unsafe found.append(Kernels(next.pointee)) }
        return found
    }()
}
