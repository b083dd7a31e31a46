"""When answers came, and use of the product before and since, in columns that fit 80 signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attitude.measure_page.cells import right
from attitude.numbers import amount, chance, percent, sum_of

if TYPE_CHECKING:
    import polars as pl

_BAR = 24


def days(table: pl.DataFrame) -> pl.DataFrame:
    """Draw the answers by day; what comes after the last of them is left out, and said in the notes."""
    import polars as pl

    last = table.filter(pl.col("answers") > 0)["day"].max()
    rows = [
        {
            "day": str(row["day"]) if row["kind"] == "day" else row["kind"],
            "answers": row["answers"],
            "share %": percent(row["share"]),
            "so far %": percent(row["cumulative_share"]),
            "curve": _bar(row["share"], table["share"].max()),
        }
        for row in table.iter_rows(named=True)
        if row["day"] is None or (last is not None and row["day"] <= last)
    ]
    return right(pl.DataFrame(rows))


def hours(table: pl.DataFrame) -> pl.DataFrame:
    """Draw the answers by hour, contacts beside them."""
    import polars as pl

    rows = [
        {
            "hour": "day only" if row["hour"] is None else f"{row['hour']:2d}:00",
            "sent": row["contacts"],
            "sent %": percent(row["contact_share"]),
            "answers": row["answers"],
            "answers %": percent(row["answer_share"]),
            "curve": _bar(row["answer_share"], table["answer_share"].max()),
        }
        for row in table.iter_rows(named=True)
    ]
    return right(pl.DataFrame(rows))


def _bar(share: float | None, most: Any) -> str:
    return "▇" * round(_BAR * share / most) if share and most else ""


def repeat(table: pl.DataFrame) -> pl.DataFrame:
    """Lay the groups side by side, one line per period: revenue and users per member and month."""
    import polars as pl

    if table.is_empty():
        return table
    lines: dict[str, dict[str, Any]] = {}
    for row in table.iter_rows(named=True):
        period = "before" if row["month"] is None else f"{row['month']:%Y-%m}"
        line = lines.setdefault(period, {"month": period + ("*" if row["period"] == "during" else "")})
        name = _SHORT[row["group"]]
        line[name] = amount(row["mean_revenue"])
        line[f"{name} %"] = percent(row["users_share"])
    names = ["month", *_SHORT.values(), *(f"{name} %" for name in _SHORT.values())]
    return right(pl.DataFrame(list(lines.values())).select(names))


def revenue(table: pl.DataFrame) -> pl.DataFrame:
    """Lay the arms side by side: means per member, their difference with its interval, what was added in all."""
    import polars as pl

    rows = [
        {
            "of all products": f"{row['measure']}, {row['basis']}",
            "sent": amount(row["mean"]),
            "held": amount(row["control_mean"]),
            "difference (95 %)": _interval(row),
            "p": chance(row["p_value"]),
            "added": sum_of(row["added"]),
        }
        for row in table.iter_rows(named=True)
    ]
    return right(pl.DataFrame(rows)) if rows else table


def _interval(row: dict[str, Any]) -> str:
    if row["difference"] is None:
        return "no holdout"
    low, high = amount(row["difference_low"]), amount(row["difference_high"])
    return amount(row["difference"]) + (f" ({low} to {high})" if low else "")


_SHORT = {"responders": "answered", "treated": "sent", "holdout": "held", "untargeted base": "base"}
WHOLE = {"days": days, "hours": hours, "repeat": repeat, "revenue": revenue}
MEANINGS = {
    "days": ("answers: each responder's first; the shares are of those inside the window",),
    "hours": ("on the member's own clock, where the settings say which clock the files are told by",),
    "repeat": (
        "revenue per member and month, then the share who used it; sent: all who were to be contacted; base: members "
        "that the campaign did not contact; *: the month of the contacts",
    ),
    "revenue": (
        "sent, held: mean per member of all products in the months of the window; adjusted: for what they brought in "
        "the months before; added: difference × those contacted; the interval is of draws of the arms, Welch's where "
        "members are very many",
    ),
}
