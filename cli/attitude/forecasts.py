"""How far what comes of a list may stray from what is expected of it: an 80 % interval.

Answers come by chance around a rate, and the rate of a campaign is itself a draw: its logarithm is normal around that
foreseen, with a spread that scores learn from campaigns of the past (`attitude.learn`).
"""

from __future__ import annotations

import json

import numpy as np

SPREAD = 0.35  # of the logarithm, where nothing was learned yet: as it was over programmes of several trades
_SHARE = 0.8
_PARTS = 400  # of the normal distribution, equally likely


def spread_of(constants: str) -> float:
    """Give the spread that scores learned, from their constants as JSON; of scores before it was learned, a wide one.

    Examples
    --------
    >>> spread_of('{"spread": 0.2}'), spread_of("{}")
    (0.2, 0.35)
    """
    return float(json.loads(constants).get("spread", SPREAD))


def interval(expected: float, spread: float) -> tuple[int, int]:
    """Give the answers within which 80 % of campaigns end: a tenth end below, a tenth above, as far as counts can.

    Parameters
    ----------
    expected
        Answers, the sum of propensities.
    spread
        The standard deviation of the logarithm of the rate over that foreseen.

    Examples
    --------
    >>> interval(820, 0.25), interval(820, 0.0)
    ((593, 1132), (783, 857))
    >>> interval(0.05, 0.35), interval(0, 0.35)
    ((0, 0), (0, 0))
    """
    from scipy.special import ndtri

    means = expected * np.exp(spread * ndtri((np.arange(_PARTS) + 0.5) / _PARTS))
    return _quantile(means, (1 - _SHARE) / 2), _quantile(means, (1 + _SHARE) / 2)


def _quantile(means: np.ndarray[tuple[int], np.dtype[np.float64]], share: float) -> int:
    """Give the fewest answers that so large a share of campaigns, each Poisson around its mean, does not exceed."""
    from scipy.special import pdtr

    low, high = -1, int(means.max() + 10 * np.sqrt(means.max()) + 10)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if round(float(pdtr(middle, means).mean()), 8) >= share else (middle, high)
    return high


def within(low: int, high: int) -> str:
    """Say an interval.

    Examples
    --------
    >>> within(560, 1190)
    '80 %: 560 to 1,190'
    """
    return f"80 %: {low:,} to {high:,}"
