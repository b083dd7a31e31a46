"""What was foreseen of members at the end of a month, beside what they brought since, by the year they joined in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from attitude.database import Workspace, act
from attitude.errors import BadDataError, UsageError
from attitude.months import between, first_day
from attitude.settings import ValueSettings
from attitude.value.costs import make_costs
from attitude.value.months import Calendar, calendar
from attitude.value.moves import BANDS, moves_and_values, step_names, tier_names
from attitude.value.step import months_with_revenue
from attitude.value.walk import walk

if TYPE_CHECKING:
    import polars as pl

_GIGABYTES = 5
_YEAR = 12
_MOST_YEARS = 3
_MONTHS_OF_MOVES = 3  # that must be known before the month looked from


@dataclass(frozen=True)
class Cohorts:
    """Lifetime value by year, foreseen and come.

    Parameters
    ----------
    month, until
        The month looked from, at its end; and the last that anything is known of.
    table
        One row per year since and year of joining, ``all`` last: year (1 is the first, of ``months`` months), joined,
        months, members, unforeseen, active, foreseen, came, came_low, came_high, ratio: see
        ``queries/value/cohorts.sql``.
    """

    month: date
    until: date
    table: pl.DataFrame


@act
def cohorts(workspace: Workspace, settings: ValueSettings, month: date | None = None) -> Cohorts:
    """Lay what each cohort brought beside what was foreseen of it by the staircase and the moves known then.

    Nothing discounted is left in it, and the month looked from is in neither. Bands of loyalty are those of today's
    responsiveness, for scores of then are not kept.

    Parameters
    ----------
    workspace
        May be open read-only.
    settings
        ``[value]`` of the settings.
    month
        Looked from; by default as many whole years before the latest as leave six months to learn from, three at most,
        else as many months.

    Raises
    ------
    BadDataError
        When usage with revenue is of too few months.
    UsageError
        When there is none in that month, or none after it.
    """
    import polars as pl

    workspace.keep_to(_GIGABYTES)
    known = months_with_revenue(workspace)
    chosen = calendar(known, month or _month_to_look_from(known, settings), settings, with_history=True)
    after = [one for one in known if one > chosen.month]
    if not after:
        raise UsageError(f"nothing is known after {chosen.month:%Y-%m}; look from an earlier month")
    walk(workspace, settings, chosen, has_history=True)
    make_costs(workspace, settings, chosen)
    years = _years(chosen.month, after)
    foreseen = _foreseen(workspace, settings, chosen, [months for months, _ in years])
    workspace.run("value/treatment_costs", "value/code_costs", "value/gifts", month=known[-1])
    workspace.run("value/spent", window_months=after)
    tables = []
    for year, ((_, window), told) in enumerate(zip(years, foreseen, strict=True), start=1):
        asked = {"window_months": window, "foreseen": json.dumps(told), "margin": settings.margin}
        table = workspace.result("value/cohorts", **asked)
        named = [pl.lit(year).alias("year"), pl.col("joined"), pl.lit(len(window)).alias("months")]
        tables.append(table.select(*named, pl.exclude("joined")))
    return Cohorts(chosen.month, years[-1][1][-1], pl.concat(tables))


def _month_to_look_from(known: Sequence[date], settings: ValueSettings) -> date:
    """Choose the month: whole years before the latest, where enough is known before it, else as early as may be."""
    needed = settings.months + _MONTHS_OF_MOVES
    if len(known) <= needed:
        raise BadDataError(
            f"usage with revenue is of {len(known)} months; it takes {needed + 1} to learn from some and look at others"
        )
    earliest = known[needed - 1]
    years = (first_day(known[-1], _YEAR * count) for count in range(_MOST_YEARS, 0, -1))
    return next((month for month in years if month >= earliest and month in known), earliest)


def _years(month: date, after: Sequence[date]) -> list[tuple[int, list[date]]]:
    """Cut the months after one into whole years; what is less than a year is one part of its own."""
    whole = min(between(month, after[-1]) // _YEAR, _MOST_YEARS)
    if not whole:
        return [(between(month, after[-1]), list(after))]
    ends = [first_day(month, -_YEAR * count) for count in range(whole + 1)]
    return [
        (_YEAR * count, [one for one in after if ends[count - 1] < one <= ends[count]]) for count in range(1, whole + 1)
    ]


def _foreseen(
    workspace: Workspace, settings: ValueSettings, chosen: Calendar, horizons: Sequence[int]
) -> Iterator[list[dict[str, object]]]:
    """Give what a member on each step was to bring in each part: a horizon less the one before it."""
    staircase = workspace.result("value/staircase", month=chosen.month, names=tier_names(settings), bands=list(BANDS))
    steps = {name: at for at, name in enumerate(step_names(settings), start=1)}
    before: dict[int, float] = {}
    for horizon in horizons:
        plain = settings.model_copy(update={"horizon_months": horizon, "discount": 0.0})
        _, lifetime = moves_and_values(workspace, plain, chosen, staircase, with_costs=True)
        rows = lifetime.filter(lifetime["lifetime_value"].is_not_null()).iter_rows(named=True)
        now = {steps[row["tier"], row["loyalty"]]: _after_this_month(row) for row in rows}
        yield [{"step": step, "foreseen": f"{value - before.get(step, 0):.6f}"} for step, value in now.items()]
        before = now


def _after_this_month(row: dict[str, float]) -> float:
    """Take what the month at hand brings from a lifetime value; where nobody stands on a step it does not matter."""
    return row["lifetime_value"] - (row["mean_margin"] or 0) + (row["mean_cost"] or 0)
