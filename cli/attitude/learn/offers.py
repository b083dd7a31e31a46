"""What the elements of an offer are worth together, learned from past campaigns.

One campaign appeals more than another for many reasons; what was offered within one campaign is compared best with what
stood beside it. So the ratios of elements are first found *within* campaigns, all together, each beside the elements
that went with it: a regression with a level for every campaign, where each ratio is ``(kappa + R) / (kappa + E)``.
Where a campaign has one offer, that says nothing. See `attitude.learn.within`, for pairs of elements too. How far they
count beside what is known of each member is learned from contacts: `attitude.learn.beside`.

What is left are differences from campaign to campaign, in what ratios to the rate before say beyond that, each campaign
from all the others. The ratios of a channel, a product, a timing and a gift that mostly went together tell one story
several times; to multiply them as they are would say too much. So that part of their product is taken to a power, found
with the base rate by a negative binomial regression over treatments.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from attitude.database import Workspace
from attitude.dimensions import by_dimension, dimensions_of, own_dimensions
from attitude.learn.ahead import errors_ahead, learn_spread, worths_ahead
from attitude.learn.beside import Answers, learn_offer_power
from attitude.learn.constants import Constants
from attitude.learn.level import level_now
from attitude.learn.regression import negative_binomial
from attitude.learn.within import Beliefs, Offers, Part, fit_within, learn_beliefs
from attitude.settings import ScoreSettings

if TYPE_CHECKING:
    import polars as pl

    from attitude.learn.regression import Vector

_KAPPAS = (5.0, 80.0)
_SIZE = 3.0  # of the negative binomial: rates of like campaigns scatter by some 60 %
_POWER, _POWER_SD = 0.5, 0.3  # known beforehand of the power
_LEAST_TREATMENTS = 3
_MOST_PAIRS = 200


def learn_offers(
    workspace: Workspace, settings: ScoreSettings, constants: Constants, answers: Answers | None = None
) -> Constants:
    """Learn from ``treatment_sums`` how far elements and pairs are believed, the powers, the scatter and the base rate.

    Fewer than three treatments teach nothing. ``answers`` are those of contacts, beside what is known of members.
    """
    first = _offers(workspace, constants.kappa)
    if len(first.answered) < _LEAST_TREATMENTS or first.answered.sum() <= 0:
        return constants
    beliefs = learn_beliefs(first, constants.kappa)
    others = () if "kappa" in settings.model_fields_set else _KAPPAS
    if answers is not None:
        beliefs = replace(beliefs, power=round(learn_offer_power(worths_ahead(first, beliefs), answers), 3))
    fits = [_fit(first, beliefs)]
    for kappa in others:
        log_ratio = workspace.result("score/offers", kappa=kappa)["log_ratio"].to_numpy()
        fits.append(_fit(replace(first, log_ratio=log_ratio), replace(beliefs, kappa=kappa)))
    _, kappa, power, base_rate = max(fits)
    learned = replace(constants, pair_kappa=beliefs.pair_kappa, offer_size=beliefs.size, offer_power=beliefs.power)
    learned = replace(learned, kappa=kappa, offer_weight=round(power, 3), base_rate=round(base_rate, 9))
    return replace(learned, spread=_spread(first, replace(beliefs, kappa=kappa)))


def _spread(offers: Offers, beliefs: Beliefs) -> float:
    return learn_spread(errors_ahead(offers, beliefs.kappa, lambda taught, new: _foreseen(taught, new, beliefs)))


def _foreseen(taught: Offers, offers: Offers, beliefs: Beliefs) -> Vector:
    """Give what offers let expect by what others teach."""
    log_ratios = fit_within(taught, beliefs)[0]
    _, _, power, base_rate = _fit(taught, beliefs)
    beyond = power * (offers.log_ratio - offers.has @ np.where(offers.is_pair, 0, log_ratios))
    return np.asarray(base_rate * offers.contacts * np.exp(beliefs.power * offers.has @ log_ratios + beyond))


def weigh_elements(workspace: Workspace, constants: Constants) -> None:
    """Bring what elements and their pairs are worth into the workspace, from ``treatment_sums`` and their ratios."""
    offers = _offers(workspace, constants.kappa)
    beliefs = Beliefs(constants.kappa, constants.pair_kappa, constants.offer_size, constants.offer_power)
    within, _ = fit_within(offers, beliefs)
    workspace.run("score/parts_within")
    for part, log_ratio in zip(offers.parts, within, strict=True):
        ratio = round(float(np.exp(log_ratio)), 6)
        workspace.rows("insert into parts_within values (?, ?, ?, ?)", [*part, ratio])
    powers = {"offer_weight": constants.offer_weight, "offer_power": constants.offer_power}
    workspace.run("score/elements_weighed", "score/element_worths", "score/pairs", kappa=constants.kappa, **powers)


def _offers(workspace: Workspace, kappa: float) -> Offers:
    rows = by_dimension(workspace.result("score/offers", kappa=kappa), own_dimensions(workspace))
    pairs = (Part(*pair) for pair in workspace.result("score/offer_pairs", most=_MOST_PAIRS).rows())
    columns = {part: _column(rows, part) for part in (*_elements(rows, dimensions_of(workspace)), *pairs)}
    has = np.column_stack([np.zeros((rows.height, 0)), *columns.values()])
    campaign = np.unique(rows["campaign_key"].to_numpy(), return_inverse=True)[1]
    names = ("answered", "contacts", "log_ratio", "first_day", "expected", "responses", "treatment_key")
    values = (rows[name].to_numpy() for name in names)
    return Offers(list(columns), has, campaign, *values)


def _elements(rows: pl.DataFrame, dimensions: Sequence[str]) -> Iterator[Part]:
    for dimension in dimensions:
        for element in rows[dimension].drop_nulls().unique().sort():
            yield Part(dimension, element)


def _column(rows: pl.DataFrame, part: Part) -> Vector:
    has = rows[part.dimension] == part.element
    if part.product is not None:
        has &= rows["product"] == part.product
    return has.fill_null(False).cast(float).to_numpy()


def _fit(offers: Offers, beliefs: Beliefs) -> tuple[float, float, float, float]:
    """Give the log-likelihood, kappa, the power, and the base rate that gives all responses there were."""
    log_ratios = fit_within(offers, beliefs)[0]
    contacts = offers.contacts * np.exp(beliefs.power * offers.has @ log_ratios)
    beyond = offers.log_ratio - offers.has @ np.where(offers.is_pair, 0, log_ratios)
    level, power = _regression(offers.answered, contacts, beyond)
    power = max(power, 0.0)  # what brought more before never brings less for it
    mean = contacts * np.exp(level + power * beyond)
    likelihood = np.sum(offers.answered * np.log(mean / (mean + _SIZE)) - _SIZE * np.log1p(mean / _SIZE))
    likelihood -= ((power - _POWER) / _POWER_SD) ** 2 / 2
    base_rate = offers.answered.sum() / np.sum(contacts * np.exp(power * beyond))
    base_rate *= _level(offers, base_rate * contacts * np.exp(power * beyond))
    return float(likelihood), beliefs.kappa, float(power), float(min(base_rate, 0.95))


def _level(offers: Offers, expected: Vector) -> float:
    """Give how high campaigns stand now, over all of them."""
    _, first, campaign = np.unique(offers.campaign, return_index=True, return_inverse=True)
    brought, foreseen = np.bincount(campaign, offers.answered), np.bincount(campaign, expected)
    return level_now(offers.first_day[first], brought, foreseen)


def _regression(answered: Vector, contacts: Vector, log_ratio: Vector) -> tuple[float, float]:
    """Fit ``answered ~ contacts · exp(level + power · log_ratio)``."""
    design = np.column_stack([np.ones(len(answered)), log_ratio])
    prior = np.array([np.log(answered.sum() / contacts.sum()), _POWER])
    level, power = negative_binomial(design, contacts, answered, _SIZE, prior, np.array([1e-6, _POWER_SD**-2]))
    return float(level), float(power)
