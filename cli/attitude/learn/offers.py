"""What the elements of an offer are worth together, learned from past campaigns.

One campaign appeals more than another for many reasons; what was offered within one campaign is compared best with what
stood beside it. So the ratios of elements are first found *within* campaigns, all together, each beside the elements
that went with it: a regression with a level for every campaign, where each ratio is ``(kappa + R) / (kappa + E)``.
Where a campaign has one offer, that says nothing.

What is left are differences from campaign to campaign, in what ratios to the rate before say beyond that, each campaign
from all the others. The ratios of a channel, a product, a timing and a gift that mostly went together tell one story
several times; to multiply them as they are would say too much. So that part of their product is taken to a power, found
with the base rate by a negative binomial regression over treatments.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import lgamma
from typing import TYPE_CHECKING

import numpy as np

from attitude.database import Workspace
from attitude.learn.constants import DIMENSIONS, Constants
from attitude.learn.level import level_now
from attitude.learn.regression import negative_binomial
from attitude.settings import ScoreSettings

if TYPE_CHECKING:
    import polars as pl

    from attitude.learn.regression import Matrix, Vector

_KAPPAS = (5.0, 80.0)
_SIZE = 3.0  # of the negative binomial: rates of like campaigns scatter by some 60 %
_SIZES = (3.0, 10.0, 30.0, 100.0)  # offers of like elements in one campaign scatter by 60, 30, 20 or 10 %
_POWER, _POWER_SD = 0.5, 0.3  # known beforehand of the power
_LEAST_TREATMENTS = 3


@dataclass(frozen=True)
class _Offers:
    """What past offers brought: the elements of each as columns of ones, and its campaign by number, in that order."""

    names: list[tuple[str, str]]
    has: Matrix
    campaign: np.ndarray[tuple[int], np.dtype[np.int64]]
    answered: Vector
    contacts: Vector
    log_ratio: Vector
    first_day: Vector


def learn_offers(workspace: Workspace, settings: ScoreSettings, constants: Constants) -> Constants:
    """Learn kappa, the power and the base rate from ``treatment_sums``; fewer than three treatments teach nothing."""
    first = _offers(workspace, constants.kappa)
    if len(first.answered) < _LEAST_TREATMENTS or first.answered.sum() <= 0:
        return constants
    size = max(_SIZES, key=lambda size: _within(first, constants.kappa, size)[1])
    others = () if "kappa" in settings.model_fields_set else _KAPPAS
    _, kappa, power, base_rate = max(_fit(workspace, kappa, size) for kappa in (constants.kappa, *others))
    return replace(constants, kappa=kappa, offer_weight=round(power, 3), offer_size=size, base_rate=round(base_rate, 9))


def weigh_elements(workspace: Workspace, constants: Constants) -> None:
    """Bring what elements are worth into ``store.elements``, from ``treatment_sums`` and their ratios."""
    offers = _offers(workspace, constants.kappa)
    within, _ = _within(offers, constants.kappa, constants.offer_size)
    workspace.rows("create or replace temp table elements_within (dimension varchar, element varchar, ratio double)")
    for (dimension, element), log_ratio in zip(offers.names, within, strict=True):
        ratio = round(float(np.exp(log_ratio)), 6)
        workspace.rows("insert into elements_within values (?, ?, ?)", [dimension, element, ratio])
    workspace.run("score/element_worths", offer_weight=constants.offer_weight)


def _offers(workspace: Workspace, kappa: float) -> _Offers:
    rows = workspace.result("score/offers", kappa=kappa)
    columns = dict(_columns(rows))
    has = np.column_stack([np.zeros((rows.height, 0)), *columns.values()])
    campaign = np.unique(rows["campaign_key"].to_numpy(), return_inverse=True)[1]
    told = (rows[name].to_numpy() for name in ("answered", "contacts", "log_ratio", "first_day"))
    return _Offers(list(columns), has, campaign, *told)


def _columns(rows: pl.DataFrame) -> Iterator[tuple[tuple[str, str], Vector]]:
    for dimension in DIMENSIONS:
        for element in rows[dimension].drop_nulls().unique().sort():
            yield (dimension, element), (rows[dimension] == element).fill_null(False).cast(float).to_numpy()


def _fit(workspace: Workspace, kappa: float, size: float) -> tuple[float, float, float, float]:
    """Give the log-likelihood, kappa, the power, and the base rate that gives all responses there were."""
    offers = _offers(workspace, kappa)
    within = offers.has @ _within(offers, kappa, size)[0]
    contacts, beyond = offers.contacts * np.exp(within), offers.log_ratio - within
    level, power = _regression(offers.answered, contacts, beyond)
    power = max(power, 0.0)  # what brought more before never brings less for it
    mean = contacts * np.exp(level + power * beyond)
    likelihood = np.sum(offers.answered * np.log(mean / (mean + _SIZE)) - _SIZE * np.log1p(mean / _SIZE))
    likelihood -= ((power - _POWER) / _POWER_SD) ** 2 / 2
    base_rate = offers.answered.sum() / np.sum(contacts * np.exp(power * beyond))
    base_rate *= _level(offers, base_rate * contacts * np.exp(power * beyond))
    return float(likelihood), kappa, float(power), float(min(base_rate, 0.95))


def _level(offers: _Offers, expected: Vector) -> float:
    """Give how high campaigns stand now, over all of them."""
    _, first = np.unique(offers.campaign, return_index=True)
    brought, foreseen = np.bincount(offers.campaign, offers.answered), np.bincount(offers.campaign, expected)
    return level_now(offers.first_day[first], brought, foreseen)


def _regression(answered: Vector, contacts: Vector, log_ratio: Vector) -> tuple[float, float]:
    """Fit ``answered ~ contacts · exp(level + power · log_ratio)``."""
    design = np.column_stack([np.ones(len(answered)), log_ratio])
    prior = np.array([np.log(answered.sum() / contacts.sum()), _POWER])
    level, power = negative_binomial(design, contacts, answered, _SIZE, prior, np.array([1e-6, _POWER_SD**-2]))
    return float(level), float(power)


def _within(offers: _Offers, kappa: float, size: float) -> tuple[Vector, float]:
    """Fit ``answered ~ contacts · rate of the campaign · product of ratios`` by Newton's method.

    Counts are negative binomial; ratios have a Gamma prior around 1, rates of campaigns none. Gives the logarithms of
    the ratios, and the log-likelihood with all that was fitted integrated out, as far as sizes differ in it.
    """
    brought = np.bincount(offers.campaign, offers.answered)[offers.campaign] > 0
    found, likelihood = np.zeros(len(offers.names)), 0.0
    if not found.size or not brought.any():
        return found, likelihood
    design, answered, contacts = offers.has[brought], offers.answered[brought], offers.contacts[brought]
    _, first, campaign = np.unique(offers.campaign[brought], return_index=True, return_inverse=True)
    levels = np.log(np.add.reduceat(answered, first) / np.add.reduceat(contacts, first))
    for _ in range(50):
        mean = contacts * np.exp(np.clip(design @ found + levels[campaign], -20, 10))
        trust = 1 / (1 + mean / size)
        gap, weight = trust * (answered - mean), trust * mean
        slope = design.T @ gap + kappa * (1 - np.exp(found))
        curve = design.T @ (design * weight[:, None]) + np.diag(kappa * np.exp(found))
        # the rate of each campaign stands beside one block of offers: solved for on the way
        own_slope, own_curve = np.add.reduceat(gap, first), np.add.reduceat(weight, first)
        beside = np.add.reduceat(design * weight[:, None], first)
        curve -= beside.T @ (beside / own_curve[:, None])
        step = np.linalg.solve(curve, slope - beside.T @ (own_slope / own_curve))
        own_step = (own_slope - beside @ step) / own_curve
        found, levels = found + np.clip(step, -1, 1), levels + np.clip(own_step, -1, 1)
        if max(np.abs(step).max(), np.abs(own_step).max()) < 1e-9:
            break
    chance = answered * np.log(mean) - (answered + size) * np.log(mean + size) + size * np.log(size)
    likelihood = float(np.sum(chance)) + sum(lgamma(count + size) - lgamma(size) for count in answered)
    likelihood += float(kappa * np.sum(found - np.exp(found)))
    likelihood -= float(np.linalg.slogdet(curve)[1] + np.sum(np.log(own_curve))) / 2
    return found, likelihood
