"""How far what comes of a campaign strays from what is foreseen of it, learned one campaign ahead.

Each past campaign is foreseen as the next one will be: from those that began before it alone, with the elements, the
power and the level that they teach. Errors of the campaigns that taught them would look too small.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from attitude.forecasts import SPREAD
from attitude.learn.within import fit_within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from attitude.learn.regression import Vector
    from attitude.learn.within import Beliefs, Offers

_MOST = 36  # campaigns that are foreseen again, the latest
_LEAST = 3  # treatments before a campaign that it can be foreseen from
_WORTH = 6.0  # campaigns that what is known beforehand of the spread counts for
_FARTHEST = 1.5  # an error beyond it is of another kind: answers that were never loaded, say
_SPREADS = np.arange(0.05, 1.5001, 0.005)


class Error(NamedTuple):
    """How far a campaign strayed: the logarithm of come over foreseen, and the variance that chance alone gives it."""

    log_ratio: float
    chance: float


def errors_ahead(offers: Offers, kappa: float, foresee: Callable[[Offers, Offers], Vector]) -> list[Error]:
    """Foresee each of the latest campaigns from those that began before it.

    Parameters
    ----------
    offers, kappa
        All offers of the past; expected responses at which an element's record weighs half.
    foresee
        Gives what offers (the second) let expect, by what others (the first) teach.
    """
    errors: list[Error] = []
    for taught, new in _days(offers):
        taught = replace(taught, log_ratio=_left_out(taught, taught, kappa))
        new = replace(new, log_ratio=_left_out(taught, new, kappa))
        errors += _errors(new, foresee(taught, new))
    return errors


def worths_ahead(offers: Offers, beliefs: Beliefs) -> dict[int, float]:
    """Give the logarithm of what each of the latest offers was worth by those that began before it, by treatment."""
    worths: dict[int, float] = {}
    for taught, new in _days(offers):
        log_worth = new.has @ fit_within(taught, beliefs)[0]
        worths.update(zip(new.treatment.tolist(), log_worth.tolist(), strict=True))
    return worths


def _days(offers: Offers) -> Iterator[tuple[Offers, Offers]]:
    """Give what began before each of the latest days, and what began on it."""
    for day in np.unique(offers.first_day)[1:][-_MOST:]:
        taught = offers.of(offers.first_day < day)
        if len(taught.answered) >= _LEAST and taught.answered.sum() > 0:
            yield taught, offers.of(offers.first_day == day)


def _left_out(taught: Offers, offers: Offers, kappa: float) -> Vector:
    """Give what the ratios of offers' elements say together, by the campaigns that taught but for an offer's own."""
    has = taught.has * ~taught.is_pair
    sums = []
    for figures in (taught.answered, taught.expected):
        own = np.zeros((offers.campaign.max() + 1, has.shape[1]))
        known = taught.campaign < len(own)
        np.add.at(own, taught.campaign[known], has[known] * figures[known, None])
        sums.append(np.maximum(figures @ has - own[offers.campaign], 0))
    log_ratios = offers.has * ~offers.is_pair * np.log((kappa + sums[0]) / (kappa + sums[1]))
    return np.asarray(log_ratios.sum(axis=1))


def _errors(offers: Offers, expected: Vector) -> list[Error]:
    errors: list[Error] = []
    for campaign in np.unique(offers.campaign):
        rows = offers.campaign == campaign
        brought, foreseen, whole = (float(x[rows].sum()) for x in (offers.answered, expected, offers.responses))
        fade = brought / whole if whole else 1.0
        log_ratio = float(np.log((brought + 0.5 * fade) / (foreseen + 0.5 * fade)))
        errors.append(Error(min(max(log_ratio, -_FARTHEST), _FARTHEST), 1 / (foreseen / fade + 0.5)))
    return errors


def learn_spread(errors: list[Error]) -> float:
    """Give the likeliest standard deviation of errors beyond chance; a few move what is known beforehand little.

    Examples
    --------
    >>> learn_spread([])
    0.35
    >>> learn_spread([Error(0.1, 0.0), Error(-0.1, 0.0)] * 50)
    0.13
    """
    log_ratio, chance = (np.array([error[at] for error in errors]) for at in range(2))
    variances = _SPREADS[:, None] ** 2 + chance
    likelihood = -(np.log(variances) + log_ratio**2 / variances).sum(1) / 2
    likelihood -= _WORTH * (np.log(_SPREADS**2) + (SPREAD / _SPREADS) ** 2) / 2
    return round(float(_SPREADS[np.argmax(likelihood)]), 3)
