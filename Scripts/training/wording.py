"""The model of wording: which words and pairs of words a document has, and which words its sentences about somebody; see WordingTally."""
import math

import numpy
import scipy.sparse
import scipy.sparse.linalg

from .documents import weights_of

ENDS, PEOPLE, LONGEST = {".", "?", "!", "<line>", "<break>"}, {"<name>", "<he>", "<his>"}, 200


def beside_people(tokens):
    """Tokens of sentences with somebody in them, after @; as WordingTally tells sentences apart."""
    found, sentence = set(), []
    for token in tokens + ["."]:
        if token not in ENDS:
            sentence.append(token)
        if token in ENDS or len(sentence) == LONGEST:
            if PEOPLE.intersection(sentence):
                found.update("@ " + word for word in sentence)
            sentence = []
    return found


def grams_of(tokens):
    """Tokens, pairs of them, and tokens beside people; words beyond ASCII are not learned."""
    found = set(tokens) | {a + " " + b for a, b in zip(tokens, tokens[1:])} | beside_people(tokens)
    return {gram for gram in found if "<other>" not in gram}


class Grams:
    """Which grams each document has: found once, and taken apart for each model."""

    def __init__(self, documents):
        numbers, at, columns = {}, [], []
        for i, tokens in enumerate(documents.tokens):
            found = [numbers.setdefault(gram, len(numbers)) for gram in sorted(grams_of(tokens))]
            at += [i] * len(found)
            columns += found
        self.names = list(numbers)
        self.has = scipy.sparse.csr_matrix((numpy.ones(len(at), numpy.float32), (at, columns)), shape=(len(documents.tokens), len(numbers)))
        self.is_single = numpy.array([" " not in name for name in self.names])
        self.is_beside = numpy.array([name.startswith("@ ") for name in self.names])

    def met_by_kinds(self, rows, learn):
        """How many kinds of documents that somebody wrote for this have each."""
        places = numpy.array([i for i, row in enumerate(rows) if learn[i] and row["style"] != "plain"])
        kinds = numpy.unique([rows[i]["kind"] for i in places], return_inverse=True)[1]
        found = scipy.sparse.csr_matrix((numpy.ones(len(places), numpy.float32), (kinds, places)), shape=(kinds.max() + 1, len(rows))) @ self.has
        return found.getnnz(axis=0)

    def matrix(self, documents, kept):
        """What WordingTally.score makes of documents: each gram once, the less the more there are."""
        found = self.has[documents][:, kept].tocsr()
        counts = numpy.diff(found.indptr)
        found.data = numpy.repeat((8 / numpy.sqrt(counts + 30)).astype(numpy.float32), counts)
        return found


def peaks(tokens, known, weights):
    """For each document the most that forty tokens in a row say, of which one is a name; as WordingTally counts it."""
    found, weights = [], numpy.append(weights, 0)
    for document in tokens:
        one = [known.get(token, -1) for token in document]
        two = [-1] + [known.get(a + " " + b, -1) for a, b in zip(document, document[1:])]
        sums = numpy.concatenate([[0], numpy.cumsum(weights[one] + weights[two])]) if one else numpy.zeros(1)
        names = numpy.concatenate([[0], numpy.cumsum([token == "<name>" for token in document])])
        ends = numpy.arange(1, len(sums))
        starts = numpy.maximum(ends - 40, 0)
        said = (sums[ends] - sums[starts])[names[ends] > names[starts]]
        found.append(min(max(said.max(initial=0), 0), 12))
    return numpy.array(found)


def squares(x, y, weight, penalty, steps):
    """Weights and bias by least squares to +1 and -1, all of them drawn to zero; times four, which makes them like logits."""
    root = numpy.sqrt(weight / weight.mean())
    everything = scipy.sparse.hstack([x, numpy.full((len(y), 1), 4.0)]).tocsr()
    found = scipy.sparse.linalg.lsqr(scipy.sparse.diags(root) @ everything, root * (2 * y - 1), damp=math.sqrt(penalty), iter_lim=steps)[0]
    return 4 * found[:-1], 16 * found[-1]


class Wording:
    """Least squares, fitted to the documents that `learn` marks: once with everything, then with single tokens, and what mattered of the rest."""

    LEAST_PAIR, LEAST_BESIDE = 0.08, 0.03

    def __init__(self, documents, grams, learn, options):
        self.tokens, self.grams = documents.tokens, grams
        y, weight = documents.y[learn], numpy.sqrt(weights_of([row for row, l in zip(documents.rows, learn) if l], 1.5))
        met = numpy.asarray(grams.has[learn].sum(axis=0)).ravel()
        # The rarer, the more freely is it learned; beside people less so, because the word by itself is there, too.
        free = numpy.sqrt(numpy.log(learn.sum() / (1 + met)).clip(0.3)) * numpy.where(grams.is_beside, options.beside, 1)
        kept = numpy.flatnonzero(grams.met_by_kinds(documents.rows, learn) >= 2)

        def fitted(kept, steps):
            weights, bias = squares(grams.matrix(learn, kept) @ scipy.sparse.diags(free[kept]), y, weight, options.stiffness, steps)
            return weights * free[kept], bias

        first, _ = fitted(kept, 30)
        least = numpy.where(grams.is_single, 0, numpy.where(grams.is_beside, self.LEAST_BESIDE, self.LEAST_PAIR))
        self.kept = kept[abs(first) >= least[kept]]
        self.weights, self.bias = fitted(self.kept, 60)

    def names(self):
        return [self.grams.names[i] for i in self.kept]

    def features(self, chosen):
        """What it says of each document that `chosen` marks: names of features with their values."""
        said = numpy.clip(self.grams.matrix(chosen, self.kept) @ self.weights + self.bias, -8, 8)
        known = {name: i for i, name in enumerate(self.names())}
        peak = peaks([tokens for tokens, c in zip(self.tokens, chosen) if c], known, self.weights)
        return {"wording": said, "wording-towards": numpy.maximum(said, 0), "wording-against": numpy.maximum(-said, 0), "wording-peak": peak}


class Wordings:
    """Models that did not see this or that, each fitted once."""

    def __init__(self, documents, grams, options):
        self.documents, self.grams, self.options, self.fitted = documents, grams, options, {}

    def model(self, learn):
        key = learn.tobytes()
        if key not in self.fitted:
            self.fitted[key] = Wording(self.documents, self.grams, learn, self.options)
        return self.fitted[key]

    def told_by_others(self, learn, groups):
        """What a model says of each document that never saw its group; the model of all for documents that are not to be learned from."""
        told = {}
        parts = [(learn & (groups != group), learn & (groups == group)) for group in sorted(set(groups[learn]))]
        for others, chosen in parts + ([] if learn.all() else [(learn, ~learn)]):
            for name, values in self.model(others).features(chosen).items():
                told.setdefault(name, numpy.zeros(len(learn)))[chosen] = values
        return told
