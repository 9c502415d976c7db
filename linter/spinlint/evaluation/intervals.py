"""Intervals for measured figures: Wilson's for shares, the bootstrap over documents for everything else."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

Z = 1.96
"""Standard deviations of a 95 % interval."""


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927); (0, 1) where there are no cases."""
    if not of:
        return (0.0, 1.0)
    share, spread = hits / of, Z * Z / of
    centre = (share + spread / 2) / (1 + spread)
    half = Z / (1 + spread) * (share * (1 - share) / of + spread / (4 * of)) ** 0.5
    return (max(0.0, centre - half), min(1.0, centre + half))


def bootstrap_ratio(
    above: Sequence[float], below: Sequence[float], groups: Sequence[str] = (), rounds: int = 1000, seed: int = 0
) -> tuple[float, float]:
    """The 95 % interval of sum(above) / sum(below), drawn over documents, or over `groups` of documents if given.

    Where nothing was counted the upper end is that of the rule of three, for resampling nothing gives nothing.
    """
    top, bottom = np.asarray(above, dtype=float), np.asarray(below, dtype=float)
    if len(groups):
        _, member = np.unique(np.asarray(groups), return_inverse=True)
        top, bottom = np.bincount(member, top), np.bincount(member, bottom)
    if not len(top) or not bottom.sum():
        return (0.0, 0.0)
    if not top.sum():
        return (0.0, 3 / float(bottom.sum()))
    drawn = np.random.default_rng(seed).multinomial(len(top), np.full(len(top), 1 / len(top)), size=rounds)
    ratios = drawn @ top / np.maximum(drawn @ bottom, 1e-9)
    low, high = np.percentile(ratios, [2.5, 97.5])
    return (float(low), float(high))


def ratio(above: Sequence[float], below: Sequence[float], groups: Sequence[str] = ()) -> dict[str, float | None]:
    """The ratio of two sums with its bootstrap interval, rounded for a report; None where nothing is below."""
    low, high = bootstrap_ratio(above, below, groups)
    value = sum(above) / sum(below) if sum(below) else None
    return {"value": None if value is None else round(value, 4), "low": round(low, 4), "high": round(high, 4)}


def poisson(count: int) -> tuple[float, float]:
    """The 95 % interval of an expected count (Byar's approximation, within 1 % of the exact one from 1 on)."""
    low = count * (1 - 1 / (9 * count) - Z / (3 * count**0.5)) ** 3 if count else 0.0
    high = (count + 1) * (1 - 1 / (9 * (count + 1)) + Z / (3 * (count + 1) ** 0.5)) ** 3
    return (max(0.0, low), high)


def per_unit(counts: Sequence[int], units: Sequence[float]) -> dict[str, float | None]:
    """A rate, and the wider of two intervals at either end: Poisson's (too narrow where one document holds most of
    what was counted) and the bootstrap's over documents (too narrow where little was counted)."""
    total, amount = sum(counts), sum(units)
    if not amount:
        return {"value": None, "low": 0.0, "high": 0.0}
    low, high = bootstrap_ratio(counts, units)
    least, most = (end / amount for end in poisson(total))
    return {"value": round(total / amount, 4), "low": round(min(low, least), 4), "high": round(max(high, most), 4)}


def auc(spun: Sequence[float], clean: Sequence[float]) -> float:
    """The chance that a spun document scores above a clean one, ties half."""
    positive, negative = np.asarray(spun, dtype=float), np.sort(np.asarray(clean, dtype=float))
    if not len(positive) or not len(negative):
        return float("nan")
    below = np.searchsorted(negative, positive, side="left") + np.searchsorted(negative, positive, side="right")
    return float(below.mean() / 2 / len(negative))


def threshold_at(clean: Sequence[float], alarms: float = 0.01) -> float:
    """The lowest threshold that at most a share `alarms` of the clean documents exceeds."""
    ordered = np.sort(np.asarray(clean, dtype=float))
    return float(ordered[len(ordered) - 1 - int(alarms * len(ordered))]) if len(ordered) else float("nan")


def found_at(spun: Sequence[float], clean: Sequence[float], alarms: float = 0.01) -> float:
    """The share of spun documents above the threshold for that share of false alarms."""
    if not len(spun) or not len(clean):
        return float("nan")
    return float((np.asarray(spun, dtype=float) > threshold_at(clean, alarms)).mean())


def mean_of_groups(values: Sequence[float], groups: Sequence[str]) -> float:
    """The mean of the groups' means: a document in 21 segments has one voice."""
    names, member = np.unique(np.asarray(groups), return_inverse=True)
    sums = np.bincount(member, np.asarray(values, dtype=float), minlength=len(names))
    return float((sums / np.bincount(member, minlength=len(names))).mean()) if len(names) else float("nan")
