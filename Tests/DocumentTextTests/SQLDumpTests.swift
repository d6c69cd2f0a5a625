import Testing

@testable import DocumentText

@Suite("Dumps of databases")
struct SQLDumpTests {
    @Test("statements that insert become rows; quotation marks and commas within strings do not")
    func sql() throws {
        let found = try Collected(
            "CREATE TABLE t (a, b);\nINSERT INTO t (a, `b`) VALUES ('O''Neil, \\'x\\'', 2), (NULL,'; (');\n-- INSERT INTO x VALUES (1)\nSELECT 1;")
        #expect(found.rows == [["a", "b"], ["O'Neil, 'x'", "2"], ["", "; ("]])
        #expect(found.text.contains("SELECT 1;") && found.text.contains("INSERT INTO x VALUES (1)"))
    }

    @Test(
        "of statements for a row each the columns are told once, whatever database wrote them",
        arguments: [
            "INSERT INTO t (a, b) VALUES (1, 'x');\nINSERT INTO t (a, b) VALUES (2, 'y');\n",
            "CREATE TABLE `s`.`t` (\n `a` int(11) NOT NULL DEFAULT '0', -- the first, of all\n b varchar(50) COMMENT 'c, (d',\n PRIMARY KEY (`a`)\n) ENGINE=x;\n"
                + "INSERT INTO `t` VALUES (1,'x');\nINSERT INTO `t` VALUES (2,'y');",
            "PRAGMA foreign_keys=OFF;\nCREATE TABLE t (a TEXT, b TEXT);\nINSERT INTO t VALUES(1,'x');\nINSERT INTO t VALUES(2,'y');",
            "SET IDENTITY_INSERT [dbo].[t] ON\r\nGO\r\nINSERT [dbo].[t] ([a], [b]) VALUES (1, N'x')\r\nGO\r\nINSERT [dbo].[t] ([a], [b]) VALUES (2, N'y')\r\nGO\r\n",
            "INSERT INTO t (a, b) VALUES (CAST(1 AS Decimal(3, 0)), CONVERT(varchar, N'x')), (2, upper('y'))",
            "insert into t (a, b) values (1, E'x') on conflict do nothing;\ninsert into t (a, b) values (2, 'y')",
            "INSERT INTO t (a, b) VALUES\n-- the first\n(1,'x'), /* and\n the second */\n(2,'y');",
            "-- PostgreSQL database dump\nCOPY public.t (a, b) FROM stdin;\n1\tx\n2\ty\n\\.\n",
        ])
    func rows(_ text: String) throws {
        let rows = try Collected(text).rows
        #expect(rows == [["a", "b"], ["1", "x"], ["2", "y"]])
    }

    @Test("columns that are called like keys are columns, and keys are not")
    func keys() throws {
        let found = try Collected(
            "CREATE TABLE t (id integer, key text, period varchar, index_ int, KEY (id), PERIOD FOR x (a, b), UNIQUE INDEX i (id));\nINSERT INTO t VALUES (1, 'k', 'P1', 2);"
        )
        #expect(found.rows == [["id", "key", "period", "index_"], ["1", "k", "P1", "2"]])
    }

    @Test("behind other text the columns are told again, and a table whose columns nobody knows is parted from the one before")
    func headers() throws {
        let found = try Collected(
            "INSERT [t] ([a]) VALUES (1)\nGO\nprint 'Processed 100 total records'\nGO\nINSERT [t] ([a]) VALUES (2)\nGO\nINSERT INTO u VALUES ('x');")
        #expect(found.rows == [["a"], ["1"], ["a"], ["2"], ["x"]])
        #expect(found.text.contains("Processed 100") && found.text.contains("INSERT INTO u"))
    }

    @Test("columns that do not fit the rows are not told")
    func width() throws {
        #expect(try Collected("CREATE TABLE t (a int, b int, c int);\nINSERT INTO t VALUES (1, 2);").rows == [["1", "2"]])
    }

    @Test("what is applied to several strings is parted by blanks, and a parenthesis that is not closed ends with the statement")
    func functions() throws {
        let found = try Collected(
            "INSERT INTO t (a, b) VALUES (to_date('11-JAN-15','DD'), JSON_OBJECT('upn','A1'));\ninsert into t (a, b) values ('x', (1;\ninsert into t (a, b) values ('y','n');"
        )
        #expect(found.rows == [["a", "b"], ["11-JAN-15 DD", "upn A1"], ["x", "1"], ["y", "n"]])
    }

    @Test(
        "prose with the words of statements stays whole",
        arguments: [
            "Notes. Please insert [name] at the top.\nAmara has an EHCP; create table settings.\nWe live by our values \nevery day. Tobi has asthma.\n",
            "insert into the box what Amara needs\nInsert the tab. Her values (as we call them) count; insert into it.\n",
            "insert into t values\nand Amara went home -- she was ill\n-- and came back",
            "print 'insert into ';\ninsert into t (a) select Amara from b where values > 3 /* not */;",
        ])
    func prose(_ text: String) throws {
        let found = try Collected(text)
        #expect(found.rows.isEmpty)
        // A comment in what might fill a table is told behind it, without its signs.
        let (told, written) = (found.text.filter(\.isLetter).sorted(), text.filter(\.isLetter).sorted())
        #expect(told == written)
    }

    @Test("an update between two insertions is told")
    func update() throws {
        let found = try Collected("insert into t (a) values (1,'x')\n\nUPDATE t SET a = 'Okoye' WHERE b = 1\nINSERT INTO t (a) VALUES (2);")
        #expect(found.text.contains("UPDATE t SET a = 'Okoye' WHERE b = 1"))
    }

    @Test("headers are no way to make much of little")
    func headerBytes() throws {
        let columns = (0..<1000).map { "c\($0) int" }.joined(separator: ",")
        let dump =
            "create table a (\(columns));\ncreate table b (\(columns));\n"
            + String(repeating: "insert into a (\(columns)) values (1);\ninsert into b values (1);\n", count: 300)
        let found = try Collected(dump)
        #expect(found.rows.reduce(0) { $0 + $1.count } < 50_000)
    }
}
