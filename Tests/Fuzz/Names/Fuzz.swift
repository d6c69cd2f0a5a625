import FuzzSupport
import SystemFiles

@testable import VaultFiles

/// Names and links: how they are shown, taken apart, put in order, and whether they stay inside.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    var input = unsafe Input(start, count)
    switch input.byte() % 3 {
    case 0:
        let length = Int(input.number(UInt16.self))
        let (a, b) = (input.bytes(length), input.remainder())
        checkDisplay(a)
        checkPath(a, b)
        checkRules(a, b)
    case 1: checkLinks(&input)
    default: checkTree(input.members())
    }
    return 0
}

private func checkDisplay(_ bytes: [UInt8]) {
    let shown = escapedForDisplay(bytes)
    require(shown.unicodeScalars.allSatisfy { $0.properties.generalCategory != .format && !$0.properties.isBidiControl }, "nothing turns text around")
    require(shown.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f }, "no control character is shown")
    require(unescaped(shown) == bytes, "what is shown says what it stands for")
}

/// What `escapedForDisplay` was given.
private func unescaped(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
        guard scalar == "\\" else {
            bytes += String(scalar).utf8
            continue
        }
        switch rest.popFirst() {
        case "\\": bytes.append(0x5c)
        case "x":
            guard let byte = UInt8(String(String.UnicodeScalarView(rest.prefix(2))), radix: 16) else { return nil }
            bytes.append(byte)
            rest = rest.dropFirst(2)
        case "u":
            let digits = rest.dropFirst().prefix { $0 != "}" }
            guard let value = UInt32(String(String.UnicodeScalarView(digits)), radix: 16), let scalar = Unicode.Scalar(value) else { return nil }
            bytes += String(scalar).utf8
            rest = rest.dropFirst(digits.count + 2)
        default: return nil
        }
    }
    return bytes
}

private func checkPath(_ a: [UInt8], _ b: [UInt8]) {
    let path = Path(bytes: a)
    let short = path.withoutTrailingSlashes
    require(!short.hasTrailingSlash || short.bytes == [0x2f], "slashes at the end go")
    require(short.withoutTrailingSlashes == short && short.parent == path.parent && short.lastComponent == path.lastComponent, "and mean nothing")
    require(!path.lastComponent.contains(0x2f), "a component has no slash")
    let components = a.split(separator: 0x2f).map(Array.init)
    require(path.lastComponent == components.last ?? [], "the last component is the last")
    let above = path.parent.bytes.split(separator: 0x2f).map(Array.init)
    require(above == components.dropLast() || components.count <= 1 && path.parent == .current, "the rest is the parent")
    if !b.isEmpty, !b.contains(0x2f) {
        let child = path.appending(b)
        require(child.lastComponent == b, "what is added is last")
        let above = child.parent.bytes.split(separator: 0x2f).map(Array.init)
        require(a.isEmpty || above == (path == .current ? [[0x2e]] : components), "what it is added to is before it")
    }
}

private func checkRules(_ a: [UInt8], _ b: [UInt8]) {
    let isPath =
        (1...4095).contains(a.count) && !a.contains(0)
        && components(a).allSatisfy { (1...255).contains($0.utf8.count) && $0 != "." && $0 != ".." }
    require(MemberRules.isPath(a) == isPath, "a path is one or is not")
    require(!(MemberRules.precedes(a, b) && MemberRules.precedes(b, a)) && !MemberRules.precedes(a, a), "two paths have one order")
    if !a.contains(0), !b.contains(0) {
        let (x, y) = (a.map { $0 == 0x2f ? 0 : $0 }, b.map { $0 == 0x2f ? 0 : $0 })
        require(MemberRules.precedes(a, b) == x.lexicographicallyPrecedes(y), "the order is that of the bytes")
    }
    require(a.isEmpty || b.isEmpty || MemberRules.staysInside(target: b, of: a) == isTarget(b, of: a), "a target is one or is not")
}

/// Section 5.1 of the format, sentence by sentence.
private func isTarget(_ target: [UInt8], of path: [UInt8]) -> Bool {
    guard (1...4095).contains(target.count), !target.contains(0) else { return false }
    let components = components(target)
    let depth = path.count { $0 == 0x2f } + 1
    guard depth >= 2 else { return false }
    if components == ["."] { return true }
    let down = components.drop { $0 == ".." }
    return components.count - down.count <= depth - 2 && down.allSatisfy { $0 != "" && $0 != "." && $0 != ".." }
}

/// The components as text, an x for each byte that is not ASCII.
private func components(_ path: [UInt8]) -> [Substring] {
    String(decoding: path.map { $0 < 0x80 ? $0 : 0x78 }, as: UTF8.self).split(separator: "/", omittingEmptySubsequences: false)
}

/// A file system of folders and links: follows every link that was accepted, through all others, and sees where it leads.
private func checkLinks(_ input: inout Input) {
    var links: [[String]: [String]] = [:]
    for _ in 0..<8 where !input.isEmpty {
        let path = (0...Int(input.byte() % 4)).map { _ in ["a", "b", "c"][Int(input.byte() % 3)] }
        let target = (0...Int(input.byte() % 6)).map { _ in ["a", "b", "c", "..", "..", "..", ".", ""][Int(input.byte() % 8)] }
        let accepted = MemberRules.staysInside(target: Array(target.joined(separator: "/").utf8), of: Array(path.joined(separator: "/").utf8))
        // What a link is called is no folder of another.
        if accepted, !links.keys.contains(where: { $0.starts(with: path) || path.starts(with: $0) }) { links[path] = target }
    }
    for path in links.keys { require(leads(to: path, links).allSatisfy { $0.first == path[0] }, "a link stays in the folder it was stored in") }
}

/// The places that the kernel passes through on its way to `path`; names that are not there count as folders.
private func leads(to path: [String], _ links: [[String]: [String]]) -> [[String]] {
    var place: [String] = []
    var rest = path[...]
    var passed: [[String]] = []
    var followed = 0
    while let component = rest.popFirst(), followed <= 40 {
        switch component {
        case "", ".": continue
        case "..": _ = place.popLast()
        default:
            if let target = links[place + [component]] {
                rest = target[...] + rest
                followed += 1
                continue
            }
            place.append(component)
        }
        passed.append(place)
    }
    return passed
}

/// Records that are accepted together: each name once, each in a folder, nothing beneath a link.
private func checkTree(_ members: [Member]) {
    var rules = MemberRules()
    var kinds: [[UInt8]: Member.Kind] = [:]
    for member in members {
        guard rules.accept(member) else { return }
        require(kinds[member.path] == nil || member.part > 1, "a name comes once")
        let parent = member.path.lastIndex(of: 0x2f).map { Array(member.path[..<$0]) }
        require(parent == nil || parent.map { kinds[$0] } == .folder, "a name is in a folder")
        kinds[member.path] = member.kind
    }
}
