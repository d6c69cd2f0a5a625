"""The corpus itself: the same seed gives the same bytes, identifiers pass their checks, the manifest says what is there."""

import csv
import email
import email.policy
import hashlib
import io
import json
import os
import pathlib
import random
import re
import secrets
import sys
import zipfile

import pypdf
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import corpus  # noqa: E402
import identifiers  # noqa: E402
import writers  # noqa: E402

SPLITS = [s for s in ("tuning", "testing") if list((pathlib.Path(__file__).parent / s).glob("*.py"))]
SEED = int(os.environ.get("CORPUS_SEED", secrets.randbelow(10**6)))
FORMATS = ("txt md csv csv-utf16 csv-cp1252 xml json sql html rtf eml mbox docx xlsx pptx odt ods pdf zip:docx").split()
UPN = re.compile(r"[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]")


@pytest.fixture(autouse=True)
def seed():
    print(f"seed {SEED}")
    return random.Random(SEED)


def upn_holds(upn):
    letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
    return (
        bool(UPN.fullmatch(upn))
        and letters[sum(i * (int(c) if c.isdigit() else letters.index(c)) for i, c in enumerate(upn[1:], 2)) % 23] == upn[0]
    )


def uln_holds(uln):
    return bool(re.fullmatch(r"[1-9]\d{9}", uln)) and sum(int(c) * w for c, w in zip(uln, range(10, 0, -1))) % 11 == 10


def nhs_holds(nhs):
    digits = nhs.replace(" ", "")
    return bool(re.fullmatch(r"\d{10}", digits)) and sum(int(c) * w for c, w in zip(digits, range(10, 0, -1))) % 11 == 0


def test_the_published_examples_pass_the_checks_of_this_test():
    assert upn_holds("B801200005001") and upn_holds("R674123101121") and not upn_holds("B801200005002")
    assert uln_holds("9276308686") and not uln_holds("9999999999")


def test_identifiers_pass_their_checks(seed):
    for _ in range(500):
        assert upn_holds(identifiers.upn(seed)) and upn_holds(identifiers.upn(seed, temporary=True))
        assert uln_holds(identifiers.uln(seed)) and nhs_holds(identifiers.nhs(seed))


def test_vectors_agree(seed):
    shared = os.environ.get("TUCKBOX_VECTORS")
    vectors = pathlib.Path(shared).parent / "vectors.csv" if shared else pathlib.Path(__file__).parents[3] / "shared" / "vectors.csv"
    if not vectors.exists():
        pytest.skip("no vectors.csv beside TUCKBOX_VECTORS or the repository")
    holds = {"UPN": upn_holds, "ULN": uln_holds}
    for row in csv.DictReader(vectors.open()):
        if row["kind"] in holds and row["expected"] == "valid":
            assert holds[row["kind"]](row["value"]), row


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_is_the_same_twice_and_holds_the_words(form, seed):
    document = corpus.Document(
        ["# Heading", "Some words about Zoë"], [corpus.Table(["Name", "Mark"], [["Łucja O'Neil", 7], ["B", ""]])], people=2
    )
    data = writers.render(document, form)
    assert data == writers.render(document, form)
    assert "ucja O" in words(data, form)


def words(data, form):
    """What is written in the file, with mark-up, read by other means than it was written with where there are any."""
    if form == "zip:docx":
        return words(zipfile.ZipFile(io.BytesIO(data)).read("document.docx"), "docx")
    if form in ("docx", "xlsx", "pptx", "odt", "ods"):
        package = zipfile.ZipFile(io.BytesIO(data))
        return "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))
    if form in ("eml", "mbox"):
        return email.message_from_bytes(data, policy=email.policy.default).get_content()
    if form == "pdf":
        return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    return data.decode({"csv-utf16": "utf-16", "csv-cp1252": "cp1252"}.get(form, "utf-8"))


@pytest.mark.parametrize("split", SPLITS)
def test_the_same_seed_gives_the_same_files_and_another_seed_others(split, tmp_path):
    def digest(name, seed):
        corpus.write(split, tmp_path / name, seed, 1)
        return [
            (str(p.relative_to(tmp_path / name)), hashlib.sha256(p.read_bytes()).hexdigest())
            for p in sorted((tmp_path / name).rglob("*.*"))
        ]

    assert digest("a", SEED) == digest("b", SEED)
    assert digest("a", SEED) != digest("c", SEED + 1)


@pytest.mark.parametrize("split", SPLITS)
def test_the_manifest_names_every_file_and_tells_no_lie(split, tmp_path):
    kinds, _ = corpus.write(split, tmp_path, SEED, 2)
    lines = [json.loads(line) for line in (tmp_path / "manifest.jsonl").open()]
    assert {line["path"] for line in lines} == {str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*.*")} - {"manifest.jsonl"}
    assert len(lines) == 2 * len(kinds) and {line["kind"] for line in lines} == {k.name for k in kinds}
    for line in lines:
        assert (tmp_path / line["path"]).stat().st_size > 0
        assert set(line["categories"]) <= set(corpus.CATEGORIES) and line["style"] in corpus.STYLES
        assert not line["scored"] or bool(line["people"]) == line["positive"] == bool(line["categories"]), line


@pytest.mark.parametrize("split", SPLITS)
def test_there_are_kinds_enough(split):
    kinds = [k for k in corpus.load(split) if k.scored]
    positive = sum(k.positive for k in kinds)
    assert positive >= 40 and len(kinds) - positive >= 40


@pytest.mark.parametrize("split", SPLITS)
def test_upns_in_positive_documents_pass_their_check(split):
    found = 0
    for kind, _, document in corpus.documents([k for k in corpus.load(split) if k.positive], SEED, 2):
        for upn in UPN.findall(writers.txt(document).decode()):
            found += 1
            assert upn_holds(upn), (kind.name, upn)
    assert found


@pytest.mark.parametrize("split", SPLITS)
def test_a_kind_is_no_single_document_in_many_copies(split):
    # Two of eight may be the same by chance: a blank form has few things that differ.
    made = {}
    for kind, _, document in corpus.documents(corpus.load(split), SEED, 8):
        made.setdefault(kind.name, []).append(writers.txt(document) + document.raw.encode())
    assert [name for name, texts in made.items() if len(set(texts)) < len(texts) // 2] == []
