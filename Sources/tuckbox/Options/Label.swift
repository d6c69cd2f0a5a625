import ArgumentParser
import Policy
import SystemFiles
import VaultFiles

/// Which label new vaults get, and what it demands of who wraps.
struct LabelRules {
    let policy: PolicyInForce
    /// What `--label` says.
    let asked: String?
    let hasKeyFile: Bool

    /// The label of a vault of `tree`, or of standard input. What vaults in the tree claim counts: it can only raise the label.
    func decide(_ tree: SourceTree?) throws -> LabelDecision {
        let inside = try tree.map(EnclosedVaults.init(in:))
        for path in inside?.unreadable ?? [] { Console.warn("the label of \(quoted(path)) cannot be read, so it does not count") }
        let decision = try decide(inside?.labels ?? [])
        if !hasKeyFile, policy.rules.demandsTwoFactors(decision.label) {
            throw Failure(
                .refusedByPolicy, message: "\(policy.name) demands two factors for \(decision.label): a key file beside the passphrase",
                hint: "make one with 'tuckbox key generate --second-factor -o NAME.key', then add --key-file NAME.key")
        }
        return decision
    }

    private func decide(_ inside: [String]) throws -> LabelDecision {
        do throws(LabelDecision.Refusal) {
            return try policy.rules.decideLabel(
                asked: asked, inside: inside,
                mayLower: policy.rules.mayLowerLabel.contains(user: CurrentUser.name, groups: CurrentUser.groups))
        } catch {
            switch error {
            case .unknown: throw ValidationError("--label takes one of \(policy.rules.scheme.names.joined(separator: ", "))")
            case .lowered(let asked, let inside):
                let who = policy.rules.mayLowerLabel.isNobody ? "lets nobody lower" : "says who may lower"
                throw Failure(
                    .refusedByPolicy, message: "\(asked) is lower than \(inside), the label of a vault among the inputs",
                    hint: "leave out --label; \(policy.name) \(who) a label")
            }
        }
    }
}
