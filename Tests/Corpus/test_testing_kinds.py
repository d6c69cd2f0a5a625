"""The kinds for testing keep the promises of their own teller: enough kinds, mostly prose, many variants, no torn slots."""
import os
import pathlib
import re
import secrets
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import corpus  # noqa: E402
import writers  # noqa: E402

SEED = int(os.environ.get("CORPUS_SEED", secrets.randbelow(10**6)))
KINDS = corpus.load("testing")
telling = sys.modules["testing.telling"]  # the one that the kinds hold, since load imports them anew


@pytest.fixture(autouse=True)
def seed():
    print(f"seed {SEED}")


def texts(kind, count):
    return [writers.txt(document).decode() for _, _, document in corpus.documents([kind], SEED, count)]


def test_there_are_fifty_of_each_and_half_of_the_positive_ones_are_prose():
    scored = [kind for kind in KINDS if kind.scored]
    positive = [kind for kind in scored if kind.positive]
    assert len(positive) >= 50 and len(scored) - len(positive) >= 50
    assert sum(kind.style in ("prose", "chat", "mail") for kind in positive) >= len(positive) / 2


def test_every_category_is_met_with_in_several_kinds():
    for category in corpus.CATEGORIES:
        assert sum(category in kind.categories for kind in KINDS) >= 5, category


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_kind_varies_and_its_slots_are_filled(kind):
    made = texts(kind, 20)
    assert len(set(made)) >= 15, "too few variants"
    for text in made:
        assert len(text) >= 60, text
        assert not re.search(r"\{t\.|\{p\.|\bNone\b| object at 0x|\(lambda", text), text


class Listening(telling.Teller):
    """A teller that remembers whom it brought into the story."""
    drawn = []

    def _remembered(self, people):
        self.drawn.extend(people)
        return people

    def pupil(self, year=None):
        return self._remembered([super().pupil(year)])[0]

    def pupils(self, count):
        return self._remembered(super().pupils(count))

    def a_class(self, count):
        return self._remembered(super().a_class(count))

    def adults(self, count):
        return self._remembered(super().adults(count))


def is_met_with(person, text):
    words = {person.forename, person.surname, getattr(person, "preferred", person.forename)}
    return any(re.search(rf"(?i)\b{re.escape(word)}", text) for word in words) or re.search(rf"\b{person.initials}\b", text)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.scored and kind.positive], ids=lambda kind: kind.name)
def test_somebody_who_knows_the_school_could_tell_who_it_is(kind, monkeypatch):
    monkeypatch.setattr(telling, "Teller", Listening)
    for _, _, document in corpus.documents([kind], SEED, 20):
        about = [person for person in Listening.drawn if "staff" in kind.categories or isinstance(person, corpus.Person)]
        text = writers.txt(document).decode()
        assert any(is_met_with(person, text) for person in about), text
        Listening.drawn.clear()
