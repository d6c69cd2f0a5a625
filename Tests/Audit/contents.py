"""What lies on sticks: documents of the labelled corpus, vaults and files that others encrypted, each with what an audit has to say of it."""
import hashlib
import os
import pathlib
import random
import subprocess
import sys
import tempfile
from dataclasses import dataclass

HERE = pathlib.Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "Corpus"), str(HERE.parent / "Extraction")]

import corpus
import writers

PASSPHRASE = "wobbly giraffes paint twelve teapots"


@dataclass(frozen=True)
class Content:
    data: bytes
    """`vault`, `protected`, `encrypted`, `not_examined` or `clean`."""
    verdict: str = "clean"
    """As `tuckbox scan` names them; a detector may find fewer or more."""
    categories: tuple = ()
    """Distinct people; of a document about staff alone they are no children."""
    people: int = 0
    encrypted_by: str | None = None
    """The kind of the corpus, or what else it is."""
    kind: str = ""

    @property
    def sha256(self):
        return hashlib.sha256(self.data).hexdigest()

    @property
    def children(self):
        return self.people if set(self.categories) - {"staff"} else 0


class Documents:
    """Documents of one split of the corpus by the names of their kinds."""

    def __init__(self, split):
        self.kinds = {kind.name: kind for kind in corpus.load(split) if kind.scored}

    def names(self, positive, sensitive=None):
        wanted = {"sen", "medical", "safeguarding"}
        return [k.name for k in self.kinds.values() if k.positive == positive and (sensitive is None or bool(wanted & set(k.categories)) == sensitive)]

    def make(self, name, rng, form=None):
        """A document and its extension."""
        return self.make_all(name, rng, [form or rng.choice(self.kinds[name].formats)])[0]

    def make_twice(self, name, rng):
        """The same document in two of its formats, as somebody has it who saved it as something else; in one if there is no other."""
        formats = self.kinds[name].formats
        return self.make_all(name, rng, rng.sample(formats, min(2, len(formats))))

    def make_all(self, name, rng, forms):
        kind = self.kinds[name]
        document = kind.make(rng, corpus.make_school(rng))
        categories = tuple(c.replace("-", "_").replace("behaviour_attendance", "behaviour_and_attendance") for c in kind.categories)
        verdict = "protected" if kind.positive else "clean"
        return [(Content(writers.render(document, form), verdict, categories, document.people, kind=name), writers.extension(form)) for form in forms]


def picture(rng, width=320, height=240):
    """A JPEG that does not compress: what most of a stick is full of."""
    import io
    from PIL import Image
    out = io.BytesIO()
    Image.frombytes("RGB", (width, height), rng.randbytes(width * height * 3)).save(out, "JPEG", quality=80)
    return Content(out.getvalue(), kind="picture")


def tuckbox():
    return os.environ["TUCKBOX"]


def vault(data, name="plan.docx", policy=None, label=None):
    """A vault of the program that TUCKBOX names."""
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        (place / name).write_bytes(data)
        (place / "passphrase").write_text(PASSPHRASE)
        more = (["--policy", str(policy)] if policy else []) + (["--label", label] if label else [])
        subprocess.run(
            [tuckbox(), "wrap", place / name, "-q", "-o", place / "out.vault", "--passphrase-file", place / "passphrase", "--trail", place / "trail", *more],
            check=True, capture_output=True)
        return Content((place / "out.vault").read_bytes(), "vault", kind="vault")


def damaged(content):
    """A vault of which both copies of the header are spoilt: it still begins like one."""
    data = bytearray(content.data)
    data[2000] ^= 1
    data[-4096 + 2000] ^= 1
    return Content(bytes(data), "not_examined", kind="damaged vault")


def foreign():
    """Files that other tools encrypted, by name."""
    import documents as made
    csv = made.csv_text().encode()

    def seven(*options, output):
        return made.made_by("7z", "a", "-bd", "-pcorrect horse", *options, output, "t.csv", files={"t.csv": csv}, output=output)

    return {
        "register.docx": Content(made.encrypted_office(), "encrypted", encrypted_by="Microsoft Office", kind="encrypted"),
        "letter.pdf": Content(made.pdf(password="correct horse"), "encrypted", encrypted_by="PDF", kind="encrypted"),
        "backup.7z": Content(seven("-mhe=on", output="o.7z"), "encrypted", encrypted_by="7z", kind="encrypted"),
        "reports.zip": Content(seven("-tzip", "-mem=AES256", output="o.zip"), "encrypted", encrypted_by="zip", kind="encrypted"),
        "old.zip": Content(seven("-tzip", "-mem=ZipCrypto", output="o.zip"), "encrypted", encrypted_by="zip", kind="encrypted"),
        "notes.gpg": Content(made.gpg(), "encrypted", encrypted_by="OpenPGP", kind="encrypted"),
        "secrets.kdbx": Content(made.keepass(), "encrypted", encrypted_by="KeePass", kind="encrypted"),
    }


def noise(rng, size=2 << 20):
    """Random bytes without any header: encrypted, or random."""
    return Content(b"\x07" + rng.randbytes(size - 1), "encrypted_or_random", kind="noise")


def seeded(*parts):
    return random.Random("/".join(map(str, parts)))
