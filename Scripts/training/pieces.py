"""Text as the network reads it: sentences cut into word pieces with flags, and packed into windows. Sources/ProtectedData does the same."""
import math
import re
import struct
import unicodedata

UNKNOWN, START, END = "[UNK]", "[CLS]", "[SEP]"
CAPITAL, CAPITALS, LINE_START = 1, 2, 4
LONGEST_WORD = 60
# What the program looks at of a document, and how many windows of that it takes the time to read.
MOST_PIECES = 96 * 94
MOST_WINDOWS = 12
# Of a document of which the features say less than the first, it reads those windows of which they say the second, and not more than the third (the network-
# lines of Model/weights.txt, and Sources/ProtectedData/Network/NetworkJoining.swift).
ALL_FROM, PASSAGE_FROM, MOST_OF_HARMLESS = -2.5, -3.0, 4
WINDOW = 96
# A short text's windows are not cut shorter than this.
SHORTEST_GOAL = 24
SENTENCE_ENDS = re.compile(r"(?<=[.!?])[\"')]?\s+(?=[\"'(A-Z0-9])")
WORD = re.compile(r"[^\W_]+|[^\w\s]|_")


class Vocabulary:
    """Word pieces and their numbers; what goes on within a word begins with ##."""

    def __init__(self, names):
        self.names = list(names)
        self.numbers = {name: number for number, name in enumerate(self.names)}
        self.unknown, self.start, self.end = (self.numbers[name] for name in (UNKNOWN, START, END))
        self.known = {}

    def pieces_of(self, word):
        """The longest piece that fits, again and again; `word` is in small letters without accents."""
        if word not in self.known:
            self.known[word] = self.cut(word) if len(word) <= LONGEST_WORD else [self.unknown]
        return self.known[word]

    def cut(self, word):
        found, at = [], 0
        while at < len(word):
            ends = (end for end in range(len(word), at, -1) if ("##" if at else "") + word[at:end] in self.numbers)
            end = next(ends, None)
            if end is None:
                return [self.unknown]
            found.append(self.numbers[("##" if at else "") + word[at:end]])
            at = end
        return found


def stored_vocabulary(path):
    """Of network.bin, whose format is told in network_file.py."""
    data = path.read_bytes()
    (size,) = struct.unpack_from("<I", data, 36)
    return Vocabulary(data[64:64 + size].decode().splitlines())


class Hidden(dict):
    """For str.translate: takes away what nobody sees (soft hyphens, marks of direction, control characters) and accents that stand by themselves."""

    def __missing__(self, number):
        is_hidden = unicodedata.category(chr(number)) in ("Cf", "Cc", "Mn") and not chr(number).isspace()
        self[number] = None if is_hidden else number
        return self[number]


HIDDEN = Hidden()


def folded(word):
    """In small letters, Latin ones without accents."""
    letters = (unicodedata.normalize("NFD", letter) if letter < "\u0250" or "\u1e00" <= letter < "\u1f00" else letter for letter in word.lower())
    return "".join(letter for letter in "".join(letters) if unicodedata.category(letter) != "Mn")


def sentences_of(text, vocabulary, most=MOST_PIECES):
    """Sentences, each two lists of equal length: pieces' numbers, and their flags. `most` pieces at most; the last sentence may be cut."""
    found, total = [], 0
    for line in filter(None, map(str.strip, text.translate(HIDDEN).split("\n"))):
        for place, sentence in enumerate(SENTENCE_ENDS.split(line)):
            numbers, flags = [], []
            for word in WORD.findall(sentence):
                pieces = vocabulary.pieces_of(folded(word))
                flag = (CAPITAL if word[0].isupper() else 0) + (CAPITALS if len(word) > 1 and word.isupper() else 0)
                numbers += pieces
                flags += [flag] * len(pieces)
            if numbers:
                flags[0] += LINE_START if place == 0 else 0
                found.append((numbers[:most - total], flags[:most - total]))
                total += len(numbers)
            if total >= most:
                return found
    return found


def size_of(sentences):
    return sum(len(numbers) for numbers, _ in sentences)


def windows_of(sentences, vocabulary, first=1.0):
    """Sentences packed into windows of nearly equal length, each with its start and end marks: WINDOW pieces at most. For training, the first window
    may be cut short (`first` below 1), so that the same text is not always cut in the same places."""
    room = WINDOW - 2
    parts = [(numbers[at:at + room], flags[at:at + room]) for numbers, flags in sentences for at in range(0, len(numbers), room)]
    total = size_of(parts)
    goal = max(total / max(1, math.ceil(total / room)), SHORTEST_GOAL)
    found, ids, marks = [], [], []
    for numbers, flags in parts:
        limit = goal * (1.0 if found else first)
        if ids and (len(ids) + len(numbers) > room or len(ids) + len(numbers) / 2 > limit + 4):
            found.append((ids, marks))
            ids, marks = [], []
        ids, marks = ids + numbers, marks + flags
    found.append((ids, marks))
    return [([vocabulary.start] + ids + [vocabulary.end], [0] + marks + [0]) for ids, marks in found]


def telling(windows, passages, least=-math.inf, most=MOST_WINDOWS):
    """The most telling windows, in that order; `passages` is what the features say of each by itself."""
    order = sorted(range(len(windows)), key=lambda place: (-passages[place], place))
    return [windows[place] for place in order if passages[place] >= least][:most]


def read_of(windows, passages, linear):
    """Those that the program reads of a document of which the features say `linear`."""
    return telling(windows, passages) if linear >= ALL_FROM else telling(windows, passages, PASSAGE_FROM, MOST_OF_HARMLESS)
