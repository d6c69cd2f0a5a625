"""Bombs, broken and changed documents: an outcome comes out, in bounded time and memory, and nothing is touched."""
import gzip
import hashlib
import io
import json
import os
import pathlib
import random
import struct
import subprocess
import sys
import zipfile
import zlib

import pytest

from client import Helper
from conftest import HELPER, strings
from documents import all_documents, csv_text, docx, zipped

LIMIT = 256
# 64 MiB; gzip files may be joined.
ZEROS = gzip.compress(bytes(64 << 20))
DOCUMENTS = {name: content for name, content, _, _ in all_documents()}
# Formats that say how long they are: cut short they are never whole.
CONTAINERS = [
    "document.docx", "book.xlsx", "show.pptx", "document.odt", "book.ods", "archive.zip", "stored.zip", "table.csv.gz", "table.csv.xz", "table.csv.bz2", "archive.7z",
    "base.sqlite", "archive.tar.gz",
]
TEXTS = ["document.rtf", "message.eml", "box.mbox", "page.html", "census.xml", "pupils.json", "mysql.sql", "postgres.sql", "photo.jpg", "picture.png", "archive.tar",
         "book.xls", "document.pdf", "message.gpg", "backup.bak", "utf16.txt"]


def alone(path, pieces=False):
    """One helper, one document: the outcome, bytes of frames, and the helper's peak memory in MiB."""
    helper = Helper(HELPER)
    assert helper.receive()[:1] == b"R"
    outcome, size = helper.examine(path, pieces)
    return outcome, size, helper.end()


def nested(levels, inner):
    for _ in range(levels):
        inner = zipped({f"{i}.zip": inner for i in range(2)})
    return inner


def zip_of_many(count):
    """A million empty members, each with its own header."""
    local, central = io.BytesIO(), io.BytesIO()
    for i in range(count):
        name = b"%07d" % i
        place = local.tell()
        local.write(struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 0, 0, 0, 0, 0, 0, len(name), 0) + name)
        central.write(struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, len(name), 0, 0, 0, 0, 0, place) + name)
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count & 0xffff, count & 0xffff, central.tell(), local.tell(), 0)
    return local.getvalue() + central.getvalue() + end


def overlapping(count):
    """Many members of the central directory that are all one and the same."""
    body = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = body.compress(bytes(32 << 20)) + body.flush()
    local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 8, 0, 0, 0, len(data), 32 << 20, 1, 0) + b"a" + data
    entry = struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\1\2", 20, 20, 0, 8, 0, 0, 0, len(data), 32 << 20, 1, 0, 0, 0, 0, 0, 0) + b"a"
    return local + entry * count + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, count, count, len(entry) * count, len(local), 0)


BOMBS = {
    "zip of zips, ten deep": (lambda: nested(10, b"x"), b"O\1depth_limit"),
    "zip of zips of a thousand megabytes": (lambda: nested(3, zipped({"z": ZEROS * 4})), b"O\1expansion_limit"),
    "gzip of zeros": (lambda: ZEROS * 20, b"O\1expansion_limit"),
    "million members": (lambda: zip_of_many(1_000_000), b"O\1member_limit"),
    "overlapping members": (lambda: overlapping(100), b"O\1expansion_limit"),
    "entities of entities": (lambda: (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (c + 1, b"&%c;" % c * 10) for c in range(97, 115)) + b"]><a>&s;</a>"), b"O\0"),
    "deep elements": (lambda: b'<?xml version="1.0"?>' + b"<a>" * 500_000, b"O\1damaged"),
    "deep lists": (lambda: b'[{"a":' * 100_000, b"O\1damaged"),
    "deep groups": (lambda: b"{\\rtf1" + b"{" * 500_000, b"O\1damaged"),
    "sheet of one string": (lambda: zipped({
        "[Content_Types].xml": "<Types/>", "xl/sharedStrings.xml": "<sst><si><t>" + "x" * 30_000 + "</t></si></sst>",
        "xl/worksheets/sheet1.xml": "<worksheet><row>" + '<c t="s"><v>0</v></c>' * 200_000 + "</row></worksheet>"}), b"O\1output_limit"),
    "line of 64 MiB": (lambda: b"a" * (64 << 20), b"O\0"),
    "cell of 64 MiB": (lambda: b'a,"' + b"a" * (64 << 20), b"O\0"),
    "cell of nothing but line ends": (lambda: b"{\\rtf1\\intbl a" + b"\\\n" * (70 << 20), b"O\0"),
    "dump of commas": (lambda: b"INSERT INTO a VALUES (" + b"," * (40 << 20), b"O\0"),
    "row of empty cells": (lambda: b"<html><table><tr>" + b"<td/>" * (30 << 20), b"O\0"),
    "character data of brackets": (lambda: b'<?xml version="1.0"?><a><![CDATA[' + b"]" * (140 << 20), b"O\0"),
    "long names of sheets": (lambda: zipped({
        "[Content_Types].xml": "<Types/>", "xl/worksheets/sheet1.xml": "<worksheet/>", "xl/_rels/workbook.xml.rels": "<Relationships/>",
        "xl/workbook.xml": "<workbook>" + "".join(f'<sheet name="{"x" * 60_000}" id="{i}"/>' for i in range(4000)) + "</workbook>"},
        zipfile.ZIP_STORED), b"O\0"),
    "number of columns": (lambda: zipped({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": '<x><table name="a">' + '<table-row><table-cell number-columns-repeated="999999999"/><table-cell><p>a</p></table-cell></table-row>' * 1000
        + "</table></x>"}), b"O\0"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_told_of_within_the_limits(tmp_path, name):
    make, outcome = BOMBS[name]
    (tmp_path / "bomb").write_bytes(make())
    told, _, memory = alone(tmp_path / "bomb")
    assert told == outcome
    assert memory < LIMIT


@pytest.mark.parametrize("name", [*CONTAINERS, *TEXTS])
def test_cut_short_anywhere(scan, tmp_path, name):
    content = DOCUMENTS[name]
    # At every 64th byte; of large ones, where 150 cuts are spread evenly.
    step = max(64, len(content) // 150 // 64 * 64)
    paths = []
    for size in range(0, len(content), step):
        paths.append(tmp_path / f"{size:08}")
        paths[-1].write_bytes(content[:size])
    results = scan(paths, "--counts")
    assert len(results) == len(paths)
    if name in CONTAINERS:
        assert [r["path"] for r in results[1:] if r["outcome"] == "whole"] == []


def test_changed_documents_harm_nobody(scan, tmp_path):
    seed = int(os.environ.get("TUCKBOX_SEED", random.SystemRandom().randrange(1 << 32)))
    print(f"TUCKBOX_SEED={seed}")
    generator = random.Random(seed)
    each = int(os.environ.get("TUCKBOX_MUTATIONS", "400")) // len(DOCUMENTS) + 1
    # Something that anybody could change, and would show it.
    canary = tmp_path / "canary"
    canary.mkdir()
    (canary / "file").write_text("as it was")
    for path in [canary, *canary.parents][:4]:
        os.chmod(path, 0o777)
    os.chmod(canary / "file", 0o666)
    before = strangers(tmp_path)
    for name, content in DOCUMENTS.items():
        paths = []
        for i in range(each):
            paths.append(tmp_path / f"{name}.{i}")
            paths[-1].write_bytes(changed(content, generator))
        results = scan(paths, "--counts", "--milliseconds", "20000", timeout=1200)
        assert [r["path"] for r in results] == [str(p) for p in paths]
        assert max(r["milliseconds"] for r in results) < 60_000
        for path in paths:
            path.unlink()
    assert os.listdir(canary) == ["file"] and (canary / "file").read_text() == "as it was"
    assert strangers(tmp_path) == before


def changed(content, generator):
    """Bits, bytes and stretches changed, doubled, moved, left out; numbers made large."""
    content = bytearray(content[:1 << 18])
    for _ in range(generator.choice([1, 1, 2, 4, 16, 64])):
        place = generator.randrange(len(content) or 1)
        length = generator.choice([1, 2, 4, 8, 64])
        match generator.randrange(6):
            case 0: content[place:place + 1] = bytes([generator.randrange(256)])
            case 1: content[place:place + 4] = generator.choice([b"\xff" * 4, b"\0" * 4, b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\0\x80"])
            case 2: del content[place:place + length]
            case 3: content[place:place] = content[place:place + length] * generator.choice([1, 2, 100])
            case 4: content[place:place + length] = generator.randbytes(length)
            case 5: content[place:place + length] = content[(other := generator.randrange(len(content) or 1)):other + length]
    return bytes(content)


def strangers(own):
    """Files of the user that helpers run as, where everybody can write; not those of other tests that run meanwhile."""
    found = subprocess.run(["find", "/tmp", "/var/tmp", "/dev/shm", "-xdev", "-uid", "65534", "-print0"], capture_output=True).stdout.split(b"\0")
    return sorted(path for path in found if not path.startswith(b"/tmp/pytest-of-") or path.startswith(os.fsencode(own)))


def test_hostile_names_stay_names(scan):
    names = ["../../etc/passwd", "/etc/passwd", "a\x1b]0;x\x07", "\u202egpj.exe", "x" * 5000, "a//b\\..\\c", "nul\r\n"]
    result, = scan({"a": zipped({name: "text" for name in names})})
    found = [piece["part"] for piece in result["content"] if "part" in piece]
    assert found == [name[:4096] for name in names] and result["outcome"] == "whole"


def test_a_member_that_is_encrypted_among_others(scan):
    content = bytearray(zipped({"a.txt": "text that is there", "b.txt": "text that is not"}, zipfile.ZIP_STORED))
    place = content.rindex(b"PK\1\2")
    content[place + 8] |= 1
    result, = scan({"a": bytes(content)})
    assert result["outcome"] == "not_examined:encrypted_part" and "that is there" in strings(result)


def test_a_helper_that_hangs_is_ended(scan):
    # Slow, not endless: a second of work or more, of which it gets 30 ms.
    rows = b"".join(b"<r><a>%d</a></r>" % i for i in range(1_500_000))
    result, = scan({"a": b"<?xml version='1.0'?><x>" + rows + b"</x>"}, "--milliseconds", "30", "--counts")
    assert result["outcome"] == "not_examined:time_limit"
    assert result["milliseconds"] < 30_000


def test_one_document_after_a_crash(scan, tmp_path):
    good = {f"{i}.csv": csv_text().encode() for i in range(5)}
    results = scan({**good, "big": ZEROS * 20, "z.docx": docx()})
    assert [r["outcome"] for r in results] == ["whole"] * 5 + ["not_examined:expansion_limit", "whole"]


def large_text(path, line, size):
    """Letters without a word that anybody knows, in lines of one length or in a single one."""
    block = (b"ab " * (line // 3))[:line - 1] + b"\n" if line < 1 << 20 else b"a" * (1 << 20)
    block *= max(1, (1 << 20) // len(block))
    with open(path, "wb") as file:
        for _ in range(size // len(block)):
            file.write(block)


# A process counts as its peak what its parent had when it was started: so one that has little starts it.
MEASURE = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE)
print(process.stdout.read().decode().strip())
print(os.wait4(process.pid, 0)[2].ru_maxrss)
"""


def judged(path, folder):
    """What tuckbox itself says of a file, and its peak memory in MiB."""
    done = subprocess.run([sys.executable, "-c", MEASURE, HELPER.parent / "tuckbox", "scan", "--json", "--jobs", "1", path], capture_output=True, check=True,
                          env=os.environ | {"XDG_STATE_HOME": str(folder)})
    verdict, peak = done.stdout.splitlines()
    return json.loads(verdict)["verdict"], int(peak) / 1024


@pytest.mark.parametrize("line, size", [(80, 128 << 20), (1 << 30, 128 << 20)])
def test_a_large_text_is_judged_in_little_memory(tmp_path, line, size):
    large_text(tmp_path / "text", line, size)
    verdict, memory = judged(tmp_path / "text", tmp_path)
    assert verdict == "clean" and memory < LIMIT


@pytest.mark.skipif("TUCKBOX_SOAK_FOLDER" not in os.environ, reason="large: Scripts/soak")
@pytest.mark.parametrize("line, size", [(80, 10 << 30), (1 << 30, 1 << 30)])
def test_soak_a_large_text(tmp_path, line, size):
    path = pathlib.Path(os.environ["TUCKBOX_SOAK_FOLDER"], "tuckbox-soak-text")
    try:
        large_text(path, line, size)
        outcome, _, memory = alone(path)
        assert outcome == b"O\0" and memory < LIMIT
        verdict, memory = judged(path, tmp_path)
        assert verdict == "clean" and memory < LIMIT
    finally:
        path.unlink(missing_ok=True)


@pytest.mark.parametrize("document", ["document.pdf", "book.xls", "archive.7z", "picture.png"])
@pytest.mark.parametrize("name", ["--help", "-o out", "$(touch made)", "`touch made`", "x;touch made", "|touch made", "..\\..\\bin\\sh", "a\nb"])
def test_a_documents_name_cannot_lead_to_a_program(scan, tmp_path, monkeypatch, document, name):
    monkeypatch.chdir(tmp_path)
    (plain,), (hostile,) = scan({"plain": DOCUMENTS[document]}), scan({name: DOCUMENTS[document]})
    assert (hostile["outcome"], hostile["content"]) == (plain["outcome"], plain["content"])
    assert [path.name for path in tmp_path.iterdir()] == ["documents"]
