"""How likely members are to bring no revenue in the months to come, learned from those who did, and judged by them.

The log-odds of the months with revenue (`attitude.value.alive`) are where it starts; spend, its trend, answers,
contacts and tenure move it, each as far as past months tell that it should (a logistic regression held to none). On
households of a supermarket (Complete Journey, three months ahead) the months alone tell those who stay away from others
with an AUC of .869 to .895, both together .879 to .908, months since revenue alone .770 to .813.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from attitude.database import Workspace
from attitude.value.alive import fitted, stay_away

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

VARIABLES = ("spend", "trend", "answers", "contacts", "tenure")
PATTERN = ("with_revenue", "latest", "occasions")
MONTHS = 24  # that are looked back on
LANDMARKS = 6  # months that are learned from
FEWEST = 3  # months that must be known before a landmark
_FEWEST_GONE = 25  # members who stayed away, and as many who did not: else nothing is learned
_HELD = 10.0  # how far weights are held to none: one over their variance, variables in standard deviations
_DECIMALS = 6  # of weights and figures: as many as are the same under every version of what they come from


@dataclass(frozen=True)
class Fit:
    """What a chance of staying away is made of.

    Parameters
    ----------
    odds
        Log-odds by months with revenue, a row per pattern: the columns of `PATTERN` and ``log_odds``.
    weights
        By ``level``, ``log_odds`` and each of `VARIABLES`.
    """

    odds: pl.DataFrame
    weights: dict[str, float]

    def chances(self, rows: pl.DataFrame) -> Numbers:
        """Give the chance of each row of ``queries/value/gone_rows.sql``."""
        joined = rows.join(self.odds, on=list(PATTERN), how="left", maintain_order="left")
        logs = self.weights["level"] + self.weights["log_odds"] * joined["log_odds"].to_numpy()
        for name in VARIABLES:
            logs = logs + self.weights[name] * joined[name].to_numpy()
        return np.asarray(1 / (1 + np.exp(-logs)))

    def told(self) -> dict[str, object]:
        """Give the variables of ``queries/value/gone_odds.sql`` and ``gone_chances.sql``."""
        return {"odds": json.dumps(self.odds.to_dicts()), "weights": json.dumps([self.weights])}


def landmarks(known: int, within: int, first: int) -> list[int]:
    """Give the months to learn from, by how far back they are, where what followed was over ``first`` months back.

    Parameters
    ----------
    known
        How many months are known.
    within
        How many months follow each.
    first
        0 for today.
    """
    return [back for back in range(first + within, first + within + LANDMARKS) if known - back >= FEWEST]


def fit(rows: pl.DataFrame, odds: Mapping[int, pl.DataFrame], chosen: Sequence[int], now: int) -> Fit | None:
    """Learn from landmarks what is told of the members of another, ``now``; None where too few stayed away, or came.

    Parameters
    ----------
    rows
        As ``queries/value/gone_rows.sql`` gives them.
    odds
        Of each landmark, by what was known then: see `odds_of`.
    chosen, now
        Landmarks: those learned from, and that of the members to be told of.
    """
    import polars as pl

    learned = rows.filter(pl.col("landmark").is_in(list(chosen)))
    gone = int(learned["has_gone"].sum())
    if min(gone, learned.height - gone) < _FEWEST_GONE:
        return None
    parts = [rows.filter(pl.col("landmark") == at) for at in chosen]
    starts = [
        part.join(odds[at], on=list(PATTERN), how="left", maintain_order="left")
        for at, part in zip(chosen, parts, strict=True)
    ]
    start = pl.concat(starts)
    return Fit(odds[now], _weights(start, start["log_odds"].to_numpy()))


def odds_of(rows: pl.DataFrame, within: int) -> pl.DataFrame:
    """Fit the model of months to the members of a landmark; give the log-odds of every pattern that may be."""
    import polars as pl

    counted = rows.group_by(PATTERN).len().sort(PATTERN)
    shape = [counted[name].to_numpy().astype(np.int64) for name in PATTERN]
    parameters = fitted(shape[0], shape[1], shape[2], counted["len"].to_numpy().astype(np.float64))
    patterns = _patterns()
    bought, latest, months = (patterns[name].to_numpy().astype(np.int64) for name in PATTERN)
    found = np.round(stay_away(parameters, bought, latest, months, within), 6)
    return patterns.with_columns(pl.Series("log_odds", found))


def _patterns() -> pl.DataFrame:
    """Give every pattern of months with revenue that may be."""
    import polars as pl

    rows = [
        (bought, latest, months)
        for months in range(MONTHS)
        for latest in range(months + 1)
        for bought in ({0} if latest == 0 else range(1, latest + 1))
    ]
    schema = dict.fromkeys(PATTERN, pl.Int32)
    return pl.DataFrame(rows, schema=schema, orient="row")


def _weights(rows: pl.DataFrame, start: Numbers) -> dict[str, float]:
    """Fit the logistic regression: the weight of the start is held to one, those of the variables to none."""
    told = rows.select(VARIABLES).to_numpy().astype(np.float64)
    means, spreads = told.mean(axis=0), told.std(axis=0)
    spreads[spreads < 1e-9] = np.inf
    design = np.column_stack([np.ones(len(start)), start, (told - means) / spreads])
    prior = np.zeros(design.shape[1])
    prior[1] = 1
    found = _logistic(design, rows["has_gone"].to_numpy().astype(np.float64), prior)
    own = found[2:] / spreads
    level = found[0] - float(own @ means)
    names = ("level", "log_odds", *VARIABLES)
    return {name: round(float(value), _DECIMALS) for name, value in zip(names, [level, found[1], *own], strict=True)}


def _logistic(design: Numbers, came: Numbers, prior: Numbers) -> Numbers:
    weights = prior.copy()
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (came - chance) - _HELD * (weights - prior)
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + _HELD * np.eye(len(weights))
        step = np.clip(np.linalg.solve(curve, slope), -1, 1)
        weights = weights + step
        if np.abs(step).max() < 1e-9:
            break
    return weights


@dataclass(frozen=True)
class Judged:
    """How what would have been foreseen compares with what came.

    Parameters
    ----------
    fifths
        One row per fifth of members, the least likely to stay away first: fifth, members, foreseen, came (shares).
    auc, auc_recency
        How well the chance, and months since revenue alone, tell those who stayed away from the others.
    low, high
        95 % interval of the difference of the two.
    """

    fifths: pl.DataFrame
    auc: float
    auc_recency: float
    low: float
    high: float


def judged(rows: pl.DataFrame, fit_then: Fit) -> Judged | None:
    """Judge a fit by the rows of a landmark that it did not see; None where all stayed away, or all came."""
    import polars as pl

    has_gone = rows["has_gone"].to_numpy()
    if not 0 < has_gone.sum() < len(has_gone):
        return None
    chance = np.round(fit_then.chances(rows), 9)  # no order hangs on a last digit
    recency = (rows["occasions"] - rows["latest"]).to_numpy().astype(np.float64)
    auc, own = _auc(chance, has_gone)
    auc_recency, other = _auc(recency, has_gone)
    half = 1.96 * float(np.sqrt(sum(np.var(a - b, ddof=1) / len(a) for a, b in zip(own, other, strict=True))))
    order = np.argsort(chance, kind="stable")
    parts = [part for part in np.array_split(order, 5) if len(part)]
    fifths = pl.DataFrame(
        [(at, len(part), _told(chance[part].mean()), _told(has_gone[part].mean())) for at, part in enumerate(parts, 1)],
        schema={"fifth": pl.Int64, "members": pl.Int64, "foreseen": pl.Float64, "came": pl.Float64},
        orient="row",
    )
    gain = auc - auc_recency
    return Judged(fifths, _told(auc), _told(auc_recency), _told(gain - half), _told(gain + half))


def _told(figure: float) -> float:
    return round(float(figure), _DECIMALS)


def _auc(score: Numbers, has_gone: NDArray[np.bool_]) -> tuple[float, tuple[Numbers, Numbers]]:
    """Give the area under the curve, and the placements that its variance is made of (DeLong et al. 1988)."""
    gone, came = np.sort(score[has_gone]), np.sort(score[~has_gone])
    of_gone = _below(came, score[has_gone])
    of_came = 1 - _below(gone, score[~has_gone])
    return float(of_gone.mean()), (of_gone, of_came)


def _below(others: Numbers, score: Numbers) -> Numbers:
    """Give the share of others below each score, of equals half."""
    left, right = np.searchsorted(others, score, "left"), np.searchsorted(others, score, "right")
    return np.asarray((left + right) / 2 / len(others))


def learn_gone(workspace: Workspace, known: int, within: int, trend_months: int) -> tuple[Fit | None, Judged | None]:
    """Learn the chance of staying away from a sample of members, and judge it by the last months that are over.

    Parameters
    ----------
    workspace
        With ``months_back``.
    known
        How many months these are.
    within, trend_months
        How many months without revenue are foretold; over how many the trend of revenue goes.
    """
    now, then = landmarks(known, within, 0), landmarks(known, within, within)
    if not now:
        return None, None
    asked = {"landmarks": sorted({0, within, *now, *then}), "trend_months": trend_months, "gone_within": within}
    workspace.run("value/gone_sample", "value/sample_months")
    workspace.define("create or replace temp view months_seen as from sample_months")
    seen = "select t.* from store.trials as t semi join gone_sample as s on t.member_key = s.member_key"
    workspace.define(f"create or replace temp view trials_seen as {seen}")
    workspace.run("value/paid_months", "value/pressed_lately", **asked)
    workspace.define("create or replace temp view paid_seen as from paid_months")
    workspace.run("value/gone_variables", **asked)
    rows = workspace.result("value/gone_rows", **asked)
    parts = {at: rows.filter(rows["landmark"] == at) for at in sorted({0, within, *now, *then})}
    if not all(part.height for part in parts.values()):
        return None, None
    odds = {at: odds_of(part, within) for at, part in parts.items()}
    before = fit(rows, odds, then, within) if then else None
    return fit(rows, odds, now, 0), judged(parts[within], before) if before else None
