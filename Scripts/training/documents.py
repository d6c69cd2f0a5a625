"""The labelled documents that train-model learns from, with what tuckbox-lab sees in them."""
import json
import pathlib
import random
import re
import subprocess
import tempfile

import numpy

from .dressing import dressed

# Authors of examples from whom nothing ever learns.
MEASURED = {"alder", "assay", "brook", "cairn", "checks", "dovecote", "furrow", "grove", "jury", "meadow", "pinnace"}


def corpus_rows(corpus):
    """Documents of a folder with manifest.jsonl; one author wrote all of its kinds."""
    for line in open(pathlib.Path(corpus) / "manifest.jsonl", encoding="utf-8"):
        row = json.loads(line)
        if row.get("scored", True):
            yield row | {"path": str(pathlib.Path(corpus) / row["path"]), "author": pathlib.Path(corpus).name}


def example_texts(path):
    """(kind, positive, text) of a file of examples: JSON lines, or texts after lines of `=== kind + categories` or `=== kind -`."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        return [(row["kind"], row["positive"], row["text"]) for row in map(json.loads, text.splitlines())]
    parts = (part.partition("\n") for part in re.split(r"(?m)^=== ", text)[1:])
    return [(head.split()[0], head.split()[1] == "+", body) for head, _, body in parts]


# Of the texts that are learned from, these are seen with what a school puts around them.
DRESSED = 0.4


def example_rows(path, scratch):
    """Each a kind of its own; its author is the folder that it is in."""
    for number, (kind, positive, body) in enumerate(example_texts(path)):
        name, text, ending = f"{path.parent.name}-{path.stem}-{number:04d}", body.rstrip() + "\n", "txt"
        if path.parent.name not in MEASURED and random.Random(name).random() < DRESSED:
            text, ending = dressed(text, name + " dressed")
        file = scratch / f"{name}.{ending}"
        file.write_text(text, encoding="utf-8")
        yield {
            "kind": f"{path.stem}/{kind}", "positive": positive, "style": "example", "family": path.stem, "author": path.parent.name, "path": str(file),
            "is_short": len(body.split()) <= SHORT_WORDS}


class Lab:
    """tuckbox-lab: names and signs of features, and the features and tokens of documents."""

    def __init__(self, program):
        self.program = program
        pairs = [line.split() for line in subprocess.run([program, "names"], capture_output=True, text=True, check=True).stdout.splitlines()]
        self.names, self.signs = [name for name, _ in pairs], numpy.array([int(sign) for _, sign in pairs])

    def ask(self, verb, rows):
        done = subprocess.run([self.program, verb], input="\n".join(r["path"] for r in rows), capture_output=True, text=True, check=True)
        return [line.split() for line in done.stdout.split("\n")[: len(rows)]]

    def texts(self, rows):
        """Rows with their `text` as the network is to read it, their `linear` score by the model in force, and that of each window of the text by itself
        (`passages`); what cannot be read is left out."""
        with tempfile.TemporaryFile("w+", encoding="utf-8") as paths:
            paths.write("".join(row["path"] + "\n" for row in rows))
            paths.seek(0)
            with subprocess.Popen([self.program, "text-of"], stdin=paths, stdout=subprocess.PIPE, text=True, encoding="utf-8") as asked:
                for row, line in zip(rows, asked.stdout):
                    found = json.loads(line)
                    if found.get("text", "").strip():
                        yield row | found


class Documents:
    """Rows with labels `y`, the part of the score that is not trained `offset`, features `x`, and tokens."""

    def __init__(self, rows, lab):
        self.rows = rows
        self.y = numpy.array([1.0 if row["positive"] else 0.0 for row in rows])
        values = numpy.array([[float(v) for v in line] for line in lab.ask("features-of", rows)])
        self.offset, self.x = values[:, 0], values[:, 1:]
        self.tokens = lab.ask("wording-of", rows)

    def column(self, name):
        return numpy.array([row.get(name, "") for row in self.rows])


def key_of(row):
    """What a document is called in files of scores: its author and its file, which for a plain machine's is a whole path."""
    return f"{row['author']}/{row['path'] if row['author'] == 'plain' else pathlib.Path(row['path']).name}"


def write_scores(path, rows, scores):
    """A line of JSON for each document. About those without a score (nan) the network is not asked: they are no prose, or no passage is telling."""
    lines = []
    for row, score in zip(rows, scores):
        is_asked = row.get("prose", True) and numpy.isfinite(score)
        line = {"key": key_of(row), "author": row["author"], "positive": row["positive"], "windows": len(row.get("passages", [0]))}
        lines.append(json.dumps(line | {"score": round(float(score), 4) if is_asked else None}))
    pathlib.Path(path).write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_scores(path):
    """Rows by their keys."""
    return {row["key"]: row for row in map(json.loads, open(path, encoding="utf-8"))}


# A kind of the corpus stands for more than one document: whole pages, tables and exports, in all formats. So does a note of one or two sentences: schools
# write those most, and the examples have few. A package of a plain machine stands for all that are not there.
CORPUS_KIND = 3.0
SHORT_WORDS, SHORT_KIND = 40, 6.0
KINDS = {"example": 1.0, "plain": 4.0}


def stands_for(row):
    return SHORT_KIND if row.get("is_short") else KINDS.get(row["style"], CORPUS_KIND)


def weights_of(rows, emphasis):
    """Each kind counts the same, some more (stands_for); positives and negatives count alike; the false positives then `emphasis` times."""
    per, counts, total = {}, {}, {True: 0.0, False: 0.0}
    for row in rows:
        per[row["kind"]] = per.get(row["kind"], 0) + 1
    for row in rows:
        counts[row["kind"]] = stands_for(row) / per[row["kind"]]
        total[row["positive"]] += counts[row["kind"]]
    return numpy.array([(1 if r["positive"] else emphasis) * 100 / total[r["positive"]] * counts[r["kind"]] for r in rows])
