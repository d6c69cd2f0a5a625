import DocumentText
import Testing

@testable import ProtectedData

/// Tables as schools lay them out. Nobody in them exists.
struct TableTests {
    private static let people = [
        "Yusuf Ahmed", "Niamh Byrne", "Zofia Kowalska", "Oliver Hartley", "Amelia Novak", "Chidi Okafor", "Carys Evans", "Aisha Khan", "Jack Walsh",
        "Emily Carter",
    ]
    private static let diets = ["nuts", "halal", "vegetarian", "milk", "egg", "none", "coeliac", "halal", "sesame", "vegan"]

    /// The list with more columns than names.
    private func list(_ header: [String], _ columns: (Int) -> [String]) -> [[String]] {
        [header] + Self.people.enumerated().map { [$1] + columns($0) }
    }

    private func assess(_ table: [[String]]) throws -> Assessment { try Examining.assess(table.map { .row($0.map { Array($0.utf8) }) }) }

    private func expectAll(_ table: [[String]]) throws {
        let assessment = try assess(table)
        #expect(assessment.isProtected, "\(assessment.score) \(assessment.parts.prefix(8))")
        #expect(assessment.people == Self.people.count)
    }

    @Test("Names with their class above them are found", arguments: ["Year 4", "Class 3", "4 Oak", "Register", "Notes"])
    func classAbove(_ header: String) throws {
        try expectAll(list([header, "Allergies", "Diet"]) { [Self.diets[$0], "Packed lunch"] })
    }

    @Test("A class in each row is no person")
    func classes() throws {
        let table = [["Class", "Absences", "Attendance %"]] + ["Oak", "Ash", "Elm", "Willow", "Hazel", "Rowan"].map { [$0, "12", "95.1"] }
        let assessment = try assess(table)
        #expect(!assessment.isProtected && assessment.people == 0, "\(assessment.score) \(assessment.parts.prefix(8))")
    }

    @Test(
        "What a report says of itself above the list is not the list's header",
        arguments: [
            [["Group:", "Year 4", ""]],
            [
                ["Report", "Attendance", ""], ["Period", "Autumn", ""], ["School", "Northfield", ""], ["Group", "Year 4", ""], ["Total", "10", ""],
            ],
            [["Mark", "Grade", ""], ["80", "A", ""], ["60", "B", ""], ["40", "C", ""]],
        ])
    func above(_ facts: [[String]]) throws {
        try expectAll(facts + list(["Name", "Class", "Attendance %"]) { ["4B", "\(80 + $0)"] })
    }

    @Test("A list of people below another table is found")
    func below() throws {
        let goods = [["Item", "Qty", "Price"]] + (0..<20).map { ["Glue sticks \($0)", "\($0)", "3.50"] }
        try expectAll(goods + list(["Name", "Class", "SEN Status"]) { ["4B", $0 % 2 == 0 ? "K" : "E"] })
    }

    @Test("A header that comes again on each page ends nothing")
    func again() throws {
        let rows = list(["Name", "Class", "SEN Status"]) { ["4B", $0 % 2 == 0 ? "K" : "E"] }
        try expectAll(rows[...5] + [rows[0]] + rows[6...])
    }

    @Test(
        "A register with days above its columns is found",
        arguments: [["01/09/25", "02/09/25", "03/09/25", "04/09/25"], ["Mon", "Tue", "Wed", "Thu"], ["Week 1", "Week 2", "Week 3", "Week 4"]])
    func register(_ days: [String]) throws {
        let table = list(["Name"] + days) { [$0 % 3 == 0 ? "N" : "/", "\\", $0 % 4 == 0 ? "I" : "/", "\\"] }
        #expect(try assess(table).people == Self.people.count)
    }

    @Test(
        "Keys that are written in one word are headers",
        arguments: [["StudentName", "YearGroup", "SenStatus"], ["studentName", "yearGroup", "senStatus"]])
    func joined(_ header: [String]) throws {
        try expectAll(list(header) { ["4", $0 % 2 == 0 ? "K" : "E"] })
    }
}
