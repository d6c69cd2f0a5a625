"""Synthetic documents, and vaults of them."""
import base64
import io
import struct
import zlib

import vault as v
from vault import FILE, FOLDER, LINK, Member

PASSPHRASE = "seven grey owls at noon"
CODE = bytes(range(0x40, 0x50))
RECOVERY = v.derive_key_pair(b"recovery key of the page's tests")


def png(width=320, height=200):
    """A picture of a gradient."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes(value for x in range(width) for value in (40 + x // 2, 120, 40 + y)) for y in range(height))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def pdf(text="Review of the support plan"):
    """One page with one line."""
    stream = f"BT /F1 24 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
               b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


TIME = 1_780_000_000
SCHOOL = [
    Member(b"SEN reviews", FOLDER, 0o755, TIME),
    Member(b"SEN reviews/latest", LINK, 0o777, TIME, target=b"plan.txt"),
    Member(b"SEN reviews/plan.txt", FILE, 0o640, TIME, content="Reading support, three times a week. Café at noon.\n".encode()),
    Member(b"SEN reviews/register.csv", FILE, 0o644, TIME, content=b"name,hours\nA. Example,3\nB. Sample,5\n"),
    Member(b"SEN reviews/report.docx", FILE, 0o644, TIME, content=b"PK\x03\x04 not really a document" * 3000),
    Member(b"SEN reviews/scans", FOLDER, 0o755, TIME),
    Member(b"SEN reviews/scans/drawing.png", FILE, 0o644, TIME, content=png()),
    Member(b"SEN reviews/scans/letter.pdf", FILE, 0o644, TIME, content=pdf()),
]


def passphrase_slot(key=None, text=PASSPHRASE, rounds=v.MIN_ROUNDS):
    return v.PassphraseSlot(text.encode(), key, rounds)


def recovery_slot(key=RECOVERY):
    return v.RecoverySlot(v.encode_point(key.public_key()))


def make(path, members=SCHOOL, slots=None, label=b"OFFICIAL-SENSITIVE", flags=0):
    path.write_bytes(v.write_vault(list(members), slots or [passphrase_slot()], label=label, flags=flags, created=TIME))
    return path


def make_from(path, inner):
    """A vault of an inner form that no writer makes: what somebody can do who has the passphrase."""
    import make_kit
    path.write_bytes(make_kit.build(make_kit.stream(path.name), inner=inner, slots=[passphrase_slot()], label=b"OFFICIAL"))
    return path
