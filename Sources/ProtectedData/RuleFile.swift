internal import YAMLText

/// A file of rules as a tree of texts with line numbers.
struct RuleFile {
    indirect enum Node {
        case text(String, line: Int)
        case list([Node], line: Int)
        case keys([(key: String, line: Int, value: Node)], line: Int)

        var line: Int {
            switch self {
            case .text(_, let line), .list(_, let line), .keys(_, let line): line
            }
        }
    }

    static let maximumSize = 4 << 20

    let name: String
    let root: Node

    init(name: String, bytes: [UInt8]) throws(RuleProblem) {
        self.name = name
        do {
            root =
                try YAMLDocument.root(of: bytes, maximumSize: Self.maximumSize).map { (root) throws(RuleProblem) in try Self.node(root, name) }
                ?? .keys([], line: 1)
        } catch let problem as InvalidYAML {
            throw RuleProblem(name, problem.position.line, problem.message)
        } catch let problem as RuleProblem {
            throw problem
        } catch {
            throw RuleProblem(name, 1, "this cannot be read")
        }
    }

    private static func node(_ node: YAMLNode, _ name: String) throws(RuleProblem) -> Node {
        let line = node.position.line
        guard !node.hasTag else { throw RuleProblem(name, line, "anchors and tags are not used in rules") }
        switch node.content {
        case .scalar(let text): return .text(text, line: line)
        case .sequence(let items):
            var list: [Node] = []
            for item in items { list.append(try self.node(item, name)) }
            return .list(list, line: line)
        case .mapping(let pairs):
            var keys: [(key: String, line: Int, value: Node)] = []
            var seen: Set<String> = []
            for (key, value) in pairs {
                guard let word = key.text else { throw RuleProblem(name, key.position.line, "a key has to be a single word") }
                guard seen.insert(word).inserted else { throw RuleProblem(name, key.position.line, "'\(word)' stands here more than once") }
                keys.append((word, key.position.line, try self.node(value, name)))
            }
            return .keys(keys, line: line)
        }
    }
}
