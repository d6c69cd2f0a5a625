"""How the linear model's scores and the network's are joined: the network is asked about what the linear model is not sure of, and the sum decides there."""
import dataclasses
import itertools

import numpy

from .figures import recall_at
from .pieces import ALL_FROM, MOST_WINDOWS, PASSAGE_FROM

RATES = (0.02, 0.025, 0.05)


@dataclasses.dataclass(frozen=True)
class Joining:
    """From `least` to `most`, the score is linear + factor * network + bias; elsewhere the linear score. Of a document of more than `few` windows a linear
    score below zero has a share only, and of one of more than twelve, which the network does not read to the end, it may only raise the score. A document that
    the network is not asked about wherever it lies (it is a table, or no language, or no passage of it is telling) has no number there (nan)."""

    least: float
    most: float
    factor: float
    bias: float = 0.0
    few: float = 6.0

    def is_asked(self, linear, network):
        return (linear >= self.least) & (linear <= self.most) & numpy.isfinite(network)

    def added(self, linear, network, windows, bias):
        share = numpy.minimum(1, self.few / numpy.maximum(windows, 1))
        weight = self.factor * network + bias - numpy.minimum(linear, 0) * (1 - share)
        return numpy.where(windows > MOST_WINDOWS, numpy.maximum(weight, 0), weight)

    def scores(self, linear, network, windows):
        return numpy.where(self.is_asked(linear, network), linear + self.added(linear, network, windows, self.bias), linear)

    def ranks(self, linear, network, windows):
        """Like `scores`, for bars other than zero: what the network is not asked about stays below, or above, whatever the bar."""
        asked = linear + self.added(linear, network, windows, 0.0)
        return numpy.where(self.is_asked(linear, network), asked, linear + numpy.where(linear > 0, 1e3, -1e3))

    def lines(self):
        """As Model/weights.txt has it."""
        values = {
            "from": self.least, "to": self.most, "all-from": ALL_FROM, "passage-from": PASSAGE_FROM, "factor": self.factor, "bias": self.bias, "few": self.few}
        return [f"network-{name} {value:g}" for name, value in values.items()]

    def with_rate(self, rate, y, linear, network, windows):
        """With the bias at which so many harmless documents are called protected."""
        against = numpy.sort(self.ranks(linear, network, windows)[y == 0])[::-1]
        at = int(rate * len(against))
        return dataclasses.replace(self, bias=round(float(-(against[at] + against[max(at - 1, 0)]) / 2), 4))


def up_to(y, scores, most=0.05):
    """The mean recall over rates of false positives up to `most`; trembles less than that at one rate."""
    return numpy.mean([recall_at(rate, y, scores) for rate in numpy.arange(0.005, most + 0.0025, 0.005)])


def choose(y, linear, network, windows, leasts=(-4.5, -3.5, -2.5), mosts=(1.5, 2, 2.5), factors=(0.5, 0.6, 0.8, 1.0), few=(3, 4, 6, numpy.inf)):
    """The joinings of this grid, the best first, each with its mean recall."""
    tried = [Joining(*values, few=share) for *values, share in itertools.product(leasts, mosts, factors, few)]
    return sorted(((up_to(y, joining.ranks(linear, network, windows)), joining) for joining in tried), key=lambda pair: -pair[0])


def drawn_again(authors, random):
    """Places of documents, authors and then their documents drawn with replacement."""
    names = sorted(set(authors))
    return numpy.concatenate([random.choice(numpy.flatnonzero(authors == name), (authors == name).sum()) for name in random.choice(names, len(names))])


def intervals(authors, measure, times=1000, seed=1):
    """95 per cent of what `measure` (places to numbers) gives when authors and documents are drawn again."""
    random = numpy.random.default_rng(seed)
    return numpy.percentile([measure(drawn_again(authors, random)) for _ in range(times)], [2.5, 97.5], axis=0).T
