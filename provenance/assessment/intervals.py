"""Exact binomial intervals (Clopper and Pearson 1934), without a statistics library."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, lgamma, log, log1p

from provenance.model.assessment import Rate


def _tail(hits: int, n: int, share: float) -> float:
    """The chance of `hits` or more of `n` at a true share."""
    if share <= 0:
        return 1.0 if hits <= 0 else 0.0
    if share >= 1:
        return 1.0
    base = lgamma(n + 1)
    return min(
        1.0,
        sum(
            exp(base - lgamma(k + 1) - lgamma(n - k + 1) + k * log(share) + (n - k) * log1p(-share)) for k in range(hits, n + 1)
        ),
    )


def exact_rate(hits: int, n: int, *, level: float = 0.95) -> Rate:
    """The share `hits` of `n` with its exact interval. Raises ValueError where `hits` does not lie in 0..n."""
    if not 0 <= hits <= n:
        raise ValueError(f"{hits} of {n} is no share")
    if n == 0:
        return Rate(n=0, share=None, low=None, high=None)
    half = (1 - level) / 2
    low = 0.0 if hits == 0 else _solve(lambda share: _tail(hits, n, share) - half)
    high = 1.0 if hits == n else _solve(lambda share: _tail(hits + 1, n, share) - (1 - half))
    return Rate(n=n, share=round(hits / n, 4), low=round(low, 4), high=round(high, 4))


def _solve(rising: Callable[[float], float]) -> float:
    """The zero of a rising function on 0..1, by halving."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if rising(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2
