"""Trains the network on labelled texts: three rounds over all of them, in batches of like lengths."""
import dataclasses
import math
import time

import numpy
import torch
from torch.nn import functional

from . import network_file
from .encoder import Batch, Encoder, rounded
from .pieces import MOST_WINDOWS, read_of, sentences_of, size_of, telling, windows_of


# Somewhat below PASSAGE_FROM, so that the network has learned from what lies at that bound.
LEAST_PASSAGE = -4.0


@dataclasses.dataclass
class Sample:
    """A labelled text. `is_written`: a single document that an author wrote for this, not one of a generator or of a plain machine."""

    text: str
    positive: bool
    author: str
    kind: str
    weight: float
    is_written: bool
    row: dict = None
    sentences: list = None

    @property
    def is_plain(self):
        return self.author == "plain"

    @property
    def size(self):
        return size_of(self.sentences)


def cut(sentences, most):
    """The first sentences that are not longer together than `most` pieces; at least one, itself cut."""
    found, total = [], 0
    for numbers, flags in sentences:
        if found and total + len(numbers) > most:
            break
        found.append((numbers[:most], flags[:most]))
        total += len(numbers)
    return found


class Presenter:
    """What of a text is shown in a round. A short one is now and then put within a harmless page: that is where it stands in life. Of a long harmless
    one, any stretch will do, or any of the windows that the program would read."""

    MOST = {True: MOST_WINDOWS * 94, False: 384}
    SHORT, PAGE = 90, (60, 300)
    FEW = 4

    def __init__(self, samples, vocabulary, mix, random):
        self.vocabulary, self.mix, self.random = vocabulary, mix, random
        self.pages = [s for s in samples if s.is_written and not s.positive and self.PAGE[0] < s.size < self.PAGE[1]]

    def sentences(self, sample):
        own = sample.sentences
        if sample.is_written and sample.size <= self.SHORT and self.random.random() < self.mix:
            page = self.pages[self.random.integers(len(self.pages))].sentences
            at = self.random.integers(len(page) + 1)
            return page[:at] + own + page[at:]
        most = self.MOST[sample.positive]
        if not sample.positive and sample.size > most:
            starts = [at for at in range(len(own)) if size_of(own[at:at + 40]) >= most / 4]
            return cut(own[starts[self.random.integers(len(starts))] if starts else 0:], most)
        return cut(own, most)

    def windows(self, sample):
        if not sample.positive and sample.size > self.MOST[False] and (sample.is_plain or self.random.random() < 0.5):
            read = telling(windows_of(sample.sentences, self.vocabulary), sample.row["passages"], LEAST_PASSAGE)
            if read:
                return [read[place] for place in self.random.permutation(len(read))[:self.FEW]]
        return windows_of(self.sentences(sample), self.vocabulary, self.random.uniform(0.3, 1))


def pairs_of(samples):
    """Neighbours by one author are mostly a pair that differs in little: they are learned from in one batch."""
    found, at = [], 0
    while at < len(samples):
        size = 2 if at + 1 < len(samples) and samples[at + 1].author == samples[at].author else 1
        found.append(samples[at:at + size])
        at += size
    return found


def batches_of(pairs, size, random):
    """Pairs of like lengths together, in random order."""
    lengths = [sum(sample.size for sample in pair) * random.uniform(0.8, 1.25) for pair in pairs]
    order = numpy.argsort(lengths, kind="stable")
    batches = [[sample for number in order[at:at + size] for sample in pairs[number]] for at in range(0, len(order), size)]
    random.shuffle(batches)
    return batches


class Training:
    """The weights are kept twice: exactly, where the steps are taken, and rounded as they will be stored, where their effect is measured. The network
    so learns with the rounding that it will be used with."""

    WARM, LEAST = 0.08, 0.02

    def __init__(self, model, layers, options):
        self.options = options
        torch.manual_seed(options.seed)
        self.net = Encoder(model, layers)
        if options.start:
            self.begin_with(network_file.read(options.start, model)[0])
        self.exact = {name: torch.nn.Parameter(weights.detach().clone()) for name, weights in self.net.named_parameters()}
        stored = {id(weights) for weights in self.net.matrices()}
        self.is_stored = {name for name, weights in self.net.named_parameters() if id(weights) in stored}
        self.net = self.net.bfloat16()
        self.put()
        groups = {"matrices": [], "rest": [], "head": []}
        for name, weights in self.exact.items():
            groups["head" if name.startswith("head") else "matrices" if weights.ndim > 1 else "rest"].append(weights)
        rates = {"matrices": options.rate, "rest": options.rate, "head": 1e-3}
        self.steps = torch.optim.AdamW(
            [{"params": weights, "lr": rates[name], "full": rates[name], "weight_decay": 0.0 if name == "rest" else 0.01} for name, weights in groups.items()],
            betas=(0.9, 0.98), fused=True)

    def begin_with(self, other):
        if len(other.layers) != len(self.net.layers):
            raise SystemExit(f"the network to begin with has {len(other.layers)} layers, and --layers names {len(self.net.layers)}")
        with torch.no_grad():
            for weights, stored in zip(self.net.parameters(), other.parameters(), strict=True):
                weights.copy_(stored)

    def as_stored(self, name):
        return rounded(self.exact[name]) if name in self.is_stored else self.exact[name]

    def put(self):
        with torch.no_grad():
            for name, weights in self.net.named_parameters():
                weights.copy_(self.as_stored(name))

    def step(self, batch, positive, weights, progress):
        factor = max(min(progress / self.WARM, 1) * (1 - progress), self.LEAST)
        for group in self.steps.param_groups:
            group["lr"] = group["full"] * factor
        loss = (functional.binary_cross_entropy_with_logits(self.net(batch), positive, reduction="none") * weights).sum() / len(weights)
        loss.backward()
        for name, live in self.net.named_parameters():
            self.exact[name].grad, live.grad = live.grad.float(), None
        torch.nn.utils.clip_grad_norm_(self.exact.values(), 1.0)
        self.steps.step()
        self.put()
        return loss.item()

    def finished(self, model, layers):
        """The network with weights as they are stored, in single precision."""
        net = Encoder(model, layers)
        with torch.no_grad():
            for name, weights in net.named_parameters():
                weights.copy_(self.as_stored(name))
        return net.eval()


def train(samples, vocabulary, model, options):
    """`samples` with their sentences, in the order of their files."""
    random = numpy.random.default_rng(options.seed)
    training = Training(model, options.layers, options)
    presenter = Presenter(samples, vocabulary, options.mix, random)
    pairs, start, smooth = pairs_of(samples), time.time(), 0.0
    # A network that has learned before is shown what is new to it thrice as often.
    pairs += 2 * pairs_of([sample for sample in samples if sample.author in options.new])
    per_round = math.ceil(len(pairs) / options.pairs)
    steps = max(1, int(options.rounds * per_round))
    queue = []
    training.net.train()
    for number in range(steps):
        if not queue:
            queue = batches_of(pairs, options.pairs, random)
        chosen = queue.pop()
        positive = torch.tensor([float(sample.positive) for sample in chosen])
        weights = torch.tensor([sample.weight * (1.0 if sample.positive else options.emphasis) for sample in chosen])
        loss = training.step(Batch([presenter.windows(sample) for sample in chosen]), positive, weights, number / steps)
        smooth = 0.98 * smooth + 0.02 * loss
        if number % 50 == 0 or number == steps - 1:
            print(f"step {number} of {steps}, loss {smooth / (1 - 0.98 ** (number + 1)):.3f}, {time.time() - start:.0f} s", flush=True)
    return training.finished(model, options.layers)


def scores_of(net, samples, vocabulary, together=24):
    """What the network says of texts, of which it reads what the program does; nan if that is nothing."""
    found = numpy.full(len(samples), numpy.nan)
    windows = [read_of(windows_of(sample.sentences, vocabulary), sample.row["passages"], sample.row["linear"]) for sample in samples]
    order = [place for place in numpy.argsort([len(read) for read in windows], kind="stable") if windows[place]]
    with torch.no_grad():
        for at in range(0, len(order), together):
            places = order[at:at + together]
            found[places] = net(Batch([windows[place] for place in places])).numpy()
    return found


def read(samples, vocabulary):
    """Cuts the texts; those without a single piece are left out, and those of rare signs that the program cuts otherwise."""
    for sample in samples:
        sample.sentences = sentences_of(sample.text, vocabulary)
    return [s for s in samples if s.sentences and len(windows_of(s.sentences, vocabulary)) == len(s.row["passages"])]
