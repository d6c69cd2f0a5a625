"""Training and program have to cut texts into the same pieces: both are held to the same file of texts."""
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "Scripts"))
from training.pieces import CAPITAL, CAPITALS, LINE_START, WINDOW, Vocabulary, sentences_of, size_of, stored_vocabulary, windows_of  # noqa: E402

REFERENCE = ROOT / "Tests/ProtectedDataTests/Network/reference.jsonl"


def some_vocabulary():
    return Vocabulary("[UNK] [CLS] [SEP] mum rang a ##bc . ta he".split())


def test_texts_are_cut_as_the_program_cuts_them():
    vocabulary = stored_vocabulary(ROOT / "Sources/ProtectedData/Model/network.bin")
    rows = [json.loads(line) for line in REFERENCE.read_text(encoding="utf-8").splitlines()]
    assert len(rows) >= 40
    for row in rows:
        windows = windows_of(sentences_of(row["text"], vocabulary), vocabulary)
        assert [ids for ids, _ in windows] == row["ids"], row["text"]
        assert [flags for _, flags in windows] == row["flags"], row["text"]


def test_the_longest_piece_is_taken_and_a_word_without_one_is_unknown():
    vocabulary = some_vocabulary()
    assert vocabulary.pieces_of("abc") == [vocabulary.numbers["a"], vocabulary.numbers["##bc"]]
    assert vocabulary.pieces_of("abd") == [vocabulary.unknown]
    assert vocabulary.pieces_of("a" * 61) == [vocabulary.unknown]


def test_flags_say_capitals_and_the_first_piece_of_a_line():
    (first, second, third) = sentences_of("Mum rang. TA rang.\nmum", some_vocabulary())
    assert first[1] == [CAPITAL + LINE_START, 0, 0]
    assert second[1] == [CAPITAL + CAPITALS, 0, 0]
    assert third[1] == [LINE_START]


def test_accents_and_what_nobody_sees_are_left_out():
    vocabulary = some_vocabulary()
    assert sentences_of("h\u00e9 he\u0301 h\u00ade", vocabulary) == [([vocabulary.numbers["he"]] * 3, [LINE_START, 0, 0])]


def test_windows_hold_whole_sentences_and_are_never_too_long():
    vocabulary = some_vocabulary()
    windows = windows_of(sentences_of("mum rang.\n" * 100 + "a " * 200, vocabulary), vocabulary)
    assert all(len(ids) == len(flags) <= WINDOW for ids, flags in windows)
    assert sum(len(ids) - 2 for ids, _ in windows) == 500
    assert all(ids[0] == vocabulary.start and ids[-1] == vocabulary.end for ids, _ in windows)
    assert all(ids[-2] == vocabulary.numbers["."] for ids, _ in windows[:3])


def test_no_more_than_so_many_pieces_are_read_even_of_one_sentence():
    for text in ("mum " * 50, "mum.\n" + "mum " * 50, "mum.\n" * 50):
        assert size_of(sentences_of(text, some_vocabulary(), most=20)) == 20
