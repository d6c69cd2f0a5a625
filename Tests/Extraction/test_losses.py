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


def test_a_picture_in_a_format_that_its_reader_does_not_know_is_told_of(scan):
    content = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(range(256)) * 12
    assert only(scan, content)["outcome"] == "not_examined:picture_only"


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
