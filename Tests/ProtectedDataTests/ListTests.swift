import DocumentText
import Testing

@testable import ProtectedData

/// Lists of people that stand within a page about something else. Nobody in them exists.
struct ListTests {
    /// A page about nobody, as papers of a school have before a list.
    private static let page = """
        Provision in the autumn term

        This paper sets out how the school will organise provision after the move to the new building. The governing body reviews it each year. All staff
        must read it before the inset day and should ask their line manager if anything is unclear. Rooms are listed in appendix 2.

        The library will be used for meetings on Mondays and Fridays. Staff should book rooms at the office. The caretaker will open the hall at eight.
        Furniture that is not needed should be labelled and left in the corridor for collection. Budgets for each subject are published in September.

        Schools should make sure that support is planned, delivered and reviewed in line with the code of practice. Guidance for parents is available
        from the website. The policy on complaints explains what to do if a decision is not accepted. The percentage of pupils with support was
        13.4 per cent, compared with the national average of 14.1 per cent; the gap has narrowed in line with the forecast.

        Responsible for this document: the deputy head. Next review: in a year. Approved by the committee.


        """

    private static let table = [
        ["Surname", "Forename", "Reg", "SEN Status", "Need"], ["Ahmed", "Yusuf", "7B", "K", "SLCN"], ["Byrne", "Niamh", "7B", "E", "ASD"],
        ["Kowalska", "Zofia", "7C", "K", "MLD"], ["Li", "Mei", "7C", "K", "SEMH"], ["Okafor", "Chidi", "7C", "K", "HI"],
    ]

    private func text(_ text: String) -> DocumentPiece { .text(Array(text.utf8)) }

    @Test("A list of pupils without identifiers is found behind a page about something else", arguments: [",", "\t", " | ", ";", "    "])
    func list(_ separator: String) throws {
        let lines = Self.table.map { $0.joined(separator: separator) }.joined(separator: "\n") + "\n"
        let assessment = try Examining.assess([text(Self.page + lines)])
        #expect(assessment.isProtected, "\(assessment.score) \(assessment.parts.prefix(12))")
        #expect(assessment.people == 5)
        #expect(assessment.categories.contains(.sen))
    }

    @Test("So is a table of a document, wherever it stands")
    func rows() throws {
        let rows = Self.table.map { DocumentPiece.row($0.map { Array($0.utf8) }) }
        for pieces in [[text(Self.page)] + rows, rows + [text(Self.page)], [text(Self.page)] + rows + [text(Self.page)]] {
            let assessment = try Examining.assess(pieces)
            #expect(assessment.isProtected, "\(assessment.score) \(assessment.parts.prefix(12))")
            #expect(assessment.people == 5)
        }
    }

    @Test(
        "A page with a list that is about nobody in our care is not protected",
        arguments: [
            "",
            "ISBN,Title,Author,Price,Qty\n9780140328721,The Wind Farm,Sarah Jones,6.99,30\n9780140328722,Rivers,Ali Khan,7.99,15\n9780140328723,Atoms,Mary Walsh,5.49,2\n",
            "Room,Subject,Period,Teacher\nA1,Maths,1,Mr Jones\nA2,Science,1,Mrs Khan\nA3,Art,2,Ms Walsh\nA4,Music,2,Mr Li\n",
            "Year group,Number of pupils,Attendance,National average\n7,181,94.1,93.8\n8,176,93.0,93.1\n9,179,92.8,92.7\n",
        ])
    func harmless(_ list: String) throws {
        let assessment = try Examining.assess([text(Self.page + list)])
        #expect(!assessment.isProtected, "\(assessment.score) \(assessment.parts.prefix(12))")
    }
}
