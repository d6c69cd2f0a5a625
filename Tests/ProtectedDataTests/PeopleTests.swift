import DocumentText
import Testing

@testable import ProtectedData

/// How many people documents are about, alone and together. Nobody in them exists.
struct PeopleTests {
    private func people(_ pieces: [DocumentPiece]) throws -> People {
        let assessment = try Examining.assess(pieces)
        #expect(assessment.isProtected)
        return assessment.whom
    }

    private func rows(_ table: [[String]], between: String? = nil) -> [DocumentPiece] {
        table.flatMap { row in [.row(row.map { Array($0.utf8) })] + (between.map { [.text(Array($0.utf8))] } ?? []) }
    }

    private let register = [
        ["Surname", "Forename", "Reg", "SEN Status", "Need"], ["Ahmed", "Yusuf", "7B", "K", "SLCN"], ["Byrne", "Niamh", "7B", "E", "ASD"],
        ["Kowalska", "Zofia", "7C", "K", "MLD"], ["Li", "Mei", "7C", "K", "SEMH"],
    ]

    @Test func `a child in two lists is one, whichever way round its name stands`() throws {
        var both = try people(rows(register))
        let marks = try people(
            rows([
                ["Pupil name", "Class", "Reading", "Maths"], ["Yusuf Ahmed", "7B", "EXS", "WTS"], ["Niamh Byrne", "7B", "GDS", "EXS"],
                ["KOWALSKA, Zofia", "7C", "EXS", "EXS"], ["Amelia Novak", "7C", "WTS", "EXS"],
            ]))
        #expect(both.count == 4 && marks.count == 4)
        both.formUnion(marks)
        #expect(both.count == 5)
    }

    @Test func `a first name in a note is that of the child in the list`() throws {
        var both = try people(rows(register))
        let note = try people([
            .text(Array("Spoke to mum about Niamh. She has been very tearful since dad moved out. Logged on CPOMS and passed to our DSL.\n".utf8))
        ])
        #expect(note.count == 1)
        both.formUnion(note)
        #expect(both.count == 4)
    }

    @Test func `the same file twice adds nobody, and one of somebody else does`() throws {
        var all = People()
        for _ in 0..<3 { all.formUnion(try people(rows(register))) }
        #expect(all.count == 4)
        all.formUnion(
            try people([
                .text(Array("Review meeting for Kacper Nowak, 5B. Kacper has an EHCP for autism and needs a quiet space after lunch.\n".utf8))
            ]))
        #expect(all.count == 5)
    }

    @Test func `white space between rows does not end a table`() throws {
        #expect(try people(rows(register, between: " \n ")).count == 4)
    }

    @Test func `records with a header each are counted by their names`() throws {
        let records = register.dropFirst().flatMap {
            [["UPN", "FormerUPN", "Surname", "Forename", "SENprovision"], ["A", "B", $0[0], $0[1], $0[3]]]
        }
        #expect(try people(rows(records)).count == 4)
    }

    @Test func `a plan of seats has a child in each cell`() throws {
        let plan = [
            ["Year 7 seating plan, SEN and behaviour notes"], ["Yusuf Ahmed", "Niamh Byrne", "Zofia Kowalska"],
            ["Mei Li", "Amelia Novak", "Kacper Nowak"],
            ["Holly Walker", "Tom Hughes", "Khalid Evans"],
        ]
        #expect(try people(rows(plan)).count == 9)
    }

    @Test func `those without a name are added up, and nobody is above a limit`() {
        var all = People()
        var one = People([NamedPerson(first: 1, last: 2)])
        one.fill(to: 12)
        for _ in 0..<2 { all.formUnion(one) }
        #expect(one.count == 12 && all.count == 23)
        all = People((0..<UInt64(People.limit) + 5).map { NamedPerson(first: $0, last: $0 + 1) })
        #expect(all.count == People.limit)
    }
}
