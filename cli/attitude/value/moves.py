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
    workspace: Workspace, settings: ValueSettings, chosen: Calendar, staircase: pl.DataFrame, *, with_costs: bool
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Count the moves of all pairs of months, and give each step the lifetime value that they lead to.

    What a step brings in a month is margin times revenue, less what contacts and gifts cost.
    """
    pairs, last = chosen.pairs(), len(chosen.states) - 1
    moves = workspace.result("value/moves", pairs=pairs, last_pair=last if last in pairs else 0)
    steps = step_names(settings)
    counts = np.zeros((len(steps), len(steps)))
    for start, end, _, members in moves.drop_nulls("step_from").iter_rows():
        counts[start - 1, end - 1] = members
    chances = transitions(counts, settings.prior)
    brings, costs = np.zeros(len(steps)), np.zeros(len(steps))
    for step, revenue, cost in workspace.result("value/rewards", month=chosen.month).iter_rows():
        brings[step - 1], costs[step - 1] = revenue, cost
    brings[-1] = 0  # what comes in for those who have gone is a late refund, not what the step brings
    values = lifetime_values(chances, settings.margin * brings - costs, settings.discount, settings.horizon_months)
    spent = costs if with_costs else None
    return _moves(moves, steps, counts, chances), _lifetime(settings, staircase, counts, chances, values, spent)


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
    counts: NDArray[np.float64],
    chances: NDArray[np.float64],
    values: NDArray[np.float64],
    costs: NDArray[np.float64] | None,
) -> pl.DataFrame:
    """Give each step its value; none where no move was seen from it, for then nothing is known of what follows."""
    import polars as pl

    steps = step_names(settings)
    gone, totals, rows = gone_by(chances, settings.horizon_months), counts.sum(axis=1), []
    for tier, loyalty, members, mean in staircase.select("tier", "loyalty", "members", "mean_revenue").iter_rows():
        at = steps.index((tier, loyalty))
        month = (mean, settings.margin * mean, None if costs is None else costs[at]) if members else (None,) * 3
        known = (values[at], values[at] * members, chances[at, at], gone[at]) if totals[at] else (None,) * 4
        rows.append((tier, loyalty, members, *month, *known, int(totals[at])))
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
    "mean_margin": float,
    "mean_cost": float,
    "lifetime_value": float,
    "total_value": float,
    "stays": float,
    "gone": float,
    "moves_seen": int,
}
