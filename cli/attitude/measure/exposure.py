"""How often other campaigns contacted each arm while answers counted: where that differs, so may the answers."""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from attitude.database import Workspace

_RARE = 0.001


def beside_exposure(workspace: Workspace, table: pl.DataFrame) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Lay other campaigns' contacts beside a lift, in its row of all, and say where the arms differ in them.

    Parameters
    ----------
    workspace
        With ``arms`` of one campaign in place.
    table
        The lift, a row per slice.

    Returns
    -------
    tuple
        The table with ``other_contacts`` and ``control_other_contacts``, contacts per member within the window, and the
        notes. Both are empty in rows of slices, and where an arm is empty.
    """
    import polars as pl

    first, last = workspace.row("select min(opens_on), max(closes_on) from arms")
    rows = workspace.result("measure/exposure", first_day=first, last_day=last).rows(named=True)
    each = {row["is_control"]: row["contacts_each"] for row in rows}
    is_all = (pl.int_range(pl.len()) == 0) & (pl.col(table.columns[0]) == "all")
    columns = {"other_contacts": each.get(False), "control_other_contacts": each.get(True)}
    table = table.with_columns(
        pl.when(is_all).then(pl.lit(value, pl.Float64)).alias(name) for name, value in columns.items()
    )
    z = rows[0]["z"] if rows else None
    if z is None or 2 * NormalDist().cdf(-abs(z)) >= _RARE:
        return table, ()
    return table, (
        f"other campaigns contacted those contacted {each[False]:.2f} times each within the window, those held out "
        f"{each[True]:.2f} times, which chance does not make: the lift is of this campaign and of that difference",
    )
