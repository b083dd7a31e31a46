"""How high the response rate stands now: a level that may wander from campaign to campaign.

Rates rise and fall over a year, and fall over years. What each campaign brought over what its offers let expect is
taken for a level that wanders, seen through the scatter of campaigns (a local level model, filtered forward). How fast
it wanders is learned, one campaign ahead; where a level that stays foresees as well, it stays.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np

Numbers = np.ndarray[Any, Any]

_WANDERS = (0.05, 0.1, 0.2, 0.4)  # standard deviations of the logarithm of the level, in 30 days
_SCATTERS = (0.05, 0.1, 0.2, 0.4, 0.6)  # of single campaigns around it
_LEAST_GAIN = 3.0  # log-likelihood over that of a level that stays
_FIRST_VARIANCE = 0.25
_LEAST_CAMPAIGNS = 6


def level_now(days: Numbers, answered: Numbers, expected: Numbers) -> float:
    """Give what the overall rate is to be multiplied by to be that of now; 1 where it does not clearly wander.

    Parameters
    ----------
    days, answered, expected
        One entry per campaign: its first day, what it brought and what its offers let expect at the overall rate.

    Examples
    --------
    >>> days, expected = np.arange(12) * 30.0, np.full(12, 400.0)
    >>> level_now(days, np.full(12, 400.0), expected)
    1.0
    >>> round(level_now(days, 800 * 0.9 ** np.arange(12), expected), 1)
    0.7
    """
    order = np.argsort(days, kind="stable")
    gaps, log_ratio = np.diff(days[order], prepend=days[order][:1]), np.log((answered + 0.5) / (expected + 0.5))[order]
    noise = 1 / (answered + 0.5)[order]
    if len(gaps) < _LEAST_CAMPAIGNS:
        return 1.0
    stays = max(_filtered(gaps, log_ratio, noise, 0.0, scatter)[0] for scatter in _SCATTERS)
    gain, level = max(_filtered(gaps, log_ratio, noise, *way) for way in product(_WANDERS, _SCATTERS))
    return float(np.exp(level)) if gain > stays + _LEAST_GAIN else 1.0


def _filtered(gaps: Numbers, log_ratio: Numbers, noise: Numbers, wander: float, scatter: float) -> tuple[float, float]:
    """Give the log-likelihood of each campaign from those before it, and the level after the last."""
    level, variance, likelihood = 0.0, _FIRST_VARIANCE, 0.0
    for gap, ratio, chance in zip(gaps, log_ratio, noise, strict=True):
        variance += wander**2 * gap / 30
        spread = variance + scatter**2 + chance
        likelihood -= (np.log(spread) + (ratio - level) ** 2 / spread) / 2
        trust = variance / spread
        level, variance = level + trust * (ratio - level), variance * (1 - trust)
    return float(likelihood), float(level)
