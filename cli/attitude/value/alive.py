"""The beta-geometric/beta-binomial model: who still buys, by the months in which they bought.

Each member buys in a month with a chance of their own, until in some month they leave for good, which has a chance of
their own too; both chances are Beta distributed over members (Fader, Hardie and Shang, Marketing Science 29, 2010).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]
    Numbers = NDArray[np.float64]

_FARTHEST = 6.0  # of the logarithms of the parameters from 0
_FINEST = 1 / 64
_SHYNESS = 0.05  # how far the logarithms of the parameters are held to 0, where all members are alike


_PAIRS = [[1, 1, 0, 0], [0, 0, 1, 1]]
_WAYS = np.vstack([np.eye(4), -np.eye(4), _PAIRS, np.negative(_PAIRS)])


def log_chances(parameters: Numbers, bought: Counts, latest: Counts, months: Counts) -> Numbers:
    """Give the logarithm of the chance of each pattern of buying.

    Parameters
    ----------
    parameters
        Alpha and beta of buying, gamma and delta of leaving, all above 0.
    bought, latest, months
        Of each pattern: in how many months since the first one something was bought, the place of the last of them
        (0: in none), and how many months there were.
    """
    alpha, beta, gamma, delta = parameters
    top = int(months.max(initial=0)) + 2
    buys, skips, either = _rising(alpha, top), _rising(beta, top), _rising(alpha + beta, top)
    leaves, stays, both = _rising(gamma, 2), _rising(delta, top), _rising(gamma + delta, top)
    still = buys[bought] + skips[months - bought] - either[months] + stays[months] - both[months]
    parts = [still]
    for after in range(int((months - latest).max(initial=0))):
        is_within = latest + after < months
        seen = np.where(is_within, latest + after, latest)
        left = buys[bought] + skips[seen - bought] - either[seen] + leaves[1] + stays[seen] - both[seen + 1]
        parts.append(np.where(is_within, left, -np.inf))
    return np.asarray(np.logaddexp.reduce(parts, axis=0))


def _rising(start: float, top: int) -> Numbers:
    """Give ln Γ(start + n) − ln Γ(start) for n from 0 to ``top`` − 1."""
    return np.concatenate([[0.0], np.cumsum(np.log(start + np.arange(top - 1)))])


def fitted(bought: Counts, latest: Counts, months: Counts, members: Numbers) -> Numbers:
    """Find the four parameters that make what members did most likely; ``members`` counts those of each pattern.

    By steps on a grid of their logarithms, each half the one before down to a 64th: where a minimiser of a library
    stops hangs on its version, and who is on a list must not. Both of a pair go together too, for that is how they
    stretch.
    """

    def cost(logs: Numbers) -> float:
        told = log_chances(np.exp(logs), bought, latest, months)
        return float(_SHYNESS * np.square(logs).sum() - members @ told)

    logs, step = np.zeros(4), 1.0
    least = cost(logs)
    while step >= _FINEST:
        before = least
        for way in _WAYS:
            while (there := cost(np.clip(logs + step * way, -_FARTHEST, _FARTHEST))) < least - 1e-6:
                logs, least = np.clip(logs + step * way, -_FARTHEST, _FARTHEST), there
        step = step if least < before else step / 2
    return np.asarray(np.exp(logs))


def stay_away(parameters: Numbers, bought: Counts, latest: Counts, months: Counts, ahead: int) -> Numbers:
    """Give the log-odds that each pattern is followed by so many months in which nothing is bought."""
    so_far = log_chances(parameters, bought, latest, months)
    silent = log_chances(parameters, bought, latest, months + ahead) - so_far
    return np.asarray(silent - np.log(-np.expm1(np.minimum(silent, -1e-9))))
