"""What each contact brought, beside what was known of its member the day before: the likelihood of constants.

Constants are the logarithms of alpha and of each dimension's beta, ``theta``; each campaign has the level it had.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from attitude.learn.regression import campaign_levels

if TYPE_CHECKING:
    import polars as pl

    from attitude.learn.regression import Vector, Whole

_SLOPE_PRECISION = 100.0  # the slope is known beforehand to a tenth
_LEVEL_PRIOR = 20.0  # responses at which the intercept found weighs half
_LOW, _HIGH = np.log(0.05), np.log(200.0)


@dataclass(frozen=True)
class Steps:
    """The table ``steps`` as arrays, one entry per contact; what look-alikes say of member and elements beside it.

    Contacts stand campaign by campaign; ``campaign`` numbers them, and ``first`` is the place of the first of each.
    ``choice_weights`` says how far what members chose when answering counts, by dimension; 1 where it says nothing.
    """

    answered: Vector
    offset: Vector
    campaign: Whole
    first: Whole
    treatment: Whole
    sums: dict[str, Vector]
    lookalike: Vector
    leanings: dict[str, Vector]
    contacts: pl.DataFrame
    dimensions: tuple[str, ...]
    choice_weights: Mapping[str, float] = field(default_factory=dict)


def arrays(steps: pl.DataFrame, likeness: pl.DataFrame, leanings: pl.DataFrame | None) -> Steps:
    """Lay ``steps`` beside what look-alikes say of members and, dimension by dimension, of elements, as logarithms."""
    import polars as pl

    joined = steps.join(likeness, on="contact_number", how="left", maintain_order="left").fill_null(0)
    kinds = ("r_", "e_", "c_", "d_")
    sums = {name: joined[name].to_numpy() for name in joined.columns if name[:2] in kinds or name in "re"}
    rate = joined["rate"].to_numpy()
    _, first, campaign = np.unique(joined["campaign_key"].to_numpy(), return_index=True, return_inverse=True)
    return Steps(
        joined["answered"].cast(pl.Float64).to_numpy(),
        np.log(rate / (1 - rate)),
        campaign,
        first,
        joined["treatment_key"].to_numpy(),
        sums,
        np.exp(joined["log_lookalike"].to_numpy()),
        {} if leanings is None else {name: np.exp(leanings[name].to_numpy()) for name in leanings.columns[1:]},
        joined.select("contact_number"),
        tuple(name[2:] for name in joined.columns if name.startswith("r_")),
    )


def log_ratio(steps: Steps, theta: Vector) -> Vector:
    """Give the logarithm of how much more than its cell each contact was to bring: look-alike, member, elements."""
    alpha, *betas = np.exp(theta)
    rho = steps.lookalike * (alpha + steps.sums["r"]) / (alpha + steps.lookalike * steps.sums["e"])
    ratio = rho
    for name, beta in zip(steps.dimensions, betas, strict=False):  # none where only the member is asked for
        leaning = steps.leanings.get(name, np.ones(1))
        chosen, foreseen = _choices(steps, name)
        to_come = rho * steps.sums[f"e_{name}"] + foreseen
        ratio = ratio * leaning * (beta + steps.sums[f"r_{name}"] + chosen) / (beta + leaning * to_come)
    logarithm: Vector = np.log(ratio)
    return logarithm


def _choices(steps: Steps, name: str) -> tuple[Vector, Vector]:
    """Give what members chose in a dimension, and what others did, as far as choices count."""
    weight, nothing = steps.choice_weights.get(name, 1.0), np.zeros(1)
    return weight * steps.sums.get(f"c_{name}", nothing), weight * steps.sums.get(f"d_{name}", nothing)


def cost(steps: Steps, theta: Vector, first: Vector, precision: float = 1.0) -> float:
    """Give the negative log-likelihood, with the level of each campaign as it was, and the prior."""
    return cost_of(steps, steps.offset + log_ratio(steps, theta)) + float(
        0.5 * precision * np.sum((theta - first) ** 2)
    )


def cost_of(steps: Steps, logit: Vector) -> float:
    """Give the negative log-likelihood of log-odds, but for the level of each campaign."""
    logit = logit + levels(steps, logit)[steps.campaign]
    return float(np.sum(np.logaddexp(0, logit) - steps.answered * logit))


def costs_of(steps: Steps, logit: Vector) -> Vector:
    """Give the same of each campaign."""
    logit = logit + levels(steps, logit)[steps.campaign]
    costs: Vector = np.add.reduceat(np.logaddexp(0, logit) - steps.answered * logit, steps.first)
    return costs


def levels(steps: Steps, logit: Vector) -> Vector:
    """Find what to add to the log-odds of each campaign so that it brings in all what it brought."""
    return campaign_levels(steps.answered, steps.campaign, steps.first, logit)


def link(steps: Steps, theta: Vector) -> tuple[float, float]:
    """Find the slope and the intercept that make the odds true: several shrunken ratios together say too much."""
    ratio = log_ratio(steps, theta)
    slopes = np.linspace(0.4, 1.4, 41)
    costs = [cost_of(steps, steps.offset + slope * ratio) + _SLOPE_PRECISION * (slope - 1) ** 2 / 2 for slope in slopes]
    slope = float(slopes[int(np.argmin(costs))])
    level = levels(steps, steps.offset + slope * ratio)
    brought = np.add.reduceat(steps.answered, steps.first)
    return slope, float(np.sum(brought * level) / (np.sum(brought) + _LEVEL_PRIOR))


def search(steps: Steps, first: Vector, free: list[int], precision: float = 1.0) -> tuple[Vector, float]:
    """Walk along one constant after another, in ever smaller steps: a few dozen steps on a smooth hill."""
    theta, least, step = first, cost(steps, first, first, precision), 0.8
    while step > 0.1:
        moved = False
        for at in free:
            for way in (step, -step):
                tried = theta.copy()
                tried[at] = np.clip(theta[at] + way, _LOW, _HIGH)
                if (new := cost(steps, tried, first, precision)) < least - 1e-9:
                    theta, least, moved = tried, new, True
                    break
        step = step if moved else step / 2
    return theta, least
