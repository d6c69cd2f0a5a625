"""The corpus of documents as a school has them: what kinds are made of, and how they become files.

A kind is a function registered with `@register`; it gets a seeded `random.Random` and a `School` and returns a `Document`. Kinds used for
tuning are in `tuning/`, those used for testing in `testing/`, by authors who do not see each other's.

    @register("class-list", positive=True, categories=["pupil-identity"], style="table")
    def class_list(rng, school):
        pupils = people(rng, 28, school, same_class=True)
        return Document(["# Class list " + pupils[0].form], [Table(["Name", "DOB"], [[p.name, p.born()] for p in pupils])], people=len(pupils))

Everybody in it is invented. The same seed gives the same bytes.
"""

import datetime
import importlib
import json
import pathlib
import random
import sys
from dataclasses import dataclass, field

import identifiers  # noqa: F401  (for kinds)
from people import (
    TODAY,
    Parent,
    Person,
    School,
    Staff,
    landline,
    make_school,
    mobile,
    people,
    person,  # noqa: F401
    postcode,
    staff,
    staff_member,
    street,
)

CATEGORIES = ("pupil-identity", "sen", "medical", "safeguarding", "attainment", "behaviour-attendance", "family-contact", "staff")
# What each style is plausibly found in. 'marking' is for documents with a protective marking, or that speak of markings.
STYLES = {
    "prose": ("docx", "txt", "pdf", "odt", "rtf", "html", "md", "docx", "zip:docx", "pptx"),
    "table": ("xlsx", "csv", "docx", "pdf", "ods", "csv-cp1252", "html", "csv-utf16", "odt", "txt", "zip:xlsx"),
    "form": ("docx", "pdf", "odt", "rtf", "txt", "docx", "html", "zip:pdf"),
    "export": ("csv", "xml", "json", "sql", "xlsx", "csv-utf16", "csv-cp1252", "zip:csv", "ods"),
    "chat": ("txt", "md", "docx", "html", "json", "pdf", "zip:txt"),
    "mail": ("eml", "mbox", "txt", "eml", "docx", "html", "pdf", "zip:eml"),
    "marking": ("docx", "xlsx", "pdf", "txt", "odt", "rtf", "csv"),
}


@dataclass
class Table:
    header: list
    rows: list
    title: str = ""


@dataclass
class Document:
    """`text` paragraphs (one that begins with '# ' is a heading; lines within one are kept), then `tables`, then `after`.

    `raw` is a file's whole content for kinds that exist in one format only (a CTF, a dump): it is written as it is.
    `properties`: title, author, subject, keywords, and for mail from, to, cc, subject, date. `people`: distinct persons whose
    protected data it holds; 0 in a negative one, whoever is named.
    """

    text: list = field(default_factory=list)
    tables: list = field(default_factory=list)
    after: list = field(default_factory=list)
    properties: dict = field(default_factory=dict)
    people: int = 0
    raw: str = ""


@dataclass(frozen=True)
class Kind:
    name: str
    positive: bool
    categories: tuple
    style: str
    formats: tuple
    scored: bool
    make: object


KINDS = {}


def register(kind, positive, categories=(), style="prose", formats=None, scored=True):
    """Registers a kind. `formats` narrows those of its style ('zip:csv' is a zip with a csv in it); `scored=False`: people would disagree."""
    assert style in STYLES, style
    assert set(categories) <= set(CATEGORIES) and (bool(categories) == positive or not scored), (kind, categories)

    def keep(make):
        assert kind not in KINDS, f"kind {kind!r} is registered twice"
        KINDS[kind] = Kind(kind, positive, tuple(categories), style, tuple(formats or STYLES[style]), scored, make)
        return make

    return keep


def load(split):
    """Registers the kinds of `tuning` or `testing`, and only those, in the order of their names."""
    here = pathlib.Path(__file__).parent
    KINDS.clear()
    for name in [n for n in sys.modules if n.startswith(split + ".")]:
        del sys.modules[name]
    for path in sorted((here / split).glob("*.py")):
        importlib.import_module(f"{split}.{path.stem}")
    return [KINDS[name] for name in sorted(KINDS)]


def documents(kinds, seed, per_kind):
    """Yields (kind, format, document): each kind `per_kind` times, its formats in turn from a random first."""
    for kind in kinds:
        first = random.Random(f"{seed}/{kind.name}").randrange(len(kind.formats))
        for number in range(per_kind):
            rng = random.Random(f"{seed}/{kind.name}/{number}")
            yield kind, kind.formats[(first + number) % len(kind.formats)], kind.make(rng, make_school(rng))


def write(split, directory, seed, per_kind):
    """Writes the files and `manifest.jsonl` into `directory`. Names of files tell nothing about what is in them."""
    import writers

    directory = pathlib.Path(directory)
    directory.mkdir(parents=True, exist_ok=True)
    kinds = load(split)
    lines = []
    made = list(documents(kinds, seed, per_kind))
    numbers = list(range(len(made)))
    random.Random(f"{seed}/order").shuffle(numbers)
    for number, (kind, form, document) in sorted(zip(numbers, made), key=lambda pair: pair[0]):
        path = f"{number // 1000:03d}/f{number:06d}.{writers.extension(form)}"
        (directory / path).parent.mkdir(exist_ok=True)
        (directory / path).write_bytes(writers.render(document, form))
        lines.append(
            json.dumps(
                {
                    "path": path,
                    "kind": kind.name,
                    "positive": kind.positive,
                    "categories": list(kind.categories),
                    "format": form,
                    "people": document.people,
                    "style": kind.style,
                    "scored": kind.scored,
                    "family": kind.make.__module__.rpartition(".")[2],
                }
            )
        )
    (directory / "manifest.jsonl").write_text("\n".join(lines) + "\n")
    return kinds, lines


def dates(rng, n, within=120):
    """`n` different school days of the last `within` days, oldest first."""
    days = [TODAY - datetime.timedelta(days=d) for d in range(1, within * 3)]
    days = [d for d in days if d.month != 8 and not (d.month == 12 and d.day > 18)][:within]
    return sorted(rng.sample([d for d in days if d.weekday() < 5], n))


def some(rng, items, least=0, most=None):
    """A random part of `items`, in random order."""
    items = list(items)
    return rng.sample(items, rng.randint(least, len(items) if most is None else min(most, len(items))))


def typos(rng, text, rate=0.01):
    """The text as typed in haste: letters swapped, dropped or doubled, capitals and full stops lost."""
    out = list(text)
    i = 1
    while i < len(out) - 1:
        if out[i].isalpha() and out[i].islower() and out[i + 1].isalpha() and rng.random() < rate:
            act = rng.randrange(3)
            if act == 0:
                out[i], out[i + 1] = out[i + 1], out[i]
            elif act == 1:
                out[i] = ""
            else:
                out[i] *= 2
            i += 1
        i += 1
    return "".join(out)
