/// Why a file of weights cannot be used.
struct NetworkProblem: Error, Equatable {
    /// For people: `network.bin cannot be used: it is cut short`.
    let message: String

    init(_ what: String) { message = "network.bin cannot be used: \(what)" }
}
