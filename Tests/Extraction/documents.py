"""Documents of every kind, made by the programs and libraries that people make them with. All children in them are invented."""
import base64
import bz2
import email.message
import gzip
import io
import json
import lzma
import mailbox
import os
import pathlib
import sqlite3
import subprocess
import tarfile
import tempfile
import zipfile

PROSE = "Zoë Okonkwo-Światek needs one-to-one support with reading; her mother was told on Tuesday."
HEADER = ["UPN", "Surname", "Forename", "Date of birth"]
ROWS = [["A823432112003", "Okonkwo-Światek", "Zoë", "2014-05-03"], ["T801200001001", "Ní Bhriain", "Aoife", "2013-11-28"]]
# What every document of text or a table says.
WORDS = ["Okonkwo", "A823432112003"]


def made_by(*command, stdin=None, files=None, output=None):
    """What a program prints, or the file that it makes, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in (files or {}).items():
            path = pathlib.Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        done = subprocess.run(command, input=stdin, cwd=folder, capture_output=True, check=True)
        return pathlib.Path(folder, output).read_bytes() if output else done.stdout


def saved(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def csv_text():
    return "\n".join(",".join(row) for row in [HEADER, *ROWS]) + "\n"


def docx(header=True):
    import docx as library
    document = library.Document()
    document.core_properties.title, document.core_properties.author = "Review of Zoë", "A. Teacher"
    document.add_paragraph(PROSE)
    table = document.add_table(rows=0, cols=4)
    for row in [HEADER, *ROWS]:
        for cell, text in zip(table.add_row().cells, row):
            cell.text = text
    document.sections[0].header.paragraphs[0].text = "OFFICIAL-SENSITIVE"
    document.add_paragraph("The end")
    return saved(document)


def xlsx():
    import datetime
    import openpyxl
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Year 6"
    sheet.append(HEADER)
    for row in ROWS:
        sheet.append([*row[:3], datetime.date.fromisoformat(row[3])])
    sheet["G2"] = 9434765919
    sheet.oddHeader.center.text = "OFFICIAL-SENSITIVE"
    book.create_sheet("Notes")["A1"] = PROSE
    book.properties.creator = "A. Teacher"
    return saved(book)


def pptx():
    import pptx as library
    from pptx.util import Inches
    show = library.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = PROSE
    table = slide.shapes.add_table(3, 4, Inches(1), Inches(2), Inches(8), Inches(2)).table
    for i, row in enumerate([HEADER, *ROWS]):
        for j, text in enumerate(row):
            table.cell(i, j).text = text
    slide.notes_slide.notes_text_frame.text = "Notes: call Zoë's mother"
    return saved(show)


def odt():
    from odf import dc, table, text
    from odf.opendocument import OpenDocumentText
    document = OpenDocumentText()
    document.meta.addElement(dc.Title(text="Review of Zoë"))
    document.text.addElement(text.P(text=PROSE))
    grid = table.Table(name="Children")
    for row in [HEADER, *ROWS]:
        line = table.TableRow()
        for value in row:
            cell = table.TableCell()
            cell.addElement(text.P(text=value))
            line.addElement(cell)
        grid.addElement(line)
    document.text.addElement(grid)
    return saved(document)


def ods():
    from odf import table, text
    from odf.opendocument import OpenDocumentSpreadsheet
    document = OpenDocumentSpreadsheet()
    grid = table.Table(name="Year 6")
    for row in [HEADER, *ROWS]:
        line = table.TableRow()
        line.addElement(table.TableCell(numbercolumnsrepeated=2))
        for value in row:
            cell = table.TableCell(valuetype="string")
            cell.addElement(text.P(text=value))
            line.addElement(cell)
        grid.addElement(line)
    document.spreadsheet.addElement(grid)
    return saved(document)


def pdf(password=None, owner=None):
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table
    from reportlab.lib.styles import getSampleStyleSheet
    file = io.BytesIO()
    encryption = StandardEncryption(password or "", ownerPassword=owner or password, strength=128) if password or owner else None
    document = SimpleDocTemplate(file, title="Review", author="A. Teacher", encrypt=encryption)
    document.build([Paragraph(PROSE.replace("Ś", "S"), getSampleStyleSheet()["Normal"]), Table([HEADER, *[[c.replace("Ś", "S") for c in r] for r in ROWS]])])
    return file.getvalue()


def picture_of_text():
    from PIL import Image, ImageDraw, ImageFont
    image = Image.new("L", (1240, 400), 255)
    ImageDraw.Draw(image).text((60, 100), "Pupil: Zoe Okonkwo\nUPN A823432112003", font=ImageFont.load_default(60), fill=0)
    return image


def scanned_pdf():
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen import canvas
    file = io.BytesIO()
    page = canvas.Canvas(file)
    page.drawImage(ImageReader(picture_of_text()), 20, 500, 550, 180)
    page.save()
    return file.getvalue()


def xls():
    import xlwt
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Year 6")
    for i, row in enumerate([HEADER, *ROWS]):
        for j, text in enumerate(row):
            sheet.write(i, j, text)
    return saved(book)


def rtf():
    def written(text):
        return "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in text)
    table = "".join("\\trowd\\intbl " + "\\cell ".join(written(c) for c in row) + "\\cell\\row\n" for row in [HEADER, *ROWS])
    return ("{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}{\\info{\\title Review}{\\author A. Teacher}}{\\header OFFICIAL-SENSITIVE\\par}\n"
            f"\\f0 {written(PROSE)}\\par\ncaf\\'e9\\par\n{table}\\pard The end\\par}}").encode()


def message(attachment=None):
    mail = email.message.EmailMessage()
    mail["From"], mail["To"], mail["Date"] = "Amy Head <head@school.example>", "senco@school.example", "Fri, 20 Nov 2026 10:00:00 +0000"
    mail["Subject"] = "Zoë Okonkwo-Światek: review"
    mail.set_content(PROSE, cte="quoted-printable")
    mail.add_alternative(f"<html><body><p>{PROSE}</p></body></html>", subtype="html")
    mail.add_attachment(attachment or csv_text().encode(), maintype="application", subtype="octet-stream", filename="Zoë's list.csv")
    return mail


def mbox():
    with tempfile.TemporaryDirectory() as folder:
        box = mailbox.mbox(pathlib.Path(folder, "m"))
        for _ in range(3):
            box.add(message())
        box.flush()
        return pathlib.Path(folder, "m").read_bytes()


def html():
    rows = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in [HEADER, *ROWS])
    return (f"<!DOCTYPE html><html><head><title>Review</title><style>p{{x:y}}</style><script>var a='<p>';</script></head>"
            f"<body><p>{PROSE.replace('ë', '&euml;')}</p><table>{rows}</table></body></html>").encode()


def xml(encoding="utf-8"):
    pupils = "".join(f"<Pupil><UPN>{r[0]}</UPN><Surname>{r[1]}</Surname><Forename>{r[2]}</Forename><DOB>{r[3]}</DOB></Pupil>" for r in ROWS)
    return f'<?xml version="1.0" encoding="{encoding}"?><CTfile><Header><Note>{PROSE}</Note></Header>{pupils}</CTfile>'.encode(encoding, "xmlcharrefreplace")


def json_text():
    return json.dumps({"note": PROSE, "pupils": [dict(zip(HEADER, r), needs=["SLCN", "ASD"]) for r in ROWS]}, ensure_ascii=False).encode()


def mysql_dump():
    values = ",".join("(" + ",".join("'" + c.replace("'", "\\'") + "'" for c in r) + ")" for r in ROWS)
    return (f"-- MySQL dump 10.13\n-- {PROSE}\nCREATE TABLE `pupils` (`UPN` char(13), `Surname` text);\n"
            f"INSERT INTO `pupils` (`UPN`, `Surname`, `Forename`, `Date of birth`) VALUES {values};\n").encode()


def postgres_dump():
    lines = "\n".join("\t".join(r) for r in ROWS)
    return (f"--\n-- PostgreSQL database dump\n--\n-- {PROSE}\nCOPY public.pupils (\"UPN\", \"Surname\", \"Forename\", \"Date of birth\") FROM stdin;\n"
            f"{lines}\n\\.\nSELECT 1;\n").encode()


def sqlite(rows=ROWS, page_size=4096):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "d")
        with sqlite3.connect(path) as base:
            base.execute(f"PRAGMA page_size={page_size}")
            base.execute('CREATE TABLE pupils (id INTEGER PRIMARY KEY, "UPN" TEXT, "Surname" TEXT, "Forename" TEXT, "Date of birth" TEXT)')
            base.executemany("INSERT INTO pupils VALUES (NULL,?,?,?,?)", rows)
            base.execute("CREATE TABLE notes (text TEXT)")
            base.execute("INSERT INTO notes VALUES (?)", [PROSE + " " + "x" * 9000])
        base.close()
        return path.read_bytes()


def zipped(members, method=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def tar():
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        info = tarfile.TarInfo("lists/year 6.csv")
        info.size = len(csv_text().encode())
        archive.addfile(info, io.BytesIO(csv_text().encode()))
    return file.getvalue()


def seven_zip(*options):
    return made_by("7z", "a", "-bd", "-y", *options, "out.7z", "year 6.csv", files={"year 6.csv": csv_text().encode() * 50}, output="out.7z")


def jpeg():
    import piexif
    from PIL import Image
    file = io.BytesIO()
    exif = piexif.dump({"0th": {piexif.ImageIFD.ImageDescription: b"Zoe Okonkwo A823432112003 at sports day", piexif.ImageIFD.Model: b"Camera 9"},
                        "GPS": {piexif.GPSIFD.GPSLatitudeRef: b"N", piexif.GPSIFD.GPSLatitude: ((51, 1), (30, 1), (0, 1)),
                                piexif.GPSIFD.GPSLongitudeRef: b"W", piexif.GPSIFD.GPSLongitude: ((0, 1), (15, 1), (0, 1))}})
    Image.new("RGB", (64, 48), (90, 120, 200)).save(file, "jpeg", exif=exif)
    return file.getvalue()


def png():
    from PIL import Image, PngImagePlugin
    file = io.BytesIO()
    facts = PngImagePlugin.PngInfo()
    facts.add_text("Description", "Okonkwo A823432112003")
    Image.new("RGB", (8, 8)).save(file, "png", pnginfo=facts)
    return file.getvalue()


def tape():
    """A backup as SQL Server writes it: a tape header, then pages with text in one byte and in two."""
    pages = b"".join(b"\x01\x00\x30\x00" + os.urandom(60) + " ".join(r).encode("cp1252", "replace") + b"\0\0" + " ".join(r).encode("utf-16-le") for r in ROWS)
    return b"TAPE\0\0\3\0" + bytes(4088) + pages + PROSE.encode("utf-16-le") + bytes(512)


def encrypted_office():
    import msoffcrypto
    from msoffcrypto.format.ooxml import OOXMLFile
    plain, out = io.BytesIO(docx()), io.BytesIO()
    OOXMLFile(plain).encrypt("correct horse", out)
    return out.getvalue()


def gpg(*options):
    with tempfile.TemporaryDirectory() as home:
        os.chmod(home, 0o700)
        return made_by("gpg", "--homedir", home, "--batch", "--pinentry-mode", "loopback", "--passphrase", "correct horse", "-c", *options, stdin=csv_text().encode())


def keepass():
    return bytes.fromhex("03d9a29a67fb4bb5") + os.urandom(200)


# name: (bytes, outcome, words that must be among the pieces)
def all_documents():
    text, table = [PROSE], WORDS
    both = [PROSE[:12], "one-to-one support", *WORDS]
    yield "prose.txt", (PROSE + "\n").encode(), "whole", text
    yield "utf16.txt", (PROSE + "\n").encode("utf-16"), "whole", text
    yield "table.csv", csv_text().encode(), "whole", table
    yield "document.docx", docx(), "whole", [*both, "OFFICIAL-SENSITIVE", "Review of Zoë"]
    yield "book.xlsx", xlsx(), "whole", [*both, "OFFICIAL-SENSITIVE", "2014-05-03", "9434765919", "Year 6"]
    yield "show.pptx", pptx(), "whole", [*both, "call Zoë's mother"]
    yield "document.odt", odt(), "whole", [*both, "Review of Zoë"]
    yield "book.ods", ods(), "whole", table
    yield "document.pdf", pdf(), "whole", [PROSE[:11], *WORDS]
    yield "owner.pdf", pdf(owner="only the owner"), "whole", WORDS
    yield "locked.pdf", pdf(password="correct horse"), "encrypted:PDF", []
    yield "book.xls", xls(), "whole", table
    yield "document.rtf", rtf(), "whole", [*both, "café", "OFFICIAL-SENSITIVE"]
    yield "message.eml", message().as_bytes(), "whole", [*both, "Zoë's list.csv", "Zoë Okonkwo-Światek: review"]
    yield "nested.eml", message(zipped({"d.docx": docx()})).as_bytes(), "whole", both
    yield "box.mbox", mbox(), "whole", both
    yield "page.html", html(), "whole", both
    yield "census.xml", xml(), "whole", both
    yield "latin.xml", xml("iso-8859-1"), "whole", both
    yield "pupils.json", json_text(), "whole", both
    yield "mysql.sql", mysql_dump(), "whole", both
    yield "postgres.sql", postgres_dump(), "whole", both
    yield "base.sqlite", sqlite(), "whole", both
    yield "archive.zip", zipped({"lists/table.csv": csv_text(), "note.txt": PROSE}), "whole", both
    yield "stored.zip", zipped({"inner.zip": zipped({"document.docx": docx()})}, zipfile.ZIP_STORED), "whole", both
    yield "bzip.zip", zipped({"table.csv": csv_text()}, zipfile.ZIP_BZIP2), "whole", table
    yield "archive.tar", tar(), "whole", table
    yield "table.csv.gz", gzip.compress(csv_text().encode()), "whole", table
    yield "table.csv.xz", lzma.compress(csv_text().encode()), "whole", table
    yield "table.csv.bz2", bz2.compress(csv_text().encode()), "whole", table
    yield "archive.tar.gz", gzip.compress(tar()), "whole", table
    yield "archive.7z", seven_zip(), "whole", table
    yield "locked.7z", seven_zip("-pcorrect horse"), "encrypted:7z", []
    yield "hidden.7z", seven_zip("-pcorrect horse", "-mhe=on"), "encrypted:7z", []
    yield "locked.zip", made_by("7z", "a", "-bd", "-tzip", "-pcorrect horse", "o.zip", "t.csv", files={"t.csv": csv_text().encode()}, output="o.zip"), "encrypted:zip", []
    yield "photo.jpg", jpeg(), "whole", ["Okonkwo", "51.5, -0.25", "Camera 9"]
    yield "picture.png", png(), "whole", ["Okonkwo"]
    yield "backup.bak", tape(), "whole", ["one-to-one support", "A823432112003"]
    yield "packed.bak", b"MSSQLBAK" + os.urandom(5000), "not_examined:unsupported_format", []
    yield "locked.docx", encrypted_office(), "encrypted:Microsoft Office", []
    yield "message.gpg", gpg(), "encrypted:OpenPGP", []
    yield "message.asc", gpg("--armor"), "encrypted:OpenPGP", []
    yield "vault.kdbx", keepass(), "encrypted:KeePass", []
    yield "noise.bin", bytes([7]) + os.urandom(2 << 20), "encrypted_or_random", []
    yield "little.bin", b"\x01\x02\x03" + os.urandom(4000), "not_examined:unknown_format", []
