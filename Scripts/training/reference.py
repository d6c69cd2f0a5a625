"""The texts that the program's tests compare its network on: pieces, flags and scores as they were computed here."""
import json
import pathlib

import torch

from .encoder import Batch
from .pieces import sentences_of, windows_of

FILE = pathlib.Path(__file__).resolve().parent.parent.parent / "Tests/ProtectedDataTests/Network/reference.jsonl"


def texts():
    return [json.loads(line)["text"] for line in FILE.read_text(encoding="utf-8").splitlines()]


def cut(text, vocabulary):
    return windows_of(sentences_of(text, vocabulary), vocabulary)


def scores(net, vocabulary):
    with torch.no_grad():
        return [float(net(Batch([cut(text, vocabulary)]))) for text in texts()]


def write(net, vocabulary):
    """Keeps the file's texts, and says what `net` makes of them."""
    lines = []
    for text, score in zip(texts(), scores(net, vocabulary)):
        windows = cut(text, vocabulary)
        line = {"text": text, "ids": [ids for ids, _ in windows], "flags": [flags for _, flags in windows], "score": round(score, 5)}
        lines.append(json.dumps(line, ensure_ascii=False))
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")
