"""What the tests write: pupils who are invented, worksheets, and where a byte of them could be found again."""
import gzip
import io
import pathlib
import sys
import zipfile

sys.path.append(str(pathlib.Path(__file__).parent.parent / "Extraction"))

# Stands in no other file of the machine.
MARKER = "Okonkwo-Swiatek-Quillfeather"



def upn(number):
    """A unique pupil number with its check letter (GDSC UniquePupilNumber 2.0) and a school that there is not."""
    digits = f"82343211{number:04}"
    return "ABCDEFGHJKLMNPQRTUVWXYZ"[sum(place * int(digit) for place, digit in enumerate(digits, 2)) % 23] + digits


PUPILS = (
    "UPN,Surname,Forename,Date of birth,SEN status,Medical notes\n"
    + "".join(f"{upn(number)},{MARKER},Zoe{number},2014-05-{1 + number % 28:02},EHCP,Epilepsy\n" for number in range(40))
).encode()

CLEAN = b"".join(b"Question %d. A train leaves at noon and travels %d miles. How long does it take at %d miles an hour?\n" % (n, 40 + n, 20 + n) for n in range(60))

OLD = b"The old version of this file: a worksheet about fractions, with nobody's name in it.\n"


def in_zip(name, content):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


def protected_documents():
    """Protected data in formats that do not show it, by name."""
    import documents
    rows = [line.split(",") for line in PUPILS.decode().splitlines()]
    return {
        "list.csv": PUPILS,
        "list.csv.gz": gzip.compress(PUPILS),
        "list.zip": in_zip("list.csv", PUPILS),
        "zip-in-zip.zip": in_zip("inner.zip", in_zip("list.csv", PUPILS)),
        "list.xlsx": workbook(rows),
        "list.docx": documents.docx(),
        "list.odt": documents.odt(),
        "list.pdf": pdf(rows),
        "list.sqlite": documents.sqlite(rows[1:] and [row[:4] for row in rows[1:]]),
    }


def workbook(rows):
    import openpyxl
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def pdf(rows):
    from reportlab.pdfgen.canvas import Canvas
    file = io.BytesIO()
    page = Canvas(file, pageCompression=1)
    for number, row in enumerate(rows):
        page.drawString(40, 800 - 18 * number, "  ".join(row))
    page.save()
    return file.getvalue()


def traces(content):
    """Stretches of a file that would show that it, or a piece of it, was on a medium: none of them is in what every such file begins or ends with."""
    middle = [content[len(content) * part // 8:][:24] for part in range(1, 7)]
    return [MARKER.encode(), *(piece for piece in middle if len(set(piece)) > 8)]
