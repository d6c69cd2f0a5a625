import Testing

@testable import DocumentText

@Suite struct TextFormatTests {
    @Test("a property is told, a table comes in rows, and a picture's bytes are passed over in RTF")
    func rtf() throws {
        let found = try Collected(
            "{\\rtf1{\\info{\\title T\\'e9t}}Zo\\u235?{\\pict abcdef}{\\*\\unknown x}\\par{\\bin3 {{{}b\\par\\trowd\\intbl c\\cell d\\cell\\row\\pard e}"
        )
        #expect(found.properties["title"] == "Tét" && found.text == "Zoë\nb\ne\n" && found.rows == [["c", "d"]])
        #expect(found.outcome == .whole)
    }

    @Test(
        "RTF that ends anywhere is read as far as it goes",
        arguments: ["{\\rtf1 a\\", "{\\rtf1 a\\'", "{\\rtf1 a\\'4", "{\\rtf1 a\\u", "{\\rtf1 a}}}}", "{\\rtf1 a\\bin99999999999 x"])
    func cutRTF(_ text: String) throws { #expect(try Collected(text).text.hasPrefix("a")) }

    @Test("surrogates of RTF make one character, and a lone one none")
    func surrogates() throws {
        #expect(try Collected("{\\rtf1 \\u-10179?\\u-8704?}").text == "\u{1f600}\n")
        #expect(try Collected("{\\rtf1 \\u-8704?}").text == "\u{fffd}\n")
    }

    private static let head = "From: a@b\r\nTo: c@d\r\nMIME-Version: 1.0\r\n"

    @Test("encoded words become what they say, and what is none stays")
    func encodedWords() throws {
        let cases = [
            ("=?utf-8?Q?Zo=C3=AB_O?=", "Zoë O"), ("=?ISO-8859-1?B?Wm/r?=", "Zoë"), ("=?utf-8?Q?a?= =?utf-8?Q?b?=", "ab"), ("=?utf-8?Q?a?= b", "a b"),
            ("=?utf-8?X", "=?utf-8?X"), ("=?", "=?"), ("a =?= b", "a =?= b"),
        ]
        for (written, read) in cases {
            #expect(try Collected(Self.head + "Subject: \(written)\r\n\r\nx").properties["subject"] == read, Comment(rawValue: written))
        }
    }

    @Test("the parts of a message come one after the other, attachments by name")
    func multipart() throws {
        let found = try Collected(
            Self.head
                + "Content-Type: multipart/mixed; boundary=\"=b\"\r\n\r\nold programs\r\n--=b\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"
                + "Content-Transfer-Encoding: quoted-printable\r\n\r\nZo=EB was =\r\nlate.\r\n--=b\r\nContent-Disposition: attachment; filename*=utf-8''Zo%C3%AB.txt\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\nWm\r\n/Dqw==\r\n--=b--\r\nend")
        #expect(found.text == "Zoë was late.\nZoë")
        #expect(found.parts == ["Zoë.txt"] && found.outcome == .whole)
    }

    @Test("a boundary that never comes, comes too often, or is the outer one, ends a part")
    func boundaries() throws {
        let inner = "Content-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\n\r\nin\r\n"
        for end in ["", "--i--\r\n", "--o--\r\n", "--i--\r\n--o\r\n\r\nout\r\n--o--\r\n", "--o\r\n\r\nout\r\n"] {
            let found = try Collected(Self.head + "Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n" + inner + end)
            #expect(found.text == (end.contains("out") ? "in\nout\n" : "in\n"), Comment(rawValue: end))
        }
    }

    @Test("objects of JSON are rows under the names of their members")
    func json() throws {
        let found = try Collected("[{\"a\": \"Zo\\u00eb\", \"b\": 1}, {\"a\": \"x\", \"b\": null, \"c\": {\"d\": true}}]")
        #expect(found.rows == [["a", "b"], ["Zoë", "1"], ["a", "b", "d"], ["x", "null", "true"]])
        #expect(found.outcome == .whole)
    }

    @Test("JSON that is none, or not all there, is noted", arguments: ["{\"a\": 1", "[1, 2]]", "{\"a\": \"x", "{\"a\":1}}"])
    func brokenJSON(_ text: String) throws { #expect(try Collected(text).outcome == .notFullyExamined(.damaged)) }

    @Test("what a record has in objects of its own belongs to its row, lists in it do not")
    func nestedRecords() throws {
        let pupil = { (name: String, day: Int) in
            """
            {"id": \(day), "surname": "\(name)", "date_of_birth": {"date": "2015-03-0\(day)", "zone": "x"}, "education": {"data": {"upn": "A\(day)"}},
             "contacts": {"data": [{"phone": "1\(day)"}, {"phone": "2\(day)"}]}}
            """
        }
        let found = try Collected("{\"data\": [\(pupil("Okoye", 1)), \(pupil("Zoë", 2))], \"meta\": {\"more\": {\"is\": \"no\"}}}")
        let header = ["id", "surname", "date_of_birth", "zone", "upn"]
        #expect(
            found.rows == [
                ["phone"], ["11"], ["21"], header, ["1", "Okoye", "2015-03-01", "x", "A1"],
                ["phone"], ["12"], ["22"], header, ["2", "Zoë", "2015-03-02", "x", "A2"], ["is"], ["no"],
            ])
    }

    @Test("records under keys within a list are rows of their own")
    func keyedRecords() throws {
        let people = ["Okoye", "Zoë", "Ann"].map { "\"\($0.count)\($0)\": {\"surname\": \"\($0)\", \"sen\": \"K\"}" }
        let rows = try Collected("[{\"class\": \"4B\", \"pupils\": {\(people.joined(separator: ", "))}}]").rows
        #expect(rows == [["surname", "sen"], ["Zoë", "K"], ["Ann", "K"], ["class", "surname", "sen"], ["4B", "Okoye", "K"]])
    }

    @Test(
        "what only begins like JSON is text",
        arguments: ["[12/03/2026, 10:15] Zoë: hi", "[[Page]] text", "[1] A source", "{a: b}", "[sic]", "{}{}{}{}{}"])
    func noJSON(_ text: String) throws {
        let found = try Collected(text)
        #expect(found.text == text && found.outcome == .whole)
    }

    @Test("an encrypted message is told of, its header read")
    func smime() throws {
        let found = try Collected(
            Self.head
                + "Subject: Zoë\r\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\r\nContent-Transfer-Encoding: base64\r\n\r\nMIAG\r\n"
        )
        #expect(found.outcome == .notFullyExamined(.encryptedPart) && found.properties["subject"] == "Zoë")
    }

    @Test("an element with text only is a cell of the one around it")
    func records() throws {
        let found = try Collected("<?xml version=\"1.0\"?><x><p id=\"1\"><a>Zoë</a><b/></p><p id=\"2\"><a>Ann</a><b>c</b></p>loose</x>")
        #expect(found.rows == [["id", "a"], ["1", "Zoë"], ["id", "a", "b"], ["2", "Ann", "c"]])
        #expect(found.text == "loose\n")
    }

    @Test("days of a sheet are dates, in both calendars, and the leap day that never was is passed over")
    func days() {
        let text = { (serial: Double, from1904: Bool) in
            CalendarDay.text(serial: serial, from1904).map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(text(41762, false) == "2014-05-03" && text(41762.75, false) == "2014-05-03 18:00" && text(40300, true) == "2014-05-03")
        #expect(
            text(1, false) == "1900-01-01" && text(61, false) == "1900-03-01" && text(-1, false) == nil && text(.infinity, false) == nil
                && text(.nan, false) == nil)
        #expect(text(2_958_465, false) == "9999-12-31")
    }

    @Test("what a picture says under no name is told all the same")
    func namelessProperty() throws {
        let text = [0] + Array("records".utf8)
        let chunk = big(text.count, 4) + Array("tEXt".utf8) + text + [0, 0, 0, 0]
        let found = try Collected([0x89] + Array("PNG\r\n\u{1a}\n".utf8) + big(13, 4) + Array("IHDR".utf8) + Array(repeating: 1, count: 17) + chunk)
        #expect(found.properties == ["unnamed": "records"])
    }
}
