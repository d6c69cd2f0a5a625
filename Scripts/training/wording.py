"""The model of wording: which words and pairs of words a document has; see WordingTally."""
import math

import numpy
import scipy.optimize
import scipy.sparse

from .documents import weights_of


def grams(tokens):
    """Tokens and pairs of them; words beyond ASCII are not learned."""
    return {g for g in tokens + [a + " " + b for a, b in zip(tokens, tokens[1:])] if "<other>" not in g}


def vocabulary(documents, rows, least=2):
    """Those that so many kinds have, of documents that somebody wrote for this."""
    kinds = {}
    for row, document in zip(rows, documents):
        if row["style"] == "plain":
            continue
        for gram in document:
            kinds.setdefault(gram, set()).add(row["kind"])
    return {gram: i for i, gram in enumerate(sorted(g for g, found in kinds.items() if len(found) >= least))}


def matrix(documents, known):
    """What WordingTally.score makes of a document: each once, the less the more there are."""
    at, columns, values = [], [], []
    for i, document in enumerate(documents):
        found = [known[gram] for gram in document if gram in known]
        at += [i] * len(found)
        columns += found
        values += [8 / math.sqrt(len(found) + 30)] * len(found)
    return scipy.sparse.csr_matrix((values, (at, columns)), shape=(len(documents), len(known)))


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


def logistic(x, y, weight, freedom, steps):
    """Weights and bias of a logistic regression, all of them drawn to zero."""
    turned = x.T.tocsr()

    def loss(v):
        said = x @ v[:-1] + v[-1]
        error = weight * (1 / (1 + numpy.exp(-numpy.clip(said, -30, 30))) - y)
        value = freedom * (weight * (numpy.logaddexp(0, said) - y * said)).sum() + v @ v / 2
        return value, freedom * numpy.append(turned @ error, error.sum()) + v

    found = scipy.optimize.minimize(loss, numpy.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": steps}).x
    return found[:-1], found[-1]


class Wording:
    """A logistic regression, fitted to the documents that `learn` marks: once with everything, then with single tokens and the pairs that mattered."""

    LEAST = 0.03

    def __init__(self, documents, grams_of, learn, options):
        rows = [row for row, l in zip(documents.rows, learn) if l]
        texts, y, weight = [g for g, l in zip(grams_of, learn) if l], documents.y[learn], weights_of(rows, 1.5) / 10

        def fitted(known, steps):
            return logistic(matrix(texts, known), y, weight, options.freedom, steps)

        everything = vocabulary(texts, rows)
        first, _ = fitted(everything, 25)
        kept = [gram for gram, said in zip(everything, first) if " " not in gram or abs(said) >= self.LEAST]
        self.known = {gram: i for i, gram in enumerate(kept)}
        self.weights, self.bias = fitted(self.known, 60)

    def features(self, tokens, grams_of):
        """What it says of each document: names of features with their values."""
        said = numpy.clip(matrix(grams_of, self.known) @ self.weights + self.bias, -8, 8)
        peak = peaks(tokens, self.known, self.weights)
        return {"wording": said, "wording-towards": numpy.maximum(said, 0), "wording-against": numpy.maximum(-said, 0), "wording-peak": peak}


def told_by_others(documents, grams_of, learn, groups, options):
    """What a model says of each document that never saw its group; the model of all for documents that are not to be learned from."""
    told = {}

    def tell(model, chosen):
        found = model.features([t for t, c in zip(documents.tokens, chosen) if c], [g for g, c in zip(grams_of, chosen) if c])
        for name, values in found.items():
            told.setdefault(name, numpy.zeros(len(documents.rows)))[chosen] = values

    for group in sorted(set(groups[learn])):
        tell(Wording(documents, grams_of, learn & (groups != group), options), learn & (groups == group))
    if not learn.all():
        tell(Wording(documents, grams_of, learn, options), ~learn)
    return told
