import DocumentText
import Testing

@testable import ProtectedData

/// Whole documents of our own: what must be found, and what must not. Nobody in them exists.
struct DocumentTests {
    private func rows(_ table: [[String]]) -> [DocumentPiece] { table.map { .row($0.map { Array($0.utf8) }) } }

    @Test(
        "Prose about a child or colleague is protected",
        arguments: [
            "Spoke to mum on the phone about Zainab (Y4). She has been very tearful since dad moved out and told me she is not sleeping. Logged on CPOMS and passed to our DSL.",
            "Jaydon was sent out of maths again for swearing at the TA and throwing a chair. Detention on Thursday, and his head of year rang home.",
            "Review meeting for Kacper Nowak, 5B. Kacper has an EHCP for autism and needs a quiet space after lunch. He is making good progress in reading but struggles with transitions.",
            "Dear Mrs Okafor, as you know Chidi had an asthma attack in PE yesterday. He was given his inhaler twice and an ambulance was called.",
        ])
    func prose(_ text: String) throws {
        let assessment = try Examining.assess([.text(Array((text + "\n").utf8))])
        #expect(assessment.isProtected, "\(assessment.score) \(assessment.parts.prefix(6))")
        #expect(assessment.people >= 1)
        #expect(assessment.label != nil)
        #expect(!assessment.categories.isEmpty)
    }

    @Test(
        "What is about nobody, or nobody real, is not protected",
        arguments: [
            "This policy sets out how the school will support pupils with medical conditions. All staff must ensure that inhalers are accessible. Parents should inform the school of any change. The governing body will review this policy annually.",
            "Item, quantity, price. A4 paper, 20 reams, £61.00. Delivery is free for orders above £50. Payment within 30 days of invoice.",
            "In 2019 the average attendance of pupils in the borough was 95.1 per cent, compared with the national average of 95.3 per cent. The proportion of pupils with an EHC plan rose to 3.1 per cent.",
            "Child A was referred by the school. In this training scenario, consider what you would do. Names have been changed.",
        ])
    func harmless(_ text: String) throws {
        let assessment = try Examining.assess([.text(Array((text + "\n").utf8))])
        #expect(!assessment.isProtected, "\(assessment.score) \(assessment.parts.prefix(6))")
        #expect(assessment.people == 0)
        #expect(assessment.label == nil)
    }

    @Test("A register of special needs without any identifier is protected, with its people counted")
    func register() throws {
        let assessment = try Examining.assess(
            rows([
                ["Surname", "Forename", "Reg", "SEN Status", "Need"], ["Ahmed", "Yusuf", "7B", "K", "SLCN"], ["Byrne", "Niamh", "7B", "E", "ASD"],
                ["Kowalska", "Zofia", "7C", "K", "MLD"], ["Li", "Mei", "7C", "K", "SEMH"],
            ]))
        #expect(assessment.isProtected)
        #expect(assessment.people == 4)
        #expect(assessment.categories.contains(.sen))
        #expect(assessment.label == "RESTRICTED")
    }

    @Test("A table of goods is not protected, though it has authors in it")
    func goods() throws {
        let assessment = try Examining.assess(
            rows([
                ["ISBN", "Title", "Author", "Price", "Qty"], ["9780140328721", "The Wind Farm", "Sarah Jones", "6.99", "30"],
                ["9780140328722", "Rivers", "Ali Khan", "7.99", "15"], ["9780140328723", "Atoms", "Mary Walsh", "5.49", "2"],
            ]))
        #expect(!assessment.isProtected, "\(assessment.score) \(assessment.parts.prefix(6))")
    }

    @Test("Ten-digit numbers of a price list are no NHS numbers, though one in eleven passes the check")
    func chance() throws {
        var pieces: [DocumentPiece] = [.row([Array("Part number".utf8), Array("Price".utf8)])]
        for number in 0..<200 { pieces.append(.row([Array(String(4_000_000_000 + number * 7_919).utf8), Array("3.50".utf8)])) }
        let assessment = try Examining.assess(pieces)
        #expect(assessment.certain == 0)
        #expect(!assessment.isProtected)
    }

    @Test("A Common Transfer File is protected, by content and by name")
    func transferFile() throws {
        let text = "<?xml version=\"1.0\"?><CTfile><Header/><CTFpupilData><Pupil><UPN>L301403809176</UPN></Pupil></CTFpupilData></CTfile>"
        let assessment = try Examining.assess([.text(Array(text.utf8))])
        #expect(assessment.isProtected)
        #expect(assessment.findings.contains { $0.rule == "ctf" })
    }

    @Test("The parts of a score add up to it")
    func parts() throws {
        let assessment = try Examining.assess([.text(Array("Spoke to Mia Patel's mum. DOB: 12/03/2012. UPN L301403809176.\n".utf8))])
        #expect((assessment.parts.reduce(0) { $0 + $1.weight } - assessment.score).magnitude < 1e-9)
    }

    @Test("No name leaves an examination that keeps no evidence")
    func discreet() throws {
        let assessment = try Examining.assess([.text(Array("Zebedee Quarrington hit another child and his mum was told. He was excluded.\n".utf8))])
        #expect(!"\(assessment)".contains("Zebedee") && !"\(assessment)".contains("Quarrington"))
        #expect(assessment.evidence.isEmpty)
    }

    @Test("Pieces with nothing, zeros, broken UTF-8 and long words are taken without a trap")
    func hostile() throws {
        let long = [UInt8](repeating: 0x41, count: 1 << 18)
        _ = try Examining.assess([
            .part(name: []), .text([]), .text([0]), .text([0xff, 0xc3]), .text([0xe2, 0x80]), .row([]), .row([[], [0xff]]), .text(long),
            .property(name: "", value: []), .row([[UInt8]](repeating: [0x41, 0xc3], count: 1024)), .text([0x3a]),
            .text([0x0a, 0x09, 0x7c, 0x20, 0x20]),
        ])
    }

    @Test("Letters that lie by chance among a compressed file's bytes are no wording about a person")
    func chanceLetters() throws {
        // The runs of letters of an object that git wrote.
        let runs = ["B»Wm bVÑûUÿj 3Ìå", "O´", "ANd3:@", "ghJAR>Dæ", "ÒQg|´>ïØµ~=", "-íAÖ¬îÇ,¤"]
        let assessment = try Examining.assess(runs.map { .text(Array(($0 + "\n").utf8)) })
        #expect(!assessment.isProtected, "\(assessment.parts)")
        #expect(assessment.features[Feature.index["wording-towards"] ?? 0] == 0)
    }

    @Test("What a page is full of does not hide what stands at its end")
    func crowded() throws {
        let boxes = [UInt8](repeating: 0, count: 80_000).flatMap { _ in Array("\u{2610}".utf8) }
        let assessment = try Examining.assess([.text(boxes + Array("\nUPN L301403809176\n".utf8))])
        #expect(assessment.findings.contains { $0.rule == "upn" })
    }
}
