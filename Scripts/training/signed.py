"""Logistic regression in which each feature may speak one way only."""
import math

import numpy


def fit(x, offset, y, weight, signs, penalty, steps=600):
    """Weights and bias, by accelerated gradient steps; after each, a weight of the wrong sign becomes zero."""
    scale = numpy.maximum(numpy.sqrt((x * x).mean(axis=0)), 0.05)
    z = x / scale
    w, bias = numpy.zeros(x.shape[1]), -2.0
    rate, momentum = 4.0 / (1 + numpy.linalg.norm(z * numpy.sqrt(weight)[:, None], 2) ** 2), 1.0
    ahead, ahead_bias = w.copy(), bias
    for _ in range(steps):
        p = 1 / (1 + numpy.exp(-numpy.clip(z @ ahead + ahead_bias + offset, -30, 30)))
        error = (p - y) * weight
        new = ahead - rate * (z.T @ error + penalty * ahead)
        new = numpy.where(signs > 0, numpy.maximum(new, 0), numpy.where(signs < 0, numpy.minimum(new, 0), new))
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
