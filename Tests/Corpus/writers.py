"""A Document in each plain format. Office formats and PDF are in `office`. The same Document gives the same bytes."""

import csv
import html
import io
import json
import re
import zipfile
from dataclasses import replace
from email.message import EmailMessage
from xml.sax.saxutils import escape, quoteattr

import office

_EXTENSIONS = {"csv-utf16": "csv", "csv-cp1252": "csv", "md": "md", "source": "txt"}


def extension(form):
    return "zip" if form.startswith("zip:") else _EXTENSIONS.get(form, form)


def render(document, form):
    """The bytes of the document in the format; 'zip:docx' is a zip that holds a docx."""
    if form.startswith("zip:"):
        inner = form[4:]
        return packed({f"{document.properties.get('member', 'document')}.{extension(inner)}": render(document, inner)})
    p = document.properties
    if "from" in p and form not in ("eml", "mbox"):  # a message that was printed or saved
        head = "\n".join(f"{name}: {p[name.lower()]}" for name in ("From", "To", "Cc", "Subject") if p.get(name.lower()))
        document = replace(document, text=[head, *document.text])
    if document.raw:
        return document.raw.encode("cp1252" if form == "csv-cp1252" else "utf-16" if form == "csv-utf16" else "utf-8", "replace")
    if form in _PLAIN:
        return _PLAIN[form](document)
    return office.render(document, form)


def packed(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(
                zipfile.ZipInfo(name, (2026, 3, 16, 9, 0, 0)), data, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            )
    return out.getvalue()


def heading(paragraph):
    """The heading's words, or None if the paragraph is none."""
    match = re.match(r"#+ (.*)", paragraph, re.S)
    return match and match[1]


def cells(row):
    return ["" if cell is None else str(cell) for cell in row]


def txt(document):
    lines = []
    for block in (*document.text, *document.tables, *document.after):
        if isinstance(block, str):
            lines += [heading(block) or block, ""]
            continue
        if block.title:
            lines += [block.title]
        rows = [cells(r) for r in ([block.header] if block.header else []) + block.rows]
        widths = [max(len(r[i]) if i < len(r) else 0 for r in rows) for i in range(max(map(len, rows)))]
        glue = "\t" if max(widths) > 40 else "  "
        lines += [glue.join(c if glue == "\t" else c.ljust(w) for c, w in zip(r, widths)).rstrip() for r in rows] + [""]
    return ("\n".join(lines).rstrip() + "\n").encode()


def md(document):
    lines = []
    for block in (*document.text, *document.tables, *document.after):
        if isinstance(block, str):
            lines += [block, ""]
            continue
        if block.title:
            lines += [f"## {block.title}", ""]
        header = block.header or [""] * len(block.rows[0])
        lines += ["| " + " | ".join(cells(r)) + " |" for r in [header, ["---"] * len(header)] + block.rows] + [""]
    return "\n".join(lines).encode()


def _csv(document):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for block in (*document.text, *document.tables, *document.after):
        if isinstance(block, str):
            writer.writerow([heading(block) or block])
            continue
        if block.title and len(document.tables) > 1:
            writer.writerow([block.title])
        if block.header:
            writer.writerow(cells(block.header))
        writer.writerows(map(cells, block.rows))
    return out.getvalue()


def _records(document):
    """Rows as (table's title, {header: cell}); paragraphs are left to the caller."""
    for number, table in enumerate(document.tables):
        header = cells(table.header) or [f"Column{i}" for i in range(1, len(table.rows[0]) + 1)]
        for row in table.rows:
            yield table.title or f"Table{number + 1}", dict(zip(header, cells(row)))


def xml(document):
    out = ['<?xml version="1.0" encoding="UTF-8"?>', "<Document>"]
    out += [f"  <Text>{escape(heading(p) or p)}</Text>" for p in (*document.text, *document.after)]
    for title, record in _records(document):
        out += [f"  <Record table={quoteattr(title)}>"]
        for name, value in record.items():
            tag = re.sub(r"[^A-Za-z0-9_.-]", "_", name) or "Field"
            tag = tag if tag[0].isalpha() else "_" + tag
            out += [f"    <{tag}>{escape(value)}</{tag}>"]
        out += ["  </Record>"]
    return "\n".join(out + ["</Document>", ""]).encode()


def _json(document):
    value = {"notes": [heading(p) or p for p in (*document.text, *document.after)], "records": [r for _, r in _records(document)]}
    return json.dumps({k: v for k, v in value.items() if v}, indent=1, ensure_ascii=False).encode()


def sql(document):
    out = [f"-- {heading(p) or p}".replace("\n", "\n-- ") for p in (*document.text, *document.after)]
    for number, table in enumerate(document.tables):
        name = re.sub(r"\W+", "_", (table.title or f"table{number + 1}").lower()).strip("_")
        columns = [re.sub(r"\W+", "_", c.lower()).strip("_") or "c" for c in cells(table.header)]
        out += [f"CREATE TABLE {name} (" + ", ".join(f"{c} VARCHAR(255)" for c in columns) + ");"]
        out += [
            f"INSERT INTO {name} ({', '.join(columns)}) VALUES (" + ", ".join("'" + c.replace("'", "''") + "'" for c in cells(r)) + ");"
            for r in table.rows
        ]
    return "\n".join(out + [""]).encode()


def html_(document):
    out = [
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{html.escape(document.properties.get('title', ''))}</title></head><body>"
    ]
    for block in (*document.text, *document.tables, *document.after):
        if isinstance(block, str):
            words = html.escape(heading(block) or block).replace("\n", "<br>\n")
            out += [f"<h2>{words}</h2>" if heading(block) else f"<p>{words}</p>"]
            continue
        out += [f"<h3>{html.escape(block.title)}</h3>"] if block.title else []
        out += (
            ["<table>"]
            + [
                "<tr>" + "".join(f"<{tag}>{html.escape(c)}</{tag}>" for c in cells(r)) + "</tr>"
                for tag, r in ([("th", block.header)] if block.header else []) + [("td", r) for r in block.rows]
            ]
            + ["</table>"]
        )
    return "\n".join(out + ["</body></html>", ""]).encode()


def rtf(document):
    def safe(words):
        words = "".join(
            "\\" + c if c in "\\{}" else c if ord(c) < 128 else f"\\u{ord(c) if ord(c) < 32768 else ord(c) - 65536}?" for c in words
        )
        return words.replace("\n", "\\line\n")

    out = ["{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Calibri;}}\\f0\\fs22"]
    for block in (*document.text, *document.tables, *document.after):
        if isinstance(block, str):
            out += [f"{{\\b {safe(heading(block))}}}\\par" if heading(block) else f"{safe(block)}\\par"]
            continue
        for row in ([block.header] if block.header else []) + block.rows:
            width = 9000 // max(1, len(row))
            out += [
                "\\trowd"
                + "".join(f"\\cellx{width * (i + 1)}" for i in range(len(row)))
                + "".join(f"\\intbl {safe(c)}\\cell " for c in cells(row))
                + "\\row"
            ]
        out += ["\\pard\\par"]
    return ("\n".join(out) + "}").encode("ascii")


def _message(document):
    p = document.properties
    message = EmailMessage()
    message["From"] = p.get("from", "office@school.example")
    message["To"] = p.get("to", "all.staff@school.example")
    if p.get("cc"):
        message["Cc"] = p["cc"]
    message["Subject"] = p.get("subject", p.get("title", "(no subject)")).replace("\n", " ")
    message["Date"] = p.get("date", "Mon, 16 Mar 2026 08:12:00 +0000")
    message.set_content(txt(document).decode(), cte="quoted-printable")
    if p.get("html"):
        message.add_alternative(html_(document).decode(), subtype="html", cte="base64")
        message.set_boundary("=_0001_000a_0316")
    return message


def eml(document):
    return _message(document).as_bytes()


def mbox(document):
    body = re.sub(rb"(?m)^(>*From )", rb">\1", eml(document))
    return b"From MAILER-DAEMON Mon Mar 16 08:12:00 2026\n" + body + b"\n"


_PLAIN = {
    "txt": txt,
    "source": txt,
    "md": md,
    "xml": xml,
    "json": _json,
    "sql": sql,
    "html": html_,
    "rtf": rtf,
    "eml": eml,
    "mbox": mbox,
    "csv": lambda d: _csv(d).encode(),
    "csv-utf16": lambda d: _csv(d).encode("utf-16"),
    "csv-cp1252": lambda d: _csv(d).encode("cp1252", "replace"),
}
