#!/usr/bin/env python3
"""Writes the seeds `seed-*` of Tests/Fuzz/Corpus: inputs that lead each fuzzer past the first checks. The other files there are what fuzzers found.

Each target's Fuzz.swift says how it takes its input apart."""
import base64
import gzip
import hashlib
import pathlib
import struct
import sys
import zlib

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

HERE = pathlib.Path(__file__).parent
INTEROP = HERE.parent / "Interop"
sys.path.insert(0, str(INTEROP))
import vault as v  # noqa: E402
from vault import FILE, FOLDER, LINK, Member  # noqa: E402

EXAMPLE = (INTEROP / "example.vault").read_bytes()
FIRST, LAST = EXAMPLE[:4096], EXAMPLE[-4096:]
BOTH, ONLY_FIRST, ONLY_LAST = 0, 0x4000, 0x8000
RIGHT_CHECKSUMS, RIGHT_MACS = 7, 15


def patch(offset, new, where=BOTH):
    return struct.pack(">HB", offset | where, len(new) - 1) + new


def header():
    yield "example", bytes([0]) + FIRST + LAST
    for name, change in {
        "none": b"", "version": patch(1032, b"\0\1"), "flag": patch(1034, b"\0\1"), "label": patch(1060, b"\x05Other\0\0\0\0\0\0\0\0\0"),
        "older": patch(1592, bytes(8), ONLY_FIRST), "newest": patch(1592, b"\xff" * 8), "finder": patch(900, b"x\n"),
        "prefix": patch(1536, b"x", ONLY_LAST), "reserved": patch(1700, b"x"), "magic": patch(1024, b"X"), "place": patch(1600, b"\1", ONLY_FIRST),
        **{f"count-{count}": patch(1601, bytes([count])) for count in (0, 2, 8, 9)},
        **{f"type-{kind}": patch(1664, bytes([kind])) for kind in (0, 2, 3, 4)},
        "rounds": patch(1668, struct.pack(">I", 209_999)), "rounds-sum": patch(1668, struct.pack(">I", 9_500_000)),
        "point": patch(2180, b"\4" + bytes(64)), "enc": patch(2245, b"x"), "wrapped": patch(2400, b"x"),
    }.items():
        yield name, bytes([RIGHT_CHECKSUMS]) + change
        yield name + "-signed", bytes([RIGHT_MACS]) + change
    yield "first-damaged", bytes([5]) + patch(0, b"X", ONLY_FIRST)
    yield "last-damaged", bytes([3]) + patch(0, b"X", ONLY_LAST)


def payload():
    for length in (0, 1, 16383, 16384, 16400, 32768, 50000):
        size = struct.pack(">QQ", 8260 + 16404 * (length // 16384) + 16 + length % 16384, 1)
        sealed = struct.pack(">HBBB", length, 7, 0, 3)
        yield f"sealed-{length}", bytes([3]) + size + sealed
        yield f"changed-{length}", bytes([3]) + size + sealed + b"x" + struct.pack(">I", 5) + b"y" + struct.pack(">I", 16405)
        yield f"run-{length}", bytes([1]) + size + sealed
    yield "many-chunks", bytes([3]) + struct.pack(">QQ", 2**63 - 1, 5) + struct.pack(">HBBQ", 5, 7, 1, 2**38 - 1)
    yield "arbitrary", bytes([2]) + struct.pack(">QQQH", 8276, 0, 0, 100) + bytes(40)


TREE = [
    Member(b"d", FOLDER, 0o755, 1), Member(b"d/l", LINK, 0o777, 2, target=b"f"), Member(b"d/f", FILE, 0o644, -3, content=b"text"),
    Member(b"d/s", FILE, 0o600, 4, part=1, content=b"x" * 600), Member(b"d/s", FILE, 0o600, 4, part=2, content=b""),
    Member(b"d/" + b"n" * 200, FILE, 0o600, 2**34, content=b""), Member("d/ö".encode(), FILE, 0, 0, content=b""),
    Member(b"d/\xff", LINK, 0o777, 0, target=b"\xfe" * 120),
]
# What Tree.swift makes members of: a folder, a file in it, a link, a stream of three parts, a name of 90 bytes.
LEAVES = {
    "folder": b"\x80\0\1", "file": b"\x05\1\2\x12\x34", "link": b"\x02\2\3\1a", "stream": b"\x03\3\4\2" + b"\x10\0" * 3,
    "long": b"\x45\x5a" + b"n" * 90 + b"\5\0\7", "time": b"\x25\2" + struct.pack(">q", -5) + b"\0\1",
    "huge": b"\x84\1\5" + struct.pack(">HIQ", 0o644, 0, 2**64 - 1), "large": b"\x84\1\5" + struct.pack(">HIQ", 0o644, 0, 2**59),
    "most": b"\x84\1\5" + struct.pack(">HIQ", 0o644, 0, 2**52), "beneath": b"\x86\0\1\x80\0\2",
}


def trees():
    yield "all", bytes([6]) + b"".join(LEAVES[name] for name in ("folder", "file", "link", "stream", "long", "time"))
    for name, leaf in LEAVES.items():
        yield name, bytes([2]) + LEAVES["folder"] + leaf
        yield name + "-alone", bytes([1]) + leaf


def inner():
    members = sorted(TREE, key=lambda member: (v.order(member.path), member.part))
    index = b"".join(map(v.record, members))
    place = struct.pack(">QH", 512 << 16, 2000)
    yield "index", bytes([0]) + struct.pack(">H", len(members)) + place + index
    yield "one", bytes([0]) + struct.pack(">H", 1) + place + v.record(TREE[0])
    for name, tree in trees():
        yield "tree-" + name, bytes([1]) + place + tree
    yield "footer", bytes([2]) + struct.pack(">Q", 5000) + b"\x08" + v.footer(1024, 100, 2)[8:]
    for number, member in enumerate(TREE):
        blocks = v.tar_header(member)
        pax = v.pax_records(member) if len(blocks) > 512 else b""
        yield f"block-{number}", bytes([3]) + struct.pack(">H", len(pax)) + blocks[-512:] + pax


def salvage():
    for name, tree in trees():
        yield "right-" + name, bytes([1]) + tree
        yield "no-index-" + name, bytes([0]) + tree
    whole = dict(trees())["all"]
    yield "changed", bytes([5]) + whole + b"\xff" * 4 + struct.pack(">I", 5000)
    yield "last-chunk", bytes([9]) + whole
    yield "cut", bytes([17]) + whole + struct.pack(">H", 5000)
    yield "patched", bytes([0x41]) + whole + b"\2xy" + struct.pack(">I", 600)
    yield "more", bytes([3]) + whole + struct.pack(">H", 40) + b"z" * 40


def names():
    text = "plain café \u202e\u2028\u0085\\x \x1b[31m \U000e0041".encode() + b"\xff\xc3"
    yield "text", bytes([0]) + struct.pack(">H", len(text)) + text + b"b"
    for path, target in [(b"a/b/c", b"../x"), (b"/a//b/", b"x"), (b".", b"b"), (b"a/l", b"."), (b"a/b/l", b"../.."), (b"x" * 255 + b"/" + b"y" * 256, b"a")]:
        yield f"path-{hashlib.sha256(path + target).hexdigest()[:6]}", bytes([0]) + struct.pack(">H", len(path)) + path + target
    yield "links", bytes([1]) + bytes([2, 0, 1, 2, 2, 3, 0, 1, 1, 0, 2, 1, 0, 1, 3, 0, 0, 1, 2, 3, 3, 3, 2, 1])
    for name, tree in trees():
        yield "tree-" + name, bytes([2]) + tree


def secrets():
    key = (INTEROP / "example.key.txt").read_bytes()
    yield "key", bytes([0]) + key
    yield "key-typed", bytes([0]) + b"- ".join(key.strip().upper()[k:k + 4] for k in range(0, 38, 4)) + b"\r\n"
    for name, text in {"ascii": b"correct horse\r\n", "nfd": "Zoe\u0308 cafe\u0301".encode(), "hangul": "\u1112\u1161\u11ab".encode(), "control": b"a\tb",
                       "surrogate": b"\xed\xa0\x80", "long": "\ufdfa".encode() * 341, "grows": "\U0001d160".encode() * 256, "cut": b"\xe2\x82"}.items():
        yield "passphrase-" + name, bytes([0x81]) + text
    yield "encode", bytes([2]) + bytes(range(16))
    yield "decode", bytes([3, 16]) + key.strip()


def recovery_keys():
    def der(pem):
        return base64.b64decode(b"".join(line for line in pem.splitlines() if not line.startswith(b"-")))

    public, private = ((INTEROP / name).read_bytes() for name in ("example.recovery.pub.pem", "example.recovery.pem"))
    yield "public-pem", bytes([0]) + public
    yield "private-pem", bytes([0]) + private
    yield "public", bytes([1]) + der(public)
    yield "private", bytes([2]) + der(private)
    # PBES2 with PBKDF2 of one round, HMAC-SHA-512, AES-256-CBC, passphrase "word".
    salt, iv, plain = b"salt", bytes(16), der(private)
    pad = 16 - len(plain) % 16
    encryptor = Cipher(algorithms.AES(hashlib.pbkdf2_hmac("sha512", b"word", salt, 1, 32)), modes.CBC(iv)).encryptor()
    sealed = encryptor.update(plain + bytes([pad]) * pad) + encryptor.finalize()
    function = bytes.fromhex("300c06082a864886f70d020b0500")
    scheme = bytes.fromhex("301d060960864801650304012a0410") + iv
    yield "encrypted", bytes([4, len(salt)]) + salt + bytes([len(function)]) + function + bytes([len(scheme)]) + scheme + sealed
    envelope = bytes.fromhex("304b06092a864886f70d01050d303e301d06092a864886f70d01050c301004") + b"\4salt" + bytes.fromhex("020300ffff") + function
    yield "encrypted-der", bytes([3]) + envelope + sealed


def trail():
    zeros = "0" * 64
    yield "entry", b"\0" + (
        '{"schema":1,"seq":1,"time":"2026-11-22T09:30:00Z","user":"o\\"x\\\\","uid":0,"computer":"\\u001b","verb":"wrap","phase":"outcome","intent":0,'
        f'"vault_ids":["ab","cd"],"medium_removable":true,"status":0,"prev":"{zeros}","seal":"{zeros}"}}').encode()
    state = bytearray(8192)
    state[:48] = b"TKBXTRL1" + struct.pack(">QQQ", 2, 3, 700) + b"2026-11\0" + bytes(8)
    state[136:144] = struct.pack(">Q", 2)
    yield "state", b"\1" + bytes(state)
    yield "head", b"\2" + f'{{"schema":1,"segment":"2026-10","first":0,"next":3,"last":"{zeros}","tree":["{zeros}","{zeros}"]}}\n'.encode()
    name, key = "tuckbox/trail/" + "a" * 32, bytes([1]) + bytes(32)
    yield "checkpoint", b"\3" + f"{name}\n3\n{base64.b64encode(bytes(32)).decode()}\n\n\u2014 {name} {base64.b64encode(bytes(68)).decode()}\n".encode()
    digest = hashlib.sha256(name.encode() + b"\n" + key).hexdigest()[:8]
    yield "note-key", b"\3" + f"{name}+{digest}+{base64.b64encode(key).decode()}".encode()
    yield "time", b"\4" + b"2026-02-28T23:59:59Z"
    yield "base64", b"\5" + b"AAEC/+8="


SQL_SERVER = (b"SET IDENTITY_INSERT [dbo].[p] ON\nGO\nINSERT [dbo].[p] ([a], [b c]) VALUES (1, N'x''y', CAST(N'2015-01-11' AS Date))\nGO\n"
              b"print 'done'\nGO\nINSERT [dbo].[p] ([a]) VALUES (-2), /* two */ (NULL)\nGO\n")
SQLITE_DUMP = (b"PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE p (a TEXT, -- of a\n key integer, KEY (a), b varchar(5) DEFAULT ',');\n"
               b"INSERT INTO p VALUES('x',1,to_date('a','b'));\nINSERT INTO \"q\" VALUES(2);\nCOMMIT;\n")


def documents():
    sys.path.insert(0, str(HERE.parent / "Extraction"))
    import documents as d
    text = d.PROSE[:40]
    yield from {
        "rtf": d.rtf(), "mail": d.message().as_bytes(), "mailbox": d.mbox()[:6000], "html": d.html(), "xml": d.xml(), "json": d.json_text(), "mysql": d.mysql_dump(),
        "postgres": d.postgres_dump(), "csv": d.csv_text().encode(), "utf16": d.PROSE.encode("utf-16"), "gzip": gzip.compress(d.csv_text().encode(), mtime=0),
        "sql-server": SQL_SERVER, "sqlite-dump": SQLITE_DUMP,
        "jpeg": d.jpeg(), "png": d.png(), "tape": b"TAPE" + bytes(100) + d.PROSE.encode("utf-16-le"), "sqlite": d.sqlite(page_size=512)[:4096],
        "zip": d.zipped({"a.csv": d.csv_text(), "b.txt": text}), "zip-in-zip": d.zipped({"b.zip": d.zipped({"c.txt": text})}, 0),
        "docx": d.zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": f"<w:p><w:t>{text}</w:t></w:p><w:tbl><w:tr><w:tc><w:p><w:t>a</w:t></w:p></w:tc></w:tr></w:tbl>",
                          "word/header1.xml": "<w:t>OFFICIAL</w:t>", "docProps/core.xml": "<dc:title>t</dc:title>"}, 0),
        "xlsx": d.zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": '<sheet name="n" r:id="r1"/>',
                          "xl/_rels/workbook.xml.rels": '<Relationship Id="r1" Target="worksheets/sheet1.xml"/>',
                          "xl/styles.xml": '<cellXfs><xf numFmtId="14"/></cellXfs>', "xl/sharedStrings.xml": "<si><t>s</t></si>",
                          "xl/worksheets/sheet1.xml": '<row><c r="B1" t="s"><v>0</v></c><c s="0"><v>41762.5</v></c></row><oddHeader>h</oddHeader>'}, 0),
        "odt": d.zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": f"<text:p>{text}<text:s text:c='3'/></text:p>", "meta.xml": "<dc:title>t</dc:title>"}, 0),
        "flat": f'<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"><text:p>{text}</text:p></office:document>'.encode(),
        "compound": compound({"WordDocument": b"\xec\xa5" + bytes(62), "\5SummaryInformation": bytes(64)}),
        "outlook": compound({"__properties_version1.0": b"", "__substg1.0_0037001F": "Zoë".encode("utf-16-le"), "__substg1.0_1000001E": b"late"}),
    }.items()


def compound(streams):
    """A compound file of one table sector, one directory chain, and streams in the mini stream."""
    mini = b"".join(content.ljust(-(-len(content) // 64) * 64, b"\0") for content in streams.values()).ljust(512, b"\0")[:512]
    entries, place = [("Root Entry", 5, -1, -1, 1, 3, len(mini))], 0
    for i, (name, content) in enumerate(streams.items(), 1):
        entries.append((name, 2, -1, i + 1 if i < len(streams) else -1, -1, place, len(content)))
        place += -(-len(content) // 64)
    directory = b"".join(
        (name.encode("utf-16-le") + b"\0\0").ljust(64, b"\0") + struct.pack("<HBBiii36xiII", len(name) * 2 + 2, kind, 1, left, right, child, start, size, 0)
        for name, kind, left, right, child, start, size in entries).ljust(1024, b"\0")
    links, at = [], 0
    for content in streams.values():
        count = -(-len(content) // 64)
        links += [*range(at + 1, at + count), -2] if count else []
        at += count
    table = struct.pack("<5i", -3, 2, -2, -2, -2).ljust(512, b"\xff")
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH6xIIIIIIIIII", 62, 3, 0xfffe, 9, 6, 0, 1, 1, 0, 4096, 4, 1, 0xfffffffe, 0, 0)
    return header.ljust(512, b"\xff") + table + directory + mini + struct.pack(f"<{len(links)}i", *links).ljust(512, b"\xff")


def frames():
    yield "ready", b"R\4\1"
    yield "row", b"r" + struct.pack("<I", 1) + b"a" + struct.pack("<I", 0)
    yield "text", b"t" + "Zoë".encode()
    yield "property", b"p\5titleZo"
    for name, code in {"whole": b"\0", "damaged": b"\1damaged", "zip": b"\2zip", "random": b"\3"}.items():
        yield name, b"O" + code


def mounts():
    table = [
        "22 1 254:0 / / rw,relatime - ext4 /dev/vda rw",
        "36 22 8:1 / /boot rw shared:1 master:2 - vfat /dev/sda1 rw,fmask=0022",
        "37 22 0:40 / /run/user/1000/a\\040b rw,nosuid - fuse.gvfsd-fuse gvfsd-fuse rw",
    ]
    swaps = ["Filename\t\t\tType\t\tSize\tUsed\tPriority", "/dev/sda2 partition\t1000\t0\t-2", "/swap\\040file file\t1000\t0\t-3"]
    for name, lines in {"mountinfo": table, "swaps": swaps}.items():
        yield name, "".join(line + "\n" for line in lines).encode()


def expert_witness():
    def section(kind, contents, place):
        head = kind.ljust(16, b"\0") + struct.pack("<QQ40x", place + 76 + len(contents), 76 + len(contents))
        return head + struct.pack("<I", zlib.adler32(head)) + contents

    for name, squeeze in {"stored": lambda chunk: chunk + struct.pack("<I", zlib.adler32(chunk)), "compressed": zlib.compress}.items():
        chunks = [squeeze(bytes(range(256)) * 4), squeeze(bytes(512))]
        image = bytes.fromhex("455646090d0aff000101000000")
        image += section(b"volume", struct.pack("<IIIIQ70x", 1, 2, 2, 512, 3), len(image))
        first = len(image) + 76
        image += section(b"sectors", b"".join(chunks), len(image))
        head = struct.pack("<IIQI", 2, 0, 0, 0)
        flag = 0x80000000 if name == "compressed" else 0
        places = struct.pack("<II", first | flag, first + len(chunks[0]) | flag)
        image += section(b"table", head + struct.pack("<I", zlib.adler32(head)) + places, len(image))
        yield name, b"\1" + image + section(b"done", b"", len(image))


def assessments():
    def piece(kind, contents):
        return struct.pack(">BH", kind, len(contents)) + contents

    note = "Spoke to mum about Zainab (4B). She cried, DSL told! \"Why?\" (He hit \u00c9lodie.)\r\nNguy\u1ec5n: 12 of 30\n".encode()
    yield "note", piece(0, note)
    yield "mail", piece(2, b"Mia P") + piece(0, note) + piece(3, b"2.txt") + piece(0, note[:40])
    yield "rows", piece(1, b"Name\tClass\t\tNeed\t") + 3 * piece(1, b"Mia Patel\t7B\t\tSLCN\t")
    yield "odd", piece(0, b"\xff\xc3\n\xe2\x80" + "\u00ad\u200be\u0301\U0001f642\u0628".encode() + b"a" * 70 + b"_." * 9)


def main():
    for target in (header, payload, inner, salvage, names, secrets, recovery_keys, trail, documents, frames, mounts, expert_witness, assessments):
        folder = HERE / "Corpus" / target.__name__.title().replace("_", "")
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("seed-*"):
            old.unlink()  # What a fuzzer found is called find-…, and stays.
        for name, content in target():
            (folder / f"seed-{name}").write_bytes(content)


main()
