"""Each format, made by a real program: what comes out, and how far it was examined."""
import pytest

from conftest import strings
from documents import HEADER, ROWS, all_documents, csv_text

DOCUMENTS = {name: (content, outcome, words) for name, content, outcome, words in all_documents()}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_gives_its_words_whatever_its_name_is(scan, name):
    content, outcome, words = DOCUMENTS[name]
    # The name that it is given says nothing.
    result, = scan({"unnamed": content})
    assert result["outcome"] == outcome
    for word in words:
        assert word in strings(result)


TABLES = ["table.csv", "document.docx", "book.xlsx", "show.pptx", "document.odt", "book.ods", "document.pdf", "book.xls", "document.rtf", "page.html", "census.xml",
          "pupils.json", "mysql.sql", "postgres.sql", "base.sqlite", "message.eml", "archive.tar.gz", "archive.7z"]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_comes_in_rows_of_cells(scan, name):
    result, = scan({"unnamed": DOCUMENTS[name][0]})
    rows = [piece["row"] for piece in result["content"] if "row" in piece]
    plain = [[cell.replace("Ś", "S") for cell in row] for row in rows]
    for row in ROWS:
        wanted = [cell.replace("Ś", "S") for cell in row]
        assert any(set(wanted) <= set(found) for found in plain), rows
    assert any("UPN" in row for row in rows)


def test_members_are_named(scan):
    result, = scan({"a": DOCUMENTS["archive.zip"][0]})
    assert [piece["part"] for piece in result["content"] if "part" in piece] == ["lists/table.csv", "note.txt"]
