"""What stood beside one another within campaigns: the regression behind what elements, and pairs of them, are worth.

Responses of an offer are negative binomial around ``contacts · rate of the campaign · product of ratios``. Ratios have
a Gamma prior around 1 that weighs as many expected responses as it is told to; rates of campaigns have none.

A pair is a product with an element of another dimension. It has a ratio beyond what both bring alone, where that makes
campaigns better foretold from the others: music by SMS may do what neither music nor SMS does elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from math import lgamma, log, pi
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from attitude.learn.regression import Matrix, Vector

_PAIR_KAPPAS = (10.0, 3.0, 40.0)
_SIZES = (3.0, 10.0, 30.0, 100.0)  # offers of like elements in one campaign scatter by 60, 30, 20 or 10 %
_FOLDS = 5
_SURE = 3.0  # standard deviations by which campaigns must be better foretold with pairs
_LEAST_CAMPAIGNS = 5


class Part(NamedTuple):
    """What an offer is made of: an element, or where a product is named, the pair of both."""

    dimension: str
    element: str
    product: str | None = None


@dataclass(frozen=True)
class Offers:
    """What past offers brought, one row each: its parts as columns of ones, and its campaign by number, in that order.

    ``answered``, ``contacts`` and ``expected`` (contacts at the overall rate before) are weighted by age, ``responses``
    are as they came; ``log_ratio`` is what the ratios of its elements say together; ``treatment`` is its key.
    """

    parts: list[Part]
    has: Matrix
    campaign: np.ndarray[tuple[int], np.dtype[np.int64]]
    answered: Vector
    contacts: Vector
    log_ratio: Vector
    first_day: Vector
    expected: Vector
    responses: Vector
    treatment: np.ndarray[tuple[int], np.dtype[np.int64]]

    @property
    def is_pair(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Tell which columns are pairs."""
        return np.array([part.product is not None for part in self.parts], dtype=bool)

    def of(self, rows: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Offers:
        """Give some of the offers."""
        columns = {column.name: getattr(self, column.name)[rows] for column in fields(self) if column.name != "parts"}
        return replace(self, **columns)


@dataclass(frozen=True)
class Beliefs:
    """How far one trusts what is seen: expected responses at which ratios weigh half, and how offers scatter.

    ``pair_kappa`` is None where pairs are worth what their elements are; all ratios count to
    the ``power``, beside what is learned of members.
    """

    kappa: float
    pair_kappa: float | None
    size: float
    power: float = 1.0


def learn_beliefs(offers: Offers, kappa: float) -> Beliefs:
    """Find how offers scatter, and whether pairs are to be believed, from what is likeliest."""
    likelihood, unpaired = _likeliest(offers, [Beliefs(kappa, None, size) for size in _SIZES])
    if not offers.is_pair.any():
        return unpaired
    _, paired = _likeliest(offers, [Beliefs(kappa, _PAIR_KAPPAS[0], size) for size in _SIZES])
    likelihood_of_pairs, paired = _likeliest(offers, [replace(paired, pair_kappa=pairs) for pairs in _PAIR_KAPPAS])
    return paired if likelihood_of_pairs > likelihood and _are_foretold(offers, paired) else unpaired


def _likeliest(offers: Offers, beliefs: list[Beliefs]) -> tuple[float, Beliefs]:
    fits = [fit_within(offers, each)[1] for each in beliefs]
    best = max(range(len(fits)), key=lambda at: fits[at])
    return fits[best], beliefs[best]


def _are_foretold(offers: Offers, beliefs: Beliefs) -> bool:
    """Tell whether pairs, learned from other campaigns, surely foretell better which offers of a campaign do well."""
    gains = np.concatenate([_gains(offers, beliefs, offers.campaign % _FOLDS == fold) for fold in range(_FOLDS)])
    gains = gains[np.abs(gains) > 1e-9]  # a campaign with one offer tells nothing
    if len(gains) < _LEAST_CAMPAIGNS:
        return False
    return bool(gains.sum() > _SURE * np.sqrt(len(gains)) * gains.std(ddof=1))


def _gains(offers: Offers, beliefs: Beliefs, is_aside: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Vector:
    """Give the log-likelihood of each campaign kept aside, by what others say with pairs over that without."""
    training, test = offers.of(~is_aside), offers.of(is_aside)
    with_pairs, without = (
        _foretold(test, fit_within(training, each)[0], beliefs.size)
        for each in (beliefs, replace(beliefs, pair_kappa=None))
    )
    return np.bincount(test.campaign, with_pairs - without).astype(np.float64)


def _foretold(offers: Offers, log_ratios: Vector, size: float) -> Vector:
    """Give the log-likelihood of each offer by these ratios, at the rate that its campaign had in all."""
    foreseen = offers.contacts * np.exp(offers.has @ log_ratios)
    rate = np.bincount(offers.campaign, offers.answered) / np.maximum(np.bincount(offers.campaign, foreseen), 1e-300)
    mean = np.maximum(foreseen * rate[offers.campaign], 1e-300)
    return np.asarray(offers.answered * np.log(mean) - (offers.answered + size) * np.log(mean + size))


def fit_within(offers: Offers, beliefs: Beliefs) -> tuple[Vector, float]:
    """Fit ``answered ~ contacts · rate of the campaign · product of ratios`` by Newton's method.

    Gives the logarithm of each part's ratio, 0 for pairs that are not believed; and the log-likelihood with all that
    was fitted integrated out (Laplace's method), as far as beliefs differ in it.
    """
    log_ratios, size = np.zeros(len(offers.parts)), beliefs.size
    used = ~offers.is_pair | (beliefs.pair_kappa is not None)
    kappa = np.where(offers.is_pair, beliefs.pair_kappa or 0.0, beliefs.kappa)[used]
    brought = np.bincount(offers.campaign, offers.answered)[offers.campaign] > 0
    if not used.any() or not brought.any():
        return log_ratios, 0.0
    design, answered, contacts = offers.has[brought][:, used], offers.answered[brought], offers.contacts[brought]
    _, first, campaign = np.unique(offers.campaign[brought], return_index=True, return_inverse=True)
    ratios = np.zeros(used.sum())
    levels = np.log(np.add.reduceat(answered, first) / np.add.reduceat(contacts, first))
    for _ in range(50):
        mean = contacts * np.exp(np.clip(design @ ratios + levels[campaign], -20, 10))
        trust = 1 / (1 + mean / size)
        gap, weight = trust * (answered - mean), trust * mean
        slope = design.T @ gap + kappa * (1 - np.exp(ratios))
        curve = design.T @ (design * weight[:, None]) + np.diag(kappa * np.exp(ratios))
        # the rate of each campaign stands beside one block of offers: solved for on the way
        own_slope, own_curve = np.add.reduceat(gap, first), np.add.reduceat(weight, first)
        beside = np.add.reduceat(design * weight[:, None], first)
        curve -= beside.T @ (beside / own_curve[:, None])
        step = np.linalg.solve(curve, slope - beside.T @ (own_slope / own_curve))
        own_step = (own_slope - beside @ step) / own_curve
        ratios, levels = ratios + np.clip(step, -1, 1), levels + np.clip(own_step, -1, 1)
        if max(np.abs(step).max(), np.abs(own_step).max()) < 1e-9:
            break
    log_ratios[used] = ratios
    chance = answered * np.log(mean) - (answered + size) * np.log(mean + size) + size * np.log(size)
    likelihood = float(np.sum(chance)) + sum(lgamma(count + size) - lgamma(size) for count in answered)
    likelihood += float(np.sum(kappa * (ratios - np.exp(ratios)))) + _prior_of_pairs(offers, beliefs)
    likelihood -= float(np.linalg.slogdet(curve)[1] + np.sum(np.log(own_curve))) / 2
    return log_ratios, likelihood


def _prior_of_pairs(offers: Offers, beliefs: Beliefs) -> float:
    """Give what the prior of pairs adds, for it differs with how far and whether they are believed."""
    kappa = beliefs.pair_kappa
    if kappa is None:
        return 0.0
    return int(offers.is_pair.sum()) * (kappa * log(kappa) - lgamma(kappa) + log(2 * pi) / 2)
