"""What is learned of members: the constants of their ratios, the weights of their attributes, the link to a chance.

`learn_members` maximises the log-likelihood of what each contact of a sample of members brought, given what was known
of the member the day before its campaign. Alpha and each beta are held to their defaults by a prior of one unit of
their logarithm; the memory more firmly, for another one makes all sums anew; weights of attributes by ridges.

Beyond the four ratios, those who share an attribute tell what a member leans to: a layer that gained nothing on five
public data sets, and is held to none for that. On the built-in world, where tastes go with age, the replay gained 0.025
of AUC by it; on Complete Journey it kept its place (0.754 to 0.755).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from attitude.database import Workspace
from attitude.elements import DIMENSIONS
from attitude.learn.beside import Answers
from attitude.learn.boost import Profiles, Together, learn_together, may_boost
from attitude.learn.constants import Constants, defaults
from attitude.learn.habits import learn_habits
from attitude.learn.regression import campaign_levels, negative_binomial
from attitude.settings import ScoreSettings

if TYPE_CHECKING:
    import polars as pl

    from attitude.learn.regression import Matrix, Vector, Whole

_HALF_LIVES = ((365.0, 180.0), (1460.0, 2920.0))  # shorter ones and longer ones, as far as each is better
_HALF_LIFE_PRIOR = 5.0  # log-likelihood for each doubling or halving: another memory makes all sums anew
_WEIGHT_PRECISION = 4.0  # an attribute's weight is known beforehand to half a unit
_LEANING_PRECISION = 4.0  # the same of those that are trusted with leanings, around none
_SHOWN_PRECISION = 4.0  # how much members differ is known beforehand to half a unit of the logarithm
_LEAST_WEIGHT = 0.05
_SLOPE_PRECISION = 100.0  # the slope is known beforehand to a tenth
_LEVEL_PRIOR = 20.0  # responses at which the intercept found weighs half
_LEAST_RESPONSES = 50  # below that, defaults
_OF = "attribute "
_LOW, _HIGH = np.log(0.05), np.log(200.0)


@dataclass(frozen=True)
class _Steps:
    """The table ``steps`` as arrays, one entry per contact; what look-alikes say of member and elements beside it.

    Contacts stand campaign by campaign; ``campaign`` numbers them, and ``first`` is the place of the first of each.
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


class _Fit(NamedTuple):
    """Constants as they were learned: ``theta`` the logarithms of alpha and betas, ``first`` those of the settings'."""

    leaning_weights: dict[str, float]
    first: Vector
    theta: Vector
    half_life_days: float
    arrays: _Steps
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
        defaults(settings), telltales=dict(telltales), attribute_weights=dict.fromkeys(sorted(telltales), 0.0)
    )
    steps = _steps(workspace, settings.half_life_days)
    responses, campaigns = int(steps["answered"].sum()), steps["campaign_key"].n_unique()
    if responses < _LEAST_RESPONSES or campaigns < 2:
        return start, None
    import polars as pl

    weights, members = _attribute_weights(workspace, settings, telltales)
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
        beta=dict(zip(DIMENSIONS, betas, strict=True)),
        half_life_days=fit.half_life_days,
        attribute_weights={name: round(weight, 3) for name, weight in weights.items()},
        habit_weights=habit_weights,
        leaning_weights={
            name: round(weight, 3) for name, weight in fit.leaning_weights.items() if weight >= _LEAST_WEIGHT
        },
        together=together,
        slope=round(slope, 3),
        intercept=round(intercept, 3),
        members=steps["member_key"].n_unique(),
        contacts=steps.height,
        campaigns=campaigns,
        responses=responses,
        gain=round((_cost(_arrays(steps, likeness, None), fit.first, fit.first) - fit.cost) / steps.height, 6),
    )
    log_odds = constants.slope * _log_ratio(fit.arrays, fit.theta)
    return constants, Answers(fit.arrays.answered, fit.arrays.campaign, fit.arrays.treatment, log_odds)


def _fit(
    workspace: Workspace,
    settings: ScoreSettings,
    telltales: Mapping[str, str],
    steps: pl.DataFrame,
    likeness: pl.DataFrame,
) -> _Fit:
    """Learn the constants that stand beside what look-alikes say of each contact's member."""
    start = defaults(settings)
    weights, leanings = _leaning_weights(workspace, settings, telltales, _arrays(steps, likeness, None))
    arrays = _arrays(steps, likeness, leanings)
    first = np.log(np.array([start.alpha, *start.beta.values()]))
    theta, cost = _search(arrays, first, _free(settings))
    days, arrays, best = _best_half_life(workspace, settings, likeness, leanings, arrays, theta, first, cost)
    return _Fit(weights, first, theta, days, arrays, best, _link(arrays, theta))


def _free(settings: ScoreSettings) -> list[int]:
    """List the constants that the settings file leaves to be learned: alpha is 0, beta 1 to 4."""
    names = settings.model_fields_set
    return [*([] if "alpha" in names else [0]), *([] if "beta" in names else range(1, len(DIMENSIONS) + 1))]


def _shown_alpha(steps: _Steps, start: float, settings: ScoreSettings) -> float:
    """Find the alpha with which a member's own record alone tells best, whatever was offered."""
    first = np.log(np.array([start]))
    is_set = settings.model_fields_set & {"alpha", "shown_alpha"}
    (found,) = first if is_set else _search(steps, first, [0], _SHOWN_PRECISION)[0]
    return round(float(np.exp(found)), 3)


def _best_half_life(
    workspace: Workspace,
    settings: ScoreSettings,
    likeness: pl.DataFrame,
    leanings: pl.DataFrame | None,
    arrays: _Steps,
    theta: Vector,
    first: Vector,
    cost: float,
) -> tuple[float, _Steps, float]:
    """Try other half-lives with the constants found."""
    best = (settings.half_life_days, arrays, cost)
    for way in () if "half_life_days" in settings.model_fields_set else _HALF_LIVES:
        for days in way:
            tried = _arrays(_steps(workspace, days), likeness, leanings)
            octaves = abs(float(np.log2(days / settings.half_life_days)))
            now = _cost(tried, theta, first) + _HALF_LIFE_PRIOR * octaves
            if now >= best[2]:
                break
            best = (days, tried, now)
    return best


def _steps(workspace: Workspace, half_life_days: float) -> pl.DataFrame:
    workspace.run("score/steps", half_life_days=half_life_days)
    return workspace.frame("from steps")


def _attribute_weights(
    workspace: Workspace, settings: ScoreSettings, telltales: Mapping[str, str]
) -> tuple[dict[str, float], pl.DataFrame]:
    """Fit how far each attribute is to be trusted; gives the weights, and each member's log look-alike ratio."""
    import polars as pl

    rows = workspace.result("score/left_out", kappa_attribute=settings.kappa_attribute)
    rows = rows.filter(~pl.col("attribute").is_in(list(telltales)))
    rows = rows.with_columns(attribute=pl.lit(_OF) + pl.col("attribute"))  # an attribute may have any name
    none = dict.fromkeys(sorted(telltales), 0.0)
    if rows.is_empty():
        return none, pl.DataFrame(schema={"member_key": pl.Int32, "log_lookalike": pl.Float64})
    wide = rows.pivot("attribute", index=["member_key", "answered", "expected"], values="log_ratio").fill_null(0)
    ratios = wide[:, 3:].to_numpy()
    names = [name.removeprefix(_OF) for name in wide.columns[3:]]
    weights = _ridge(ratios, wide["answered"].to_numpy(), wide["expected"].to_numpy(), settings)
    members = wide.select("member_key", pl.Series("log_lookalike", ratios @ weights))
    return {**dict(zip(names, weights.tolist(), strict=True)), **none}, members


def _ridge(ratios: Matrix, answered: Vector, expected: Vector, settings: ScoreSettings) -> Vector:
    """Fit ``answered ~ expected · exp(ratios · w)``; a free intercept takes up what all have in common."""
    count = ratios.shape[1]
    if "attribute_weight" in settings.model_fields_set:
        return np.full(count, settings.attribute_weight)
    design = np.column_stack([ratios, np.ones(len(answered))])
    prior = np.append(np.full(count, settings.attribute_weight), 0.0)
    precision = np.append(np.full(count, _WEIGHT_PRECISION), 1e-6)
    weights = negative_binomial(design, expected, answered, settings.alpha, prior, precision)
    bounded: Vector = np.clip(weights[:-1], -0.5, 1.5)
    return bounded


def _leaning_weights(
    workspace: Workspace, settings: ScoreSettings, telltales: Mapping[str, str], steps: _Steps
) -> tuple[dict[str, float], pl.DataFrame | None]:
    """Fit how far those who share an attribute are trusted with what a member leans to, dimension by dimension.

    Gives the weights by ``attribute/dimension``, and by contact the log ratios of each dimension. Without a clear gain
    a weight is none: on public data the layer gains little, where tastes go with age or brand it gains much.
    """
    import polars as pl

    rows = workspace.result("score/leaning_left_out", kappa_attribute=settings.kappa_attribute)
    rows = rows.filter(~pl.col("subject").str.replace("/[a-z]+$", "").is_in(list(telltales)))
    if rows.is_empty():
        return {}, None
    wide = rows.pivot("subject", index="contact_number", values="log_ratio")
    names = sorted(wide.columns[1:])
    wide = steps.contacts.join(wide, on="contact_number", how="left", maintain_order="left").fill_null(0)
    ratios = wide.select(names).to_numpy()
    weights = _leaning_ridge(ratios, steps, settings)
    leanings = {
        name: ratios[:, at] @ weights[at]
        for name in DIMENSIONS
        if (at := [i for i, n in enumerate(names) if n.endswith(f"/{name}")])
    }
    return dict(zip(names, weights.tolist(), strict=True)), steps.contacts.with_columns(**leanings)


def _leaning_ridge(ratios: Matrix, steps: _Steps, settings: ScoreSettings) -> Vector:
    """Fit ``answered ~ rate · lookalike · exp(ratios · w)`` with weights held to none, and never below."""
    count = ratios.shape[1]
    if "leaning_weight" in settings.model_fields_set:
        return np.full(count, settings.leaning_weight)
    exposure = steps.lookalike / (1 + np.exp(-steps.offset))
    design = np.column_stack([ratios, np.ones(len(exposure))])
    precision = np.append(np.full(count, _LEANING_PRECISION), 1e-6)
    weights = negative_binomial(design, exposure, steps.answered, settings.alpha, np.zeros(count + 1), precision)[:-1]
    bounded: Vector = np.where(weights < _LEAST_WEIGHT, 0.0, np.minimum(weights, 1.5))
    return bounded


def _arrays(steps: pl.DataFrame, likeness: pl.DataFrame, leanings: pl.DataFrame | None) -> _Steps:
    import polars as pl

    joined = steps.join(likeness, on="contact_number", how="left", maintain_order="left").fill_null(0)
    sums = {name: joined[name].to_numpy() for name in joined.columns if name[:2] in ("r_", "e_") or name in "re"}
    rate = joined["rate"].to_numpy()
    _, first, campaign = np.unique(joined["campaign_key"].to_numpy(), return_index=True, return_inverse=True)
    return _Steps(
        joined["answered"].cast(pl.Float64).to_numpy(),
        np.log(rate / (1 - rate)),
        campaign,
        first,
        joined["treatment_key"].to_numpy(),
        sums,
        np.exp(joined["log_lookalike"].to_numpy()),
        {} if leanings is None else {name: np.exp(leanings[name].to_numpy()) for name in leanings.columns[1:]},
        joined.select("contact_number"),
    )


def _log_ratio(steps: _Steps, theta: Vector) -> Vector:
    """Give the logarithm of how much more than its cell each contact was to bring: look-alike, member, elements."""
    alpha, *betas = np.exp(theta)
    rho = steps.lookalike * (alpha + steps.sums["r"]) / (alpha + steps.lookalike * steps.sums["e"])
    ratio = rho
    for name, beta in zip(DIMENSIONS, betas, strict=False):  # none where only the member is asked for
        leaning = steps.leanings.get(name, np.ones(1))
        ratio = ratio * leaning * (beta + steps.sums[f"r_{name}"]) / (beta + rho * leaning * steps.sums[f"e_{name}"])
    logarithm: Vector = np.log(ratio)
    return logarithm


def _cost(steps: _Steps, theta: Vector, first: Vector, precision: float = 1.0) -> float:
    """Give the negative log-likelihood, with the level of each campaign as it was, and the prior."""
    return _cost_of(steps, steps.offset + _log_ratio(steps, theta)) + float(
        0.5 * precision * np.sum((theta - first) ** 2)
    )


def _cost_of(steps: _Steps, logit: Vector) -> float:
    logit = logit + _levels(steps, logit)[steps.campaign]
    return float(np.sum(np.logaddexp(0, logit) - steps.answered * logit))


def _costs_of(steps: _Steps, logit: Vector) -> Vector:
    """Give the same of each campaign."""
    logit = logit + _levels(steps, logit)[steps.campaign]
    costs: Vector = np.add.reduceat(np.logaddexp(0, logit) - steps.answered * logit, steps.first)
    return costs


def _levels(steps: _Steps, logit: Vector) -> Vector:
    return campaign_levels(steps.answered, steps.campaign, steps.first, logit)


def _link(steps: _Steps, theta: Vector) -> tuple[float, float]:
    """Find the slope and the intercept that make the odds true: several shrunken ratios together say too much."""
    ratio = _log_ratio(steps, theta)
    slopes = np.linspace(0.4, 1.4, 41)
    costs = [
        _cost_of(steps, steps.offset + slope * ratio) + _SLOPE_PRECISION * (slope - 1) ** 2 / 2 for slope in slopes
    ]
    slope = float(slopes[int(np.argmin(costs))])
    levels = _levels(steps, steps.offset + slope * ratio)
    brought = np.add.reduceat(steps.answered, steps.first)
    return slope, float(np.sum(brought * levels) / (np.sum(brought) + _LEVEL_PRIOR))


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
    logit = arrays.offset + slope * _log_ratio(arrays, theta)
    profiles = Profiles(
        names,
        codes.select(names).fill_null(0).to_numpy().astype(np.float64),
        [ordered.get(name, False) for name in names],
        arrays.answered,
        logit + _levels(arrays, logit)[arrays.campaign],
        np.array([days[key].toordinal() for key in steps["campaign_key"]]),
    )

    def costs(extra: Vector) -> Vector:
        tried = replace(arrays, lookalike=arrays.lookalike * np.exp(extra))
        return _costs_of(tried, tried.offset + slope * _log_ratio(tried, theta))

    return learn_together(profiles, settings, costs)


def _search(steps: _Steps, first: Vector, free: list[int], precision: float = 1.0) -> tuple[Vector, float]:
    """Walk along one constant after another, in ever smaller steps: a few dozen steps on a smooth hill."""
    theta, cost, step = first, _cost(steps, first, first, precision), 0.8
    while step > 0.1:
        moved = False
        for at in free:
            for way in (step, -step):
                tried = theta.copy()
                tried[at] = np.clip(theta[at] + way, _LOW, _HIGH)
                if (new := _cost(steps, tried, first, precision)) < cost - 1e-9:
                    theta, cost, moved = tried, new, True
                    break
        step = step if moved else step / 2
    return theta, cost
