"""Revenue and volume of all products: what both arms brought in the days of the campaign, and what it added.

Which interval holds was tried on members whose revenue is lognormal (sigma 1.5 and 2, four of ten bring nothing, the
months before go with it), 500 to 50,000 of them, 1 % and 10 % held out, without effect and with 10 % more. Welch's
covers 67 to 92 % in place of 95 % (500 members, 1 % held out: 67 %; 50,000, 10 %: 91 %), adjusted or not: where few
bring most, a small holdout seldom has one of those who do. Drawing the arms anew covers 91 to 97 % without effect and
94 to 98 % with, as it must where the campaign adds alike to everyone, whatever the tails; so the interval is of such
draws, by hash. Welch's is given where draws would take too long, beyond some 500,000 members with 10 % held out, 4
million with 1 %: of 50,000 and 100,000 held out it covers 94 and 95 % (of 5,000, 91).
"""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt
from typing import TYPE_CHECKING, Any

from attitude.measure.chance import means_apart

if TYPE_CHECKING:
    import polars as pl

    from attitude.database import Workspace

MONTHS_BEFORE = 3
_DRAWS = 999
_LEAST_DRAWS = 199
_MOST_ROWS = 12_000_000  # members in all orders of them together: some ten seconds


def revenue(workspace: Workspace) -> pl.DataFrame:
    """Compare what both arms brought of all products, as it came and adjusted by the months before.

    Parameters
    ----------
    workspace
        With ``arms`` of one campaign in place.

    Returns
    -------
    DataFrame
        One row per ``measure`` (revenue, volume) and ``basis`` (raw, adjusted): members ``treated`` and ``control``;
        ``mean`` and ``control_mean``, per member over the known months of the window; their ``difference`` with its
        95 % interval (``difference_low``, ``difference_high``), ``p_value`` and ``test`` (``draws``, of the arms, or
        ``Welch``); ``added`` = difference x treated, with ``added_low`` and ``added_high``; ``theta``, per money of
        all known months before together. Without a holdout what was added is empty; there is no row of a measure that
        no usage tells, and none adjusted where no month before is known.
    """
    import polars as pl

    workspace.run("measure/revenue_months", months=MONTHS_BEFORE)
    workspace.run(*(f"measure/{name}" for name in ("spending", "spending_arms", "spending_compared")))
    told = {name for (name,) in workspace.rows("select distinct measure from spending_arms where squares > 0")}
    is_known = workspace.row("select coalesce(bool_or(is_known and period = 'window'), false) from revenue_months")[0]
    drawn = _drawn(workspace) if told and is_known else {}
    rows = workspace.frame("from spending_compared order by measure, basis desc").rows(named=True)
    lines = [_line(row, drawn.get((row["measure"], row["basis"]))) for row in rows if row["measure"] in told]
    return pl.DataFrame(lines if is_known else [], schema=_schema())


def _schema() -> dict[str, Any]:
    import polars as pl

    kinds = {"measure": pl.String, "basis": pl.String, "treated": pl.Int64, "control": pl.Int64, "test": pl.String}
    return {name: kinds.get(name, pl.Float64) for name in _COLUMNS}


_COLUMNS = (
    *("measure", "basis", "treated", "control", "mean", "control_mean"),
    *("difference", "difference_low", "difference_high", "p_value", "test"),
    *("added", "added_low", "added_high", "theta"),
)


def _drawn(workspace: Workspace) -> dict[tuple[str, str], dict[str, Any]]:
    """Give the intervals by draws of the arms; none where there is no holdout, or members are too many."""
    sizes = workspace.rows(
        "select sum(members), min(members) from spending_arms where measure = 'revenue' group by cell"
        " having count(*) = 2"
    )
    if not sizes:
        return {}
    blocks = min(int(members // least) for members, least in sizes)
    rounds = min(-(-_DRAWS // blocks), _MOST_ROWS // sum(int(members) for members, _ in sizes))
    if rounds * blocks < _LEAST_DRAWS:
        return {}
    workspace.run("measure/redraws", rounds=rounds, blocks=min(blocks, _DRAWS))
    found = workspace.result("measure/redrawn").rows(named=True)
    return {(row["measure"], row["basis"]): row for row in found}


def _line(row: dict[str, Any], drawn: dict[str, Any] | None) -> dict[str, Any]:
    """Complete a row by its interval."""
    apart = drawn or _welch(row)
    low, high = apart.get("difference_low"), apart.get("difference_high")
    treated = row["treated"]
    return {
        **{
            name: row[name] for name in ("measure", "basis", "treated", "control", "mean", "control_mean", "difference")
        },
        "difference_low": low,
        "difference_high": high,
        "p_value": apart.get("p_value"),
        "test": None if low is None else "draws" if drawn else "Welch",
        "added": None if row["difference"] is None else row["difference"] * treated,
        "added_low": None if low is None else low * treated,
        "added_high": None if high is None else high * treated,
        "theta": row["theta"] if row["basis"] == "adjusted" else None,
    }


def _welch(row: dict[str, Any]) -> dict[str, Any]:
    if row["difference"] is None or not row["error"] or not row["freedom"]:
        return {}
    reach, p = means_apart(row["difference"], sqrt(row["error"]), row["freedom"])
    return {
        "difference_low": row["difference"] - reach,
        "difference_high": row["difference"] + reach,
        "p_value": p,
    }


def revenue_notes(workspace: Workspace, table: pl.DataFrame) -> tuple[str, ...]:
    """Say which months are compared, which are not loaded, and what cannot be told."""
    return tuple(_about(workspace, table))


def _about(workspace: Workspace, table: pl.DataFrame) -> Iterator[str]:
    months = workspace.rows("select month, period, is_known from revenue_months order by month")
    known = {period: [m for m, p, is_known in months if p == period and is_known] for period in ("before", "window")}
    missing = [month for month, _, is_known in months if not is_known]
    if not months:
        return
    if not known["window"]:
        yield f"no usage loaded of {_written(missing)}: 'attitude load usage FILE' tells what members brought"
        return
    before = f"; adjusted by {_written(known['before'])}" if "adjusted" in set(table["basis"]) else ""
    yield f"revenue and volume of all products in {_written(known['window'])}, the months of the window{before}"
    if missing:
        yield f"no usage loaded of {_written(missing)}: left out, not counted as 0"
    if not known["before"]:
        yield "no month before the campaign is loaded, so nothing is adjusted"
    yield from (
        f"no usage of these months carries a {name}"
        for name in ("revenue", "volume")
        if name not in set(table["measure"])
    )
    if table.height and table["control"][0] == 0:
        yield "no holdout: this is what those contacted brought, not what the campaign added"
    elif "Welch" in set(table["test"]):
        yield (
            "members are too many to draw the arms anew: the intervals are Welch's, a little narrow where few members "
            "bring most"
        )


def _written(months: list[Any]) -> str:
    return ", ".join(f"{month:%Y-%m}" for month in months)
