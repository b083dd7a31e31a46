"""Moves between steps as counted, and the chain that they make."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from attitude.database import Workspace
from attitude.settings import ValueSettings
from attitude.value.chain import gone_by, lifetime_values, transitions
from attitude.value.months import Calendar

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

BANDS = ("high", "middle", "low", "unknown")
Step = tuple[str, str | None]


def tier_names(settings: ValueSettings) -> list[str]:
    """Name every tier, best first: those that revenue makes, those without any, those who have gone."""
    return [*settings.names, "none", "gone"]


def step_names(settings: ValueSettings) -> list[Step]:
    """Name every step, in the order of ``queries/value/standing.sql``, which counts from 1; those gone are the last."""
    return [*((tier, band) for tier in tier_names(settings)[:-1] for band in BANDS), ("gone", None)]


def moves_and_values(
    workspace: Workspace, settings: ValueSettings, chosen: Calendar, staircase: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Count the moves of all pairs of months, and give each step the lifetime value that they lead to."""
    pairs, last = chosen.pairs(), len(chosen.states) - 1
    moves = workspace.result("value/moves", pairs=pairs, last_pair=last if last in pairs else 0)
    steps = step_names(settings)
    counts = np.zeros((len(steps), len(steps)))
    for start, end, _, members in moves.drop_nulls("step_from").iter_rows():
        counts[start - 1, end - 1] = members
    chances = transitions(counts, settings.prior)
    brings = np.zeros(len(steps))
    for step, mean in workspace.result("value/rewards", month=chosen.month).iter_rows():
        brings[step - 1] = mean
    brings[-1] = 0  # what comes in for those who have gone is a late refund, not what the step brings
    return _moves(moves, steps, counts, chances), _lifetime(settings, staircase, steps, counts, chances, brings)


def _moves(
    moves: pl.DataFrame, steps: list[Step], counts: NDArray[np.float64], chances: NDArray[np.float64]
) -> pl.DataFrame:
    """Name the steps, and put beside each count its share of those who stood there, and what the chain makes of it."""
    import polars as pl

    totals, rows = counts.sum(axis=1), []
    for start, end, latest, members in moves.iter_rows():
        tier, loyalty = ("new", None) if start is None else steps[start - 1]
        share = None if start is None else float(members / totals[start - 1])
        chance = None if start is None else float(chances[start - 1, end - 1])
        rows.append((tier, loyalty, *steps[end - 1], latest, members, share, chance))
    return pl.DataFrame(rows, schema=_MOVES, orient="row")


def _lifetime(
    settings: ValueSettings,
    staircase: pl.DataFrame,
    steps: list[Step],
    counts: NDArray[np.float64],
    chances: NDArray[np.float64],
    brings: NDArray[np.float64],
) -> pl.DataFrame:
    """Give each step its value; none where no move was seen from it, for then nothing is known of what follows."""
    import polars as pl

    values = lifetime_values(chances, brings, settings.discount, settings.horizon_months)
    gone, totals, rows = gone_by(chances, settings.horizon_months), counts.sum(axis=1), []
    for tier, loyalty, members, mean in staircase.select("tier", "loyalty", "members", "mean_revenue").iter_rows():
        at = steps.index((tier, loyalty))
        known = (values[at], values[at] * members, chances[at, at], gone[at]) if totals[at] else (None,) * 4
        rows.append((tier, loyalty, members, mean, *known, int(totals[at])))
    return pl.DataFrame(rows, schema=_LIFETIME, orient="row")


_MOVES: dict[str, Any] = {
    "tier_from": str,
    "loyalty_from": str,
    "tier_to": str,
    "loyalty_to": str,
    "latest": int,
    "members": int,
    "share": float,
    "probability": float,
}
_LIFETIME: dict[str, Any] = {
    "tier": str,
    "loyalty": str,
    "members": int,
    "mean_revenue": float,
    "lifetime_value": float,
    "total_value": float,
    "stays": float,
    "gone": float,
    "moves_seen": int,
}
