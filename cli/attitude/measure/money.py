"""Money: what a list earns by how deep into it one goes."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

from attitude.measure.chance import means_apart

if TYPE_CHECKING:
    import polars as pl

    from attitude.database import Workspace


def profit_curve(steps: pl.DataFrame, fixed_cost: float = 0.0, *, is_measured: bool = False) -> pl.DataFrame:
    """Say what is earned by contacting only the first so many of a ranking, for each depth.

    The same for what is foreseen and for what has come. The last step is everyone: contacting all needs no ranking,
    so what the ranking costs is not spent there when the two are compared.

    Parameters
    ----------
    steps
        One row per depth, the last is everyone, each with all before it: ``contacts``, ``responses``, ``value`` (their
        margin) and ``cost`` (of the contacts); of a curve over a holdout also ``error``, the squared standard error of
        value − cost, and its ``freedom``.
    fixed_cost
        What the ranking itself costs, whatever the depth.
    is_measured
        The curve is over a holdout, so that chance is in it.

    Returns
    -------
    DataFrame
        ``steps`` with ``depth`` (share of all contacts), ``profit`` = value − cost − fixed_cost, ``better_than_all``
        = profit − (value − cost of everyone), the 95 % interval of the profit (``profit_low``, ``profit_high``; empty
        where ``error`` is), and ``is_best`` at the most profitable depth, the first of several. The best of many
        depths is best partly by luck: where the curve is measured, none is best whose interval overlaps that of
        contacting all, or which is better by less than chance makes of as many looks (Bonferroni). What rests on a
        missing value or cost is missing.

    Examples
    --------
    A million letters at 1.00 bring 10,000 responses worth 125 each; the 750,000 that a model picks bring 9,000, and
    the model costs 40,000:

    >>> import polars as pl
    >>> letters = pl.DataFrame({"contacts": [750_000, 1_000_000], "responses": [9_000, 10_000]})
    >>> letters = letters.with_columns(value=125.0 * pl.col("responses"), cost=1.0 * pl.col("contacts"))
    >>> profit_curve(letters, 40_000.0).select("depth", "profit", "better_than_all", "is_best").rows()
    [(0.75, 335000.0, 85000.0, True), (1.0, 210000.0, -40000.0, False)]
    """
    import polars as pl

    everyone = pl.col("contacts").last()
    earned = pl.col("value") - pl.col("cost")
    return (
        _with_reach(steps)
        .with_columns(
            depth=pl.when(everyone > 0).then(pl.col("contacts") / everyone),
            profit=earned - fixed_cost,
            better_than_all=earned - fixed_cost - earned.last(),
            profit_low=earned - fixed_cost - pl.col("reach"),
            profit_high=earned - fixed_cost + pl.col("reach"),
            is_clear=(earned - fixed_cost - pl.col("reach") > (earned + pl.col("reach")).last())
            & (earned - fixed_cost - earned.last() > _far(steps)),
        )
        .with_columns(at=pl.int_range(pl.len()))
        .with_columns(
            is_best=(pl.col("at") == pl.col("profit").arg_max())
            & (pl.lit(not is_measured) | pl.col("is_clear").fill_null(value=False))
        )
        .drop("at", "reach", "is_clear")
    )


def _far(steps: pl.DataFrame) -> float:
    """Say how far chance takes what all together earned, in so many looks as there are depths."""
    error = steps["error"][-1] if "error" in steps.columns and steps.height else None
    return NormalDist().inv_cdf(1 - 0.025 / steps.height) * sqrt(error) if error else 0.0


def _with_reach(steps: pl.DataFrame) -> pl.DataFrame:
    """Add how far the 95 % interval of a profit reaches to each side."""
    import polars as pl

    rows = steps.rows(named=True)
    told = [(row.get("error"), row.get("freedom")) for row in rows]
    reach = [means_apart(0.0, sqrt(error), freedom)[0] if error and freedom else None for error, freedom in told]
    return steps.with_columns(pl.Series("reach", reach, dtype=pl.Float64))


def profit(workspace: Workspace, campaign: str, fixed_cost: float) -> pl.DataFrame:
    """Give the profit curves of a campaign's list: before (foreseen), after (as it came), added (over the holdout)."""
    import polars as pl

    workspace.run("measure/depths", campaign=campaign)
    steps = workspace.frame("from depths order by place, step")
    parts = steps.partition_by("curve", maintain_order=True)
    curves = [profit_curve(part, fixed_cost, is_measured=part["curve"][0] == "added") for part in parts]
    whole = pl.concat(curves) if curves else profit_curve(steps, fixed_cost)
    return whole.select(_COLUMNS)


_COLUMNS = (
    *("curve", "step", "depth", "contacts", "responses", "value", "cost", "profit", "better_than_all", "is_best"),
    *("profit_low", "profit_high"),
)


def money(workspace: Workspace, compared: pl.DataFrame) -> pl.DataFrame:
    """Say what the campaign cost and earned, in all and per contact.

    Parameters
    ----------
    workspace
        With the temp table ``lift`` in place.
    compared
        The rows made of it, see `attitude.measure.lift.compare`.

    Returns
    -------
    DataFrame
        One row per row of ``lift``, see ``queries/measure/money.sql``, with the 95 % intervals of the added value
        (``value_low``, ``value_high``) and of the return on the cost (``return_low``, ``return_high``).
    """
    import polars as pl

    figures = workspace.result("measure/money")
    rows = figures.join(compared.select("slice", "value_low", "value_high"), on="slice", maintain_order="left")
    spent = pl.when(pl.col("cost") != 0).then(pl.col("cost"))
    return rows.with_columns(
        return_low=(pl.col("value_low") - pl.col("cost")) / spent,
        return_high=(pl.col("value_high") - pl.col("cost")) / spent,
    )
