"""A small logistic regression and what its scores are worth: no dependency, the same on every machine."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right


def auc(positive, negative):
    ordered = sorted(negative)
    wins = sum((bisect_left(ordered, value) + bisect_right(ordered, value)) / 2 for value in positive)
    return wins / (len(positive) * len(ordered))


def solve(matrix, vector):
    size = len(vector)
    rows = [[*row, vector[i]] for i, row in enumerate(matrix)]
    for i in range(size):
        pivot = max(range(i, size), key=lambda k: abs(rows[k][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for k in range(i + 1, size):
            factor = rows[k][i] / rows[i][i]
            if factor:
                rows[k] = [a - factor * b for a, b in zip(rows[k], rows[i], strict=True)]
    out = [0.0] * size
    for i in reversed(range(size)):
        out[i] = (rows[i][size] - sum(rows[i][j] * out[j] for j in range(i + 1, size))) / rows[i][i]
    return out


def fit(rows, labels, weights, names, ridge):
    """Logistic regression with a ridge on all but the intercept, by Newton's method."""
    size = len(names) + 1
    beta = [0.0] * size
    design = [[1.0, *(row[name] for name in names)] for row in rows]
    for _ in range(25):
        gradient = [0.0] * size
        hessian = [[0.0] * size for _ in range(size)]
        for values, label, weight in zip(design, labels, weights, strict=True):
            z = max(-30.0, min(30.0, sum(a * b for a, b in zip(values, beta, strict=True))))
            chance = 1 / (1 + math.exp(-z))
            error, curve = weight * (chance - label), weight * chance * (1 - chance)
            for i in range(size):
                gradient[i] += error * values[i]
                for j in range(size):
                    hessian[i][j] += curve * values[i] * values[j]
        for i in range(size):
            penalty = ridge if i else 0.0
            gradient[i] += penalty * beta[i]
            hessian[i][i] += penalty or 1e-9
        step = solve(hessian, gradient)
        beta = [b - s for b, s in zip(beta, step, strict=True)]
        if max(map(abs, step)) < 1e-8:
            break
    return beta


def predict(beta, row, names):
    return beta[0] + sum(b * row[name] for b, name in zip(beta[1:], names, strict=True))


def chance(value):
    """The logistic function."""
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, value))))


def calibration_error(scores, labels, groups=10):
    """Expected calibration error: the mean gap between score and share in `groups` groups of equal size."""
    ranked = sorted(zip(scores, labels, strict=True))
    total = 0.0
    for group in range(groups):
        part = ranked[group * len(ranked) // groups : (group + 1) * len(ranked) // groups]
        total += abs(sum(score for score, _ in part) - sum(label for _, label in part))
    return total / len(ranked)
