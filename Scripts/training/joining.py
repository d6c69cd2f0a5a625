"""How the linear model's scores and the network's are joined: the network is asked where the linear score is in the middle, and the sum decides there."""
import dataclasses
import itertools

import numpy

from .figures import recall_at

RATES = (0.02, 0.025, 0.05)


@dataclasses.dataclass(frozen=True)
class Joining:
    """In the middle, from `least` to `most`, the score is linear + factor * network + bias; elsewhere the linear score. A document that the network is not
    asked about wherever it lies (it is a table, or no language) has no number there (nan)."""

    least: float
    most: float
    factor: float
    bias: float = 0.0

    def is_asked(self, linear, network):
        return (linear >= self.least) & (linear <= self.most) & numpy.isfinite(network)

    def scores(self, linear, network):
        return numpy.where(self.is_asked(linear, network), linear + self.factor * network + self.bias, linear)

    def ranks(self, linear, network):
        """Like `scores`, for bars other than zero: what the network is not asked about stays below, or above, whatever the bar."""
        return numpy.where(self.is_asked(linear, network), linear + self.factor * network, linear + numpy.where(linear > 0, 1e3, -1e3))

    def lines(self):
        """As Model/weights.txt has it."""
        values = {"from": self.least, "to": self.most, "factor": self.factor, "bias": self.bias}
        return [f"network-{name} {value:g}" for name, value in values.items()]

    def with_rate(self, rate, y, linear, network):
        """With the bias at which so many harmless documents are called protected."""
        against = numpy.sort(self.ranks(linear, network)[y == 0])[::-1]
        at = int(rate * len(against))
        return dataclasses.replace(self, bias=round(float(-(against[at] + against[max(at - 1, 0)]) / 2), 4))


def up_to(y, scores, most=0.05):
    """The mean recall over rates of false positives up to `most`; trembles less than that at one rate."""
    return numpy.mean([recall_at(rate, y, scores) for rate in numpy.arange(0.005, most + 0.0025, 0.005)])


def choose(y, linear, network, leasts=(-4, -3, -2.5, -2, -1.5), mosts=(1.5, 2, 2.5, 3), factors=(0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)):
    """The joinings of this grid, the best first, each with its mean recall."""
    tried = [Joining(*values) for values in itertools.product(leasts, mosts, factors)]
    return sorted(((up_to(y, joining.ranks(linear, network)), joining) for joining in tried), key=lambda pair: -pair[0])


def drawn_again(authors, random):
    """Places of documents, authors and then their documents drawn with replacement."""
    names = sorted(set(authors))
    return numpy.concatenate([random.choice(numpy.flatnonzero(authors == name), (authors == name).sum()) for name in random.choice(names, len(names))])


def intervals(authors, measure, times=1000, seed=1):
    """95 per cent of what `measure` (places to numbers) gives when authors and documents are drawn again."""
    random = numpy.random.default_rng(seed)
    return numpy.percentile([measure(drawn_again(authors, random)) for _ in range(times)], [2.5, 97.5], axis=0).T
