"""What everyday documents hold at places where a reader may lose it without a word: it is read, or the document is not "whole"."""
import io
import sqlite3
import struct
import zipfile

import pytest

from conftest import strings
from documents import csv_text, docx, picture_of_text, zipped

NAME = "Okonkwo"


def picture(image, kind="PNG", **options):
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def plain_pictures(count):
    from PIL import Image
    return [picture(Image.new("RGB", (320, 320), (i, 90, 90))) for i in range(count)]


def only(scan, content):
    result, = scan({"unnamed": content})
    return result


# Pictures

def test_the_ninth_picture_of_a_document_is_read(scan):
    pictures = [*plain_pictures(8), picture(picture_of_text())]
    result = only(scan, zipped({f"{i}.png": content for i, content in enumerate(pictures)}))
    assert NAME in strings(result) and result["outcome"] == "whole"


def test_pictures_beyond_the_number_that_is_read_are_told_of(scan):
    result = only(scan, zipped({f"{i}.png": content for i, content in enumerate(plain_pictures(33))}))
    assert result["outcome"] == "not_examined:picture_only"


def test_a_picture_of_more_than_four_mebibytes_in_an_archive_is_read(scan):
    from PIL import Image
    large = Image.new("RGB", (1240, 1800), "white")
    large.paste(picture_of_text(), (0, 0))
    large.paste(Image.effect_noise((1240, 1400), 90), (0, 400))
    content = picture(large)
    stored = picture(large, "BMP")
    assert len(stored) > 4 << 20
    result = only(scan, zipped({"a.bmp": stored}))
    assert NAME in strings(result) or result["outcome"] != "whole", len(content)
    assert NAME in strings(result)


def test_a_picture_too_large_for_memory_costs_nobody_the_rest_of_an_archive(scan):
    from PIL import Image
    members = {"a.bmp": picture(Image.new("L", (8300, 8300)), "BMP"), "b.csv": f"Name,SEN\nZoe {NAME},K\n".encode()}
    assert len(members["a.bmp"]) > 64 << 20
    # Not packed, or it would be taken for a bomb.
    result = only(scan, zipped(members, zipfile.ZIP_STORED))
    assert NAME in strings(result) and result["outcome"] == "not_examined:picture_only"


def test_a_picture_in_a_format_that_its_reader_does_not_know_is_told_of(scan):
    content = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(range(256)) * 12
    assert only(scan, content)["outcome"] == "not_examined:picture_only"


def photograph(turned, size):
    """Of a list on a desk, by somebody's telephone."""
    from PIL import Image, ImageDraw, ImageFont
    lines = [f"{first} {NAME}   EHCP   asthma, inhaler in the office" for first in ("Zoe", "Samuel", "Blessing", "Tobi", "Grace", "Ifeoma", "Daniel", "Ruth")]
    image = Image.new("L", size, 226)
    ImageDraw.Draw(image).multiline_text((size[0] // 16, size[1] // 10), "\n".join(lines), font=ImageFont.load_default(size[0] // 36), fill=40, spacing=size[1] // 30)
    return picture(Image.blend(image, Image.effect_noise(size, 20), 0.1).convert("RGB").rotate(turned, expand=True), "JPEG", quality=85)


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_photograph_that_lies_on_its_side_is_read(scan, turned):
    result = only(scan, photograph(turned, (1800, 1400)))
    assert NAME in strings(result) and result["outcome"] == "whole"


@pytest.mark.parametrize("size", [(4000, 3000), (8000, 6000)], ids=["12 megapixels", "48 megapixels"])
def test_a_photograph_of_a_telephone_is_read(scan, size):
    result = only(scan, photograph(0, size))
    assert NAME in strings(result) and result["outcome"] == "whole"


def test_a_photograph_whose_end_is_missing_is_read(scan):
    result = only(scan, photograph(0, (4000, 3000))[:-40])
    assert NAME in strings(result) and result["outcome"] == "whole"


def test_a_photograph_in_printers_colours_is_read(scan):
    from PIL import Image
    image = Image.open(io.BytesIO(photograph(0, (4000, 3000))))
    result = only(scan, picture(image.convert("CMYK"), "JPEG", quality=85))
    assert NAME in strings(result) and result["outcome"] == "whole"


# Scanned pages

LETTER = "Dear colleague, please find enclosed the papers that you asked for last week."


def pdf_pages(*pages):
    """Each page: what is drawn, and whether the picture with the words is on it."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen import canvas
    file = io.BytesIO()
    page = canvas.Canvas(file)
    for lines, has_picture in pages:
        for i, line in enumerate(lines):
            page.drawString(50, 450 - 14 * i, line)
        if has_picture:
            page.drawImage(ImageReader(picture_of_text()), 20, 500, 550, 180)
        page.showPage()
    page.save()
    return file.getvalue()


@pytest.mark.parametrize("pages", [
    [(["Scanned with CamScanner"], True)],
    [([LETTER] * 12, False), ([], True)],
    [([f"Page {i} of 3"], True) for i in range(3)],
])
def test_a_page_that_is_a_picture_is_read_whatever_else_the_document_has(scan, pages):
    result = only(scan, pdf_pages(*pages))
    assert NAME in strings(result) and result["outcome"] == "whole"


def test_scanned_pages_beyond_those_that_are_read_are_told_of(scan):
    pages = [([LETTER] * 40, False)] + [([f"Page {i}"], True) for i in range(21)]
    result = only(scan, pdf_pages(*pages))
    assert result["outcome"].startswith("not_examined:")


def test_pages_with_few_letters_and_no_picture_are_whole(scan):
    assert only(scan, pdf_pages(*[([LETTER] * 12, False)] * 3, *[(["Appendix"], False), ([], False)] * 15))["outcome"] == "whole"


# Workbooks

def workbook(members):
    parts = {
        "[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>",
        "xl/worksheets/sheet1.xml": "<worksheet><sheetData><row><c t='s'><v>0</v></c><c t='s'><v>1</v></c></row></sheetData></worksheet>",
    }
    return zipped({**parts, **members})


SHARED = f"<sst><si><t>Zoe {NAME}</t></si><si><t>asthma</t></si></sst>"


def test_parts_of_a_workbook_are_found_whatever_case_their_names_are_in(scan):
    result = only(scan, workbook({"xl/SharedStrings.xml": SHARED}))
    assert {"row": [f"Zoe {NAME}", "asthma"]} in result["content"] and result["outcome"] == "whole"


def test_parts_of_a_workbook_are_found_behind_backslashes(scan):
    result = only(scan, workbook({"xl\\sharedStrings.xml": SHARED}))
    assert {"row": [f"Zoe {NAME}", "asthma"]} in result["content"] and result["outcome"] == "whole"


def test_a_workbook_without_its_strings_is_damaged(scan):
    assert only(scan, workbook({}))["outcome"] == "not_examined:damaged"


# Databases, text, old Word

@pytest.mark.parametrize("encoding", ["UTF-16le", "UTF-16be"])
def test_a_database_in_utf_16_is_read(scan, tmp_path, encoding):
    base = sqlite3.connect(tmp_path / "base")
    base.execute(f"pragma encoding='{encoding}'")
    base.execute("create table pupil(name text, need text)")
    base.execute("insert into pupil values (?, 'asthma')", [f"Zoë {NAME}"])
    base.commit()
    base.close()
    rows = [piece["row"] for piece in only(scan, (tmp_path / "base").read_bytes())["content"] if "row" in piece]
    assert rows == [["name", "need"], [f"Zoë {NAME}", "asthma"]]


@pytest.mark.parametrize("encoding", ["utf-32", "utf-32-be"])
def test_text_in_utf_32_is_read(scan, encoding):
    mark = b"\0\0\xfe\xff" if encoding.endswith("be") else b""
    result = only(scan, mark + csv_text().encode(encoding))
    assert NAME in strings(result) and "Zoë" in strings(result) and result["outcome"] == "whole"


def word_file(text, letters):
    """A compound file with nothing in it but an old Word document that says it has so many letters."""
    sector = 512
    fib = bytearray(1536)
    struct.pack_into("<HH", fib, 0, 0xa5ec, 0xc1)
    struct.pack_into("<II", fib, 0x18, 1536, 1536 + len(text))
    struct.pack_into("<I", fib, 0x4c, letters)
    stream = (bytes(fib) + text).ljust(8 * sector, b"\0")
    end, free = 0xfffffffe, 0xffffffff
    table = struct.pack("<128I", 0xfffffffd, end, *range(3, 10), end, *[free] * 118)

    def entry(name, kind, child, start, size):
        wide = (name + "\0").encode("utf-16-le")
        return wide.ljust(64, b"\0") + struct.pack("<HBB3I", len(wide), kind, 1, free, free, child) + bytes(36) + struct.pack("<IQ", start, size)

    directory = entry("Root Entry", 5, 1, end, 0) + entry("WordDocument", 2, free, 2, 8 * sector) + bytes(256)
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<5H6x4I", 0x3e, 3, 0xfffe, 9, 6, 0, 1, 1, 0)
    header += struct.pack("<5I", 4096, end, 0, end, 0) + struct.pack("<109I", 0, *[free] * 108)
    return header + table + directory + stream


def test_an_old_word_document_whose_reader_gives_less_than_it_has_is_told_of(scan):
    text = f"Zoe {NAME} has asthma and needs her inhaler at hand. ".encode() * 8
    assert only(scan, word_file(text, len(text)))["outcome"] in ("whole", "not_examined:reader_failed")
    result = only(scan, word_file(text, 5000))
    assert result["outcome"] == "not_examined:reader_failed" and NAME in strings(result)


# XML

def test_elements_of_attributes_alone_are_rows(scan):
    pupils = "".join(f"<student forename='Zoe' surname='{NAME}{i}' sen='K'/>" for i in range(30))
    rows = [piece["row"] for piece in only(scan, f"<?xml version='1.0'?><students>{pupils}</students>".encode())["content"] if "row" in piece]
    assert rows == [["forename", "surname", "sen"], *[["Zoe", f"{NAME}{i}", "K"] for i in range(30)]]


def test_a_workbook_of_2003_in_xml_is_a_table(scan):
    def row(*cells):
        return "<Row>" + "".join(f"<Cell{at}><Data ss:Type='String'>{text}</Data></Cell>" for text, at in cells) + "</Row>"
    content = ("<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet' xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet'>"
               "<Worksheet ss:Name='Year 6'><Table>" + row(("Name", ""), ("SEN", ""), ("Note", ""))
               + row((f"Zoe {NAME}", ""), ("asthma", " ss:Index='3'")) + "</Table></Worksheet></Workbook>")
    result = only(scan, content.encode())
    assert [piece["row"] for piece in result["content"] if "row" in piece] == [["Name", "SEN", "Note"], [f"Zoe {NAME}", "", "asthma"]]
    assert {"part": "Year 6"} in result["content"] and result["outcome"] == "whole"


def test_xml_that_only_names_the_space_of_excel_is_read_as_any_other(scan):
    content = f"<?xml version='1.0'?><export xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet'><pupil><name>Zoe {NAME}</name><sen>K</sen></pupil></export>"
    assert NAME in strings(only(scan, content.encode()))


# Packages

def test_what_a_print_dialog_left_is_not_what_a_presentation_says(scan):
    import pptx
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[1])
    slide.shapes.title.text, slide.placeholders[1].text_frame.text = "Tuesday", f"Zoe {NAME} cried till break."
    file = io.BytesIO()
    show.save(file)
    assert any("printerSettings" in name for name in zipfile.ZipFile(file).namelist()), "python-pptx's template, made on a Mac, has them"
    result = only(scan, file.getvalue())
    assert NAME in strings(result) and "com.apple.print" not in strings(result) and result["outcome"] == "whole"
    with zipfile.ZipFile(file, "a") as package:
        package.writestr("ppt/printerSettings/kept.bin", docx())
    result = only(scan, file.getvalue())
    assert len(strings(result)) > 200, "what else lies there is read"
