"""How those whom a series of waves was for moved on the staircase that is kept, beside those whom it held out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from attitude.database import Workspace, act
from attitude.errors import UsageError
from attitude.settings import ValueSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

_NONE = "no series ran: no list of a second wave was handed over; a plan with [[wave]] makes one"


@dataclass(frozen=True)
class SeriesMoves:
    """How members moved, and what a reader must know of it.

    Parameters
    ----------
    table
        One row per series and move (``up``, ``stayed``, ``down``, ``gone``): see ``queries/value/series_moves.sql``.
        Rates are shares of those with a step before, 0 to 1, with the 95 % interval of their difference.
    notes
        Why some series are not in it, and how it is compared.
    """

    table: pl.DataFrame
    notes: tuple[str, ...]


@act
def series_moves(workspace: Workspace, settings: ValueSettings) -> SeriesMoves:
    """Lay the moves of everybody on the list of a first wave beside those of whom it held out, by intention to treat.

    Parameters
    ----------
    workspace
        May be open read-only.
    settings
        ``[value]`` of the settings: ``after_months``.

    Raises
    ------
    UsageError
        When nobody's value is kept.
    """
    months = workspace.rows("select states from store.value_months")
    if not months:
        raise UsageError("nobody's value is kept yet: 'attitude value --keep'")
    workspace.run("value/series_runs", after_months=settings.after_months)
    workspace.run("value/series_people", "value/series_cells")
    workspace.define("create or replace temp view weighed_cells as from series_cells")
    workspace.run("measure/cell_weights")
    runs = workspace.named_rows("from series_runs order by month_before, campaign_id")
    table = workspace.result("value/series_moves")
    return SeriesMoves(table, tuple(_notes(runs, table, months[0][0], settings)))


def _notes(
    runs: list[dict[str, Any]], table: pl.DataFrame, states: list[Any], settings: ValueSettings
) -> Iterator[str]:
    if not runs:
        yield _NONE
        return
    kept = f"the months kept, {states[0]:%Y-%m} to {states[-1]:%Y-%m}"
    for run in runs:
        if run["place_before"] is None:
            yield f"{run['campaign_id']}: the month before it, {run['month_before']:%Y-%m}, is not among {kept}"
        elif run["place_after"] is None:
            yield (
                f"{run['campaign_id']}: {run['month_after']:%Y-%m}, by value.after_months = {settings.after_months} "
                f"after its last wave, is not among {kept}: load its usage, then 'attitude value --keep'"
            )
    first = table.filter(table["move"] == "up")
    for row in first.iter_rows(named=True):
        if not row["members"] or not row["held_out"]:
            who = "held out" if row["members"] else "for whom it was"
            yield f"{row['campaign_id']}: nobody {who} has a step in both months: nothing can be said of what it added"
    if first.height > 1:
        yield f"of {4 * first.height:,} rows, one in twenty will seem to differ by chance alone"
