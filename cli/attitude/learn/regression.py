"""The one regression behind what is learned: counts against exposure, with more scatter than chance alone."""

from __future__ import annotations

import numpy as np

Vector = np.ndarray[tuple[int], np.dtype[np.float64]]
Whole = np.ndarray[tuple[int], np.dtype[np.int64]]
Matrix = np.ndarray[tuple[int, int], np.dtype[np.float64]]


def negative_binomial(
    design: Matrix, exposure: Vector, counts: Vector, size: float, prior: Vector, precision: Vector
) -> Vector:
    """Fit ``counts ~ exposure · exp(design · x)`` by Newton's method, each coefficient held to its prior.

    Parameters
    ----------
    design, exposure, counts
        n × k, n and n; the last column of the design may be ones, for an intercept.
    size
        Of the negative binomial: the variance is ``mean + mean² / size``.
    prior, precision
        k each: what is known of the coefficients beforehand, and how well (one over the variance).
    """
    coefficients = prior.copy()
    for _ in range(50):
        mean = exposure * np.exp(np.clip(design @ coefficients, -20, 10))
        trust = 1 / (1 + mean / size)
        slope = design.T @ ((counts - mean) * trust) - precision * (coefficients - prior)
        curve = (design * (mean * trust)[:, None]).T @ design + np.diag(precision)
        step = np.linalg.solve(curve, slope)
        coefficients = coefficients + np.clip(step, -1, 1)
        if np.abs(step).max() < 1e-9:
            break
    return coefficients


def campaign_levels(answered: Vector, campaign: Whole, first: Whole, log_odds: Vector) -> Vector:
    """Find what to add to the log-odds of each campaign's contacts so that it brings in all what it brought.

    Parameters
    ----------
    answered, campaign, log_odds
        One entry per contact, campaign by campaign: 0 or 1, the number of its campaign in that order, and its log-odds.
    first
        The place of the first contact of each campaign.
    """
    brought = np.add.reduceat(answered, first)
    levels: Vector = np.zeros(len(brought))
    for _ in range(5):
        chance = 1 / (1 + np.exp(-(log_odds + levels[campaign])))
        gap = brought - np.add.reduceat(chance, first)
        levels = levels + np.clip(gap / (np.add.reduceat(chance * (1 - chance), first) + 1e-6), -2, 2)
    return levels


def clearly_above(
    design: Matrix,
    exposure: Vector,
    counts: Vector,
    size: float,
    precision: float,
    least_sure: float,
    signed: int | None = None,
) -> tuple[list[int], Vector]:
    """Fit ``counts ~ exposure · exp(design · w)`` with weights held to none, and leave out those not clearly above it.

    The least clear goes first, and the others are fitted anew, until all are. A free intercept takes up what all have
    in common.

    Parameters
    ----------
    design, exposure, counts, size
        As in `negative_binomial`, without a column of ones.
    precision
        How well weights are known beforehand to be none: one over the variance.
    least_sure
        Standard deviations above none.
    signed
        A column whose weight may be clearly below none as well.

    Returns
    -------
    columns, weights
        Those that stay.
    """
    kept = list(range(design.shape[1]))
    while kept:
        weights, doubts = _ridge(design[:, kept], exposure, counts, size, precision)
        sure = np.where(np.array(kept) == (-1 if signed is None else signed), np.abs(weights), weights) / doubts
        if (sure > least_sure).all():
            return kept, weights
        kept.pop(int(np.argmin(sure)))
    return [], np.zeros(0)


def _ridge(ratios: Matrix, exposure: Vector, counts: Vector, size: float, held_by: float) -> tuple[Vector, Vector]:
    """Fit ``counts ~ exposure · exp(ratios · w)``; gives the weights, and one standard deviation of each."""
    count = ratios.shape[1]
    design = np.column_stack([ratios, np.ones(len(exposure))])
    precision = np.append(np.full(count, held_by), 1e-6)
    coefficients = negative_binomial(design, exposure, counts, size, np.zeros(count + 1), precision)
    mean = exposure * np.exp(np.clip(design @ coefficients, -20, 10))
    curve = (design * (mean / (1 + mean / size))[:, None]).T @ design + np.diag(precision)
    doubts: Vector = np.sqrt(np.diag(np.linalg.inv(curve)))
    return coefficients[:-1], doubts[:-1]
