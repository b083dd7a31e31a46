"""What is learned of members: the constants of their ratios, the weights of their attributes, the link to a chance.

`learn_members` maximises the log-likelihood of what each contact of a sample of members brought, given what was known
of the member the day before its campaign (`attitude.learn.likelihood`). Alpha and each beta are held to their defaults
by a prior of one unit of their logarithm; the memory more firmly, for another one makes all sums anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from attitude.database import Workspace
from attitude.dimensions import dimensions_of, own_dimensions
from attitude.learn import likelihood, lookalikes
from attitude.learn.beside import Answers
from attitude.learn.boost import Profiles, Together, learn_together, may_boost
from attitude.learn.constants import Constants, defaults
from attitude.learn.habits import learn_habits
from attitude.settings import ScoreSettings

if TYPE_CHECKING:
    import polars as pl

    from attitude.learn.regression import Vector

_HALF_LIVES = ((365.0, 180.0), (1460.0, 2920.0))  # shorter ones and longer ones, as far as each is better
_HALF_LIFE_PRIOR = 5.0  # log-likelihood for each doubling or halving: another memory makes all sums anew
_SHOWN_PRECISION = 4.0  # how much members differ is known beforehand to half a unit of the logarithm
_CHOICE_WEIGHTS = (0.75, 0.5, 0.25, 0.0)  # beside 1: how far choices may count
_LEAST_RESPONSES = 50  # below that, defaults


class _Fit(NamedTuple):
    """Constants as they were learned: ``theta`` the logarithms of alpha and betas, ``first`` those of the settings'."""

    leaning_weights: dict[str, float]
    first: Vector
    theta: Vector
    half_life_days: float
    arrays: likelihood.Steps
    cost: float
    link: tuple[float, float]


def learn_members(
    workspace: Workspace, settings: ScoreSettings, telltales: Mapping[str, str]
) -> tuple[Constants, Answers | None]:
    """Learn from what `attitude.score.gather` made of a sample: its contacts, sums, profiles and habits.

    Gives the constants, and what the contacts brought beside what is learned of their members; the settings' own, and
    nothing, where the sample has fewer than 50 responses or only one campaign.
    """
    start = replace(
        defaults(settings, dimensions_of(workspace)),
        telltales=dict(telltales),
        attribute_weights=dict.fromkeys(sorted(telltales), 0.0),
    )
    steps = _steps(workspace, settings.half_life_days)
    responses, campaigns = int(steps["answered"].sum()), steps["campaign_key"].n_unique()
    if responses < _LEAST_RESPONSES or campaigns < 2:
        return start, None
    import polars as pl

    weights, members = lookalikes.attribute_weights(workspace, settings, telltales)
    known = steps.select("contact_number", "member_key", "answered", "rate")
    known = known.join(members, on="member_key", how="left", maintain_order="left").fill_null(0)
    habit_weights, known = learn_habits(workspace, settings, known)
    likeness = known.select("contact_number", "log_lookalike")
    fit = _fit(workspace, settings, telltales, steps, likeness)
    together, said = _together(workspace, settings, telltales, steps, fit)
    if together.exponent:  # the other constants beside it
        likeness = likeness.with_columns(pl.col("log_lookalike") + pl.Series(said))
        fit = _fit(workspace, settings, telltales, steps, likeness)
    shown_alpha = _shown_alpha(fit.arrays, start.shown_alpha, settings)
    alpha, *betas = np.exp(fit.theta).round(3).tolist()
    slope, intercept = fit.link
    constants = replace(
        start,
        alpha=alpha,
        shown_alpha=shown_alpha,
        beta=dict(zip(fit.arrays.dimensions, betas, strict=True)),
        half_life_days=fit.half_life_days,
        attribute_weights={name: round(weight, 3) for name, weight in weights.items()},
        habit_weights=habit_weights,
        leaning_weights={
            name: round(weight, 3) for name, weight in fit.leaning_weights.items() if weight >= lookalikes.LEAST_WEIGHT
        },
        choice_weights=dict(fit.arrays.choice_weights),
        together=together,
        slope=round(slope, 3),
        intercept=round(intercept, 3),
        members=steps["member_key"].n_unique(),
        contacts=steps.height,
        campaigns=campaigns,
        responses=responses,
        gain=round(
            (likelihood.cost(likelihood.arrays(steps, likeness, None), fit.first, fit.first) - fit.cost) / steps.height,
            6,
        ),
    )
    log_odds = constants.slope * likelihood.log_ratio(fit.arrays, fit.theta)
    return constants, Answers(fit.arrays.answered, fit.arrays.campaign, fit.arrays.treatment, log_odds)


def _fit(
    workspace: Workspace,
    settings: ScoreSettings,
    telltales: Mapping[str, str],
    steps: pl.DataFrame,
    likeness: pl.DataFrame,
) -> _Fit:
    """Learn the constants that stand beside what look-alikes say of each contact's member."""
    start = defaults(settings, dimensions_of(workspace))
    weights, leanings = lookalikes.leaning_weights(
        workspace, settings, telltales, likelihood.arrays(steps, likeness, None)
    )
    arrays = likelihood.arrays(steps, likeness, leanings)
    first = np.log(np.array([start.alpha, *start.beta.values()]))
    theta, cost = likelihood.search(arrays, first, _free(settings, arrays.dimensions))
    arrays = _with_choices(arrays, theta, first, cost)
    if any(weight < 1 for weight in arrays.choice_weights.values()):
        theta, cost = likelihood.search(arrays, first, _free(settings, arrays.dimensions))
    days, arrays, best = _best_half_life(workspace, settings, likeness, leanings, arrays, theta, first, cost)
    return _Fit(weights, first, theta, days, arrays, best, likelihood.link(arrays, theta))


def _with_choices(arrays: likelihood.Steps, theta: Vector, first: Vector, cost: float) -> likelihood.Steps:
    """Find how far what members chose when answering is to count, dimension by dimension, with the constants found."""
    for name in [name for name in arrays.dimensions if f"c_{name}" in arrays.sums]:
        arrays = replace(arrays, choice_weights={**arrays.choice_weights, name: 1.0})
        for weight in _CHOICE_WEIGHTS:
            tried = replace(arrays, choice_weights={**arrays.choice_weights, name: weight})
            if (now := likelihood.cost(tried, theta, first)) < cost - 1e-9:
                arrays, cost = tried, now
    return arrays


def _free(settings: ScoreSettings, dimensions: Sequence[str]) -> list[int]:
    """List the constants that the settings file leaves to be learned: alpha is 0, the betas come after it."""
    names = settings.model_fields_set
    return [*([] if "alpha" in names else [0]), *([] if "beta" in names else range(1, len(dimensions) + 1))]


def _shown_alpha(steps: likelihood.Steps, start: float, settings: ScoreSettings) -> float:
    """Find the alpha with which a member's own record alone tells best, whatever was offered."""
    first = np.log(np.array([start]))
    is_set = settings.model_fields_set & {"alpha", "shown_alpha"}
    (found,) = first if is_set else likelihood.search(steps, first, [0], _SHOWN_PRECISION)[0]
    return round(float(np.exp(found)), 3)


def _best_half_life(
    workspace: Workspace,
    settings: ScoreSettings,
    likeness: pl.DataFrame,
    leanings: pl.DataFrame | None,
    arrays: likelihood.Steps,
    theta: Vector,
    first: Vector,
    cost: float,
) -> tuple[float, likelihood.Steps, float]:
    """Try other half-lives with the constants found."""
    best = (settings.half_life_days, arrays, cost)
    for way in () if "half_life_days" in settings.model_fields_set else _HALF_LIVES:
        for days in way:
            tried = likelihood.arrays(_steps(workspace, days), likeness, leanings)
            tried = replace(tried, choice_weights=arrays.choice_weights)
            octaves = abs(float(np.log2(days / settings.half_life_days)))
            now = likelihood.cost(tried, theta, first) + _HALF_LIFE_PRIOR * octaves
            if now >= best[2]:
                break
            best = (days, tried, now)
    return best


def _steps(workspace: Workspace, half_life_days: float) -> pl.DataFrame:
    """Lay each contact beside what was known before it; dimensions that the settings name after the four."""
    import polars as pl

    workspace.run("score/steps", half_life_days=half_life_days)
    steps = workspace.frame("from steps")
    if own := own_dimensions(workspace):
        steps = _beside(steps, workspace.result("score/own_steps", half_life_days=half_life_days), own)
    chosen = workspace.result("score/choice_steps", half_life_days=half_life_days)
    steps = _beside(steps, chosen, sorted(set(chosen["dimension"])))
    return steps.with_columns(pl.col("^[recd]_.*$").fill_null(0))


def _beside(steps: pl.DataFrame, sums: pl.DataFrame, dimensions: Sequence[str]) -> pl.DataFrame:
    """Lay sums of a contact and dimension beside its step: a column ``r_channel`` and so on for each sum."""
    import polars as pl

    names = [name for name in sums.columns if name not in ("contact_number", "dimension")]
    for dimension in dimensions:
        one = sums.filter(pl.col("dimension") == dimension)
        one = one.select("contact_number", *(pl.col(name).alias(f"{name}_{dimension}") for name in names))
        steps = steps.join(one, on="contact_number", how="left", maintain_order="left")
    return steps


def _together(
    workspace: Workspace,
    settings: ScoreSettings,
    telltales: Mapping[str, str],
    steps: pl.DataFrame,
    fit: _Fit,
) -> tuple[Together, Vector]:
    """Learn what attributes tell together, beyond the product of what each tells; judged as chances are made.

    Gives beside it what it says of each contact as an earlier day would have learned it, as a logarithm.
    """
    arrays, theta, (slope, _) = fit.arrays, fit.theta, fit.link
    if not may_boost(settings):
        return Together(), np.zeros(steps.height)
    codes = steps.select("member_key").join(
        workspace.frame("select * exclude (_the_same_for_everyone) from sampled_codes"),
        on="member_key",
        how="left",
        maintain_order="left",
    )
    names = sorted(name for name in codes.columns[1:] if name not in telltales)
    ordered = dict(workspace.result("score/ordered_attributes").rows())
    days: dict[int, date] = dict(
        workspace.rows("select campaign_key, min(first_day) from step_contacts group by campaign_key")
    )
    logit = arrays.offset + slope * likelihood.log_ratio(arrays, theta)
    profiles = Profiles(
        names,
        codes.select(names).fill_null(0).to_numpy().astype(np.float64),
        [ordered.get(name, False) for name in names],
        arrays.answered,
        logit + likelihood.levels(arrays, logit)[arrays.campaign],
        np.array([days[key].toordinal() for key in steps["campaign_key"]]),
    )

    def costs(extra: Vector) -> Vector:
        tried = replace(arrays, lookalike=arrays.lookalike * np.exp(extra))
        return likelihood.costs_of(tried, tried.offset + slope * likelihood.log_ratio(tried, theta))

    return learn_together(profiles, settings, costs)
