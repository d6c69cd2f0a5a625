import Testing

@testable import DocumentText

@Suite struct ZipArchiveTests {
    /// One member, stored, by hand: every field can be wrong.
    struct Recipe {
        var name = Array("note.txt".utf8)
        var content = Array("Zoë was absent.\n".utf8)
        var flags = 0
        var method = 0
        var localSignature: [UInt8] = [0x50, 0x4b, 3, 4]
        var centralSignature: [UInt8] = [0x50, 0x4b, 1, 2]
        var packedSize: Int?
        var offset: Int?
        var count = 1
        var directoryOffset: Int?
        var before: [UInt8] = []
        var after: [UInt8] = []
        /// How often the directory names the member.
        var repeats = 1

        var bytes: [UInt8] {
            let size = packedSize ?? content.count
            let local =
                localSignature + little(20, 2) + little(flags, 2) + little(method, 2) + little(0, 8) + little(size, 4) + little(content.count, 4)
                + little(name.count, 2) + little(0, 2) + name + content
            let central =
                centralSignature + little(20, 2) + little(20, 2) + little(flags, 2) + little(method, 2) + little(0, 8) + little(size, 4)
                + little(content.count, 4) + little(name.count, 2) + little(0, 12) + little(offset ?? 0, 4) + name
            let directory = Array(repeatElement(central, count: repeats).joined())
            let end: [UInt8] = [0x50, 0x4b, 5, 6] + little(0, 4) + little(count, 2) + little(count, 2) + little(directory.count, 4)
            return before + local + directory + end + little(directoryOffset ?? local.count, 4) + little(0, 2) + after
        }
    }

    @Test("a stored member is read, named as it is")
    func whole() throws {
        let found = try Collected(Recipe().bytes)
        #expect(found.outcome == .whole && found.parts == ["note.txt"] && found.text == "Zoë was absent.\n")
    }

    @Test("one defect, and it is not whole; what can be read still is")
    func defects() throws {
        let defects: [(String, WritableKeyPath<Recipe, Int?>, Int)] = [
            ("a size beyond the end", \.packedSize, 1 << 30), ("a header beyond the end", \.offset, 1 << 20),
            ("a header within the member", \.offset, 5),
            ("a directory beyond the end", \.directoryOffset, 1 << 30),
        ]
        for (name, field, value) in defects {
            var recipe = Recipe()
            recipe[keyPath: field] = value
            #expect(try Collected(recipe.bytes).outcome == .notFullyExamined(.damaged), Comment(rawValue: name))
        }
        var recipe = Recipe()
        recipe.centralSignature = [0x50, 0x4b, 1, 3]
        let found = try Collected(recipe.bytes)
        #expect(found.outcome == .notFullyExamined(.damaged) && found.text == "Zoë was absent.\n", "by the member's own header")
        recipe = Recipe()
        recipe.count = 2
        #expect(try Collected(recipe.bytes).outcome == .notFullyExamined(.damaged), "a count that is not so")
        recipe = Recipe()
        recipe.localSignature = [0x50, 0x4b, 7, 8]
        recipe.before = [0x50, 0x4b, 3, 4]
        #expect(try Collected(recipe.bytes).outcome == .notFullyExamined(.damaged), "no header where the directory says")
    }

    @Test("members that share their bytes are told of")
    func overlaps() throws {
        var recipe = Recipe()
        (recipe.repeats, recipe.count) = (2, 2)
        #expect(try Collected(recipe.bytes).outcome == .notFullyExamined(.damaged))
    }

    @Test("a way of packing that nobody here knows is told of")
    func method() throws {
        var recipe = Recipe()
        recipe.method = 97
        #expect(try Collected(recipe.bytes).outcome == .notFullyExamined(.unsupportedFormat))
    }

    @Test("an encrypted member is encrypted by zip")
    func encrypted() throws {
        var recipe = Recipe()
        recipe.flags = 1
        #expect(try Collected(recipe.bytes).outcome == .encrypted(by: .zip))
    }

    @Test("a program before it does not hide it, nor a comment after it")
    func surroundings() throws {
        var recipe = Recipe()
        recipe.before = Recipe().bytes
        #expect(try Collected(recipe.bytes).text == "Zoë was absent.\n")
        recipe = Recipe()
        recipe.after = Array("a comment".utf8)
        #expect(try Collected(recipe.bytes).text == "Zoë was absent.\n")
    }

    @Test("members beyond the limit end it")
    func members() throws {
        var limits = ExtractionLimits()
        limits.members = 0
        #expect(try Collected(Recipe().bytes, limits: limits).outcome == .notFullyExamined(.memberLimit))
    }

    @Test("a header is never read past the end, wherever the archive is cut")
    func cuts() throws {
        let bytes = Recipe().bytes
        for size in 0..<bytes.count { #expect(try Collected(Array(bytes[..<size])).outcome != .whole || size < 4, "\(size)") }
    }
}
