"""A Document as docx, xlsx, pptx, odt, ods and pdf. Dates inside the packages are fixed, so that the same Document gives the same bytes."""

import io
import re
import unicodedata
import zipfile

import docx
import odf.element
import odf.namespaces
import odf.opendocument
import odf.table
import odf.text
import openpyxl
import pptx
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as PdfTable
from xml.sax.saxutils import escape

# odfpy declares the namespaces it has met so far in the process: let it know all at once.
odf.element.Element.namespaces.update(odf.namespaces.nsdict)


def _blocks(document):
    return (*document.text, *document.tables, *document.after)


def _rows(table):
    from writers import cells

    return [cells(r) for r in ([table.header] if table.header else []) + table.rows]


def _heading(paragraph):
    from writers import heading

    return heading(paragraph)


def _fixed(data):
    """The zip again, with every date in it the same."""
    from writers import packed

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {}
        for name in archive.namelist():
            content = archive.read(name)
            if name in ("docProps/core.xml", "meta.xml"):
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?", b"2026-03-16T09:00:00", content)
            members[name] = content
    return packed(members)


def _properties(target, document):
    for key in ("title", "author", "subject", "keywords"):
        if document.properties.get(key):
            setattr(target, key, document.properties[key])


def word(document):
    doc = docx.Document()
    doc.core_properties.author = ""
    _properties(doc.core_properties, document)
    for block in _blocks(document):
        if isinstance(block, str):
            if _heading(block):
                doc.add_heading(_heading(block), 1 if block.startswith("# ") else 2)
            else:
                doc.add_paragraph(block)
            continue
        if block.title:
            doc.add_heading(block.title, 2)
        rows = _rows(block)
        table = doc.add_table(len(rows), max(map(len, rows)), "Table Grid")
        grid = table._cells  # row.cells is quadratic
        width = max(map(len, rows))
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                grid[i * width + j].text = cell
    out = io.BytesIO()
    doc.save(out)
    return _fixed(out.getvalue())


def _sheet(rows_of, document):
    """Rows of a sheet for programs that have only cells."""
    for block in _blocks(document):
        if isinstance(block, str):
            rows_of([_heading(block) or block])
            continue
        if block.title:
            rows_of([block.title])
        for row in _rows(block):
            rows_of(row)


def excel(document):
    book = openpyxl.Workbook()
    sheet = book.active
    book.properties.creator = document.properties.get("author", "")
    book.properties.title = document.properties.get("title")
    sheet.title = re.sub(r"[\[\]:*?/\\]", "", document.properties.get("sheet", "Sheet1"))[:31]
    _sheet(
        lambda row: sheet.append(
            [
                int(c)
                if re.fullmatch(r"[1-9]\d{0,9}", c)
                else "'" + c
                if c.startswith("=")
                else re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", c)
                for c in row
            ]
        ),
        document,
    )
    out = io.BytesIO()
    book.save(out)
    return _fixed(out.getvalue())


def slides(document):
    show = pptx.Presentation()
    _properties(show.core_properties, document)
    slide = None
    for block in _blocks(document):
        if isinstance(block, str) and (_heading(block) or slide is None or len(slide.placeholders[1].text) > 500):
            slide = show.slides.add_slide(show.slide_layouts[1])
            slide.shapes.title.text = _heading(block) or ""
            if _heading(block):
                continue
        if isinstance(block, str):
            frame = slide.placeholders[1].text_frame
            (frame.paragraphs[0] if not frame.text else frame.add_paragraph()).text = block
            continue
        rows = _rows(block)
        page = show.slides.add_slide(show.slide_layouts[5])
        page.shapes.title.text = block.title
        grid = page.shapes.add_table(len(rows), max(map(len, rows)), 0, 1400000, 9000000, 4000000).table
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                grid.cell(i, j).text = cell
    out = io.BytesIO()
    show.save(out)
    return _fixed(out.getvalue())


def _open_table(rows, name):
    table = odf.table.Table(name=name)
    for row in rows:
        line = odf.table.TableRow()
        for cell in row:
            box = odf.table.TableCell(valuetype="string")
            for words in cell.split("\n"):
                box.addElement(odf.text.P(text=words))
            line.addElement(box)
        table.addElement(line)
    return table


def _saved(doc):
    out = io.BytesIO()
    doc.write(out)
    return _fixed(out.getvalue())


def open_text(document):
    doc = odf.opendocument.OpenDocumentText()
    for block in _blocks(document):
        if isinstance(block, str):
            if _heading(block):
                doc.text.addElement(odf.text.H(outlinelevel=1, text=_heading(block)))
            else:
                for words in block.split("\n"):
                    doc.text.addElement(odf.text.P(text=words))
            continue
        if block.title:
            doc.text.addElement(odf.text.H(outlinelevel=2, text=block.title))
        doc.text.addElement(_open_table(_rows(block), "Table"))
    return _saved(doc)


def open_sheet(document):
    doc = odf.opendocument.OpenDocumentSpreadsheet()
    rows = []
    _sheet(rows.append, document)
    doc.spreadsheet.addElement(_open_table(rows, document.properties.get("sheet", "Sheet1")))
    return _saved(doc)


pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))  # comes with reportlab
_glyphs = pdfmetrics.getFont("Vera").face.charToGlyph


def _printable(words):
    """The words with letters that the font lacks without their accents, as many a printer does: Wiśniewska, Wisniewska."""
    return "".join(c if ord(c) in _glyphs or c == "\n" else unicodedata.normalize("NFD", c)[0] for c in words)


def pdf(document):
    styles = getSampleStyleSheet()
    for style in ("Normal", "Heading2"):
        styles[style].fontName = "Vera"
    out = io.BytesIO()
    file = SimpleDocTemplate(
        out,
        invariant=1,
        title=document.properties.get("title", ""),
        author=document.properties.get("author", ""),
        leftMargin=40,
        rightMargin=40,
    )
    story = []
    for block in _blocks(document):
        if isinstance(block, str):
            words = escape(_printable(_heading(block) or block)).replace("\n", "<br/>")
            story += [Paragraph(words, styles["Heading2" if _heading(block) else "Normal"]), Spacer(1, 6)]
            continue
        if block.title:
            story += [Paragraph(escape(_printable(block.title)), styles["Heading2"])]
        rows = _rows(block)
        width = max(map(len, rows))
        grid = [
            [Paragraph(escape(_printable(c)).replace("\n", "<br/>"), styles["Normal"]) for c in r] + [""] * (width - len(r)) for r in rows
        ]
        story += [PdfTable(grid, colWidths=[515 / width] * width, splitInRow=1), Spacer(1, 10)]
    file.build(story or [Paragraph("", styles["Normal"])])
    return out.getvalue()


_OFFICE = {"docx": word, "xlsx": excel, "pptx": slides, "odt": open_text, "ods": open_sheet, "pdf": pdf}


def render(document, form):
    return _OFFICE[form](document)
