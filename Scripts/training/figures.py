"""Recall and false positives in words, with Wilson intervals."""
import math

import numpy


def wilson(hits, n):
    if not n:
        return (0.0, 1.0)
    p, z = hits / n, 1.96
    middle, spread = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return ((middle - spread) / (1 + z * z / n), (middle + spread) / (1 + z * z / n))


def recall_at(rate, y, scores):
    """The share of positives above the score that so many negatives exceed."""
    against = numpy.sort(scores[y == 0])[::-1]
    return float((scores[y > 0] > against[int(rate * len(against))]).mean())


def report(title, y, scores):
    positive, text = y > 0, [f"{title:24}"]
    for name, chosen in (("recall", positive), ("false positives", ~positive)):
        n, hits = int(chosen.sum()), int((scores[chosen] > 0).sum())
        if n:
            text.append("%s %.3f (%.3f to %.3f) of %d" % (name, hits / n, *wilson(hits, n), n))
    if positive.any() and not positive.all():
        text.append("recall at 0.02: %.3f, at 0.05: %.3f" % (recall_at(0.02, y, scores), recall_at(0.05, y, scores)))
    print("  ".join(text), flush=True)
