"""Logistic regression in which each feature may speak one way only, and some must speak."""
import math

import numpy


def fit(x, offset, y, weight, signs, penalty, steps=600, floor=None):
    """Weights and bias, by accelerated gradient steps; after each, a weight beyond what its sign allows, or below its `floor`, is put back there."""
    scale = numpy.maximum(numpy.sqrt((x * x).mean(axis=0)), 0.05)
    z = x / scale
    least = numpy.where(signs > 0, 0.0, -numpy.inf) if floor is None else numpy.where(signs > 0, floor * scale, -numpy.inf)
    most = numpy.where(signs < 0, 0.0, numpy.inf)
    w, bias = numpy.zeros(x.shape[1]), -2.0
    rate, momentum = 4.0 / (1 + numpy.linalg.norm(z * numpy.sqrt(weight)[:, None], 2) ** 2), 1.0
    ahead, ahead_bias = w.copy(), bias
    for _ in range(steps):
        p = 1 / (1 + numpy.exp(-numpy.clip(z @ ahead + ahead_bias + offset, -30, 30)))
        error = (p - y) * weight
        new = numpy.clip(ahead - rate * (z.T @ error + penalty * ahead), least, most)
        new_bias = ahead_bias - rate * error.sum()
        following = (1 + math.sqrt(1 + 4 * momentum * momentum)) / 2
        k = (momentum - 1) / following
        ahead, ahead_bias = new + k * (new - w), new_bias + k * (new_bias - bias)
        w, bias, momentum = new, new_bias, following
    return w / scale, bias


def put(x, names, columns):
    """Features with some columns replaced."""
    x = x.copy()
    for name, values in columns.items():
        x[:, names.index(name)] = values
    return x
