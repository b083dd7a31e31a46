"""Two campaigns against one another: figures of both side by side, and how far apart they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from attitude.measure_page.cells import right
from attitude.numbers import amount, chance, count, percent, sum_of
from attitude.widths import cut

if TYPE_CHECKING:
    import polars as pl

Row = dict[str, Any]
_WIDEST = 16  # columns of a slice's name


def against(table: pl.DataFrame) -> pl.DataFrame:
    """Turn the row of all: one line per figure, a column for each campaign, and the gap where it is tested."""
    import polars as pl

    if table.is_empty():
        return table
    row = table.row(0, named=True)
    lines = [
        {
            "figure": words,
            "first": write(row[name]),
            "other": write(row[f"other_{name}"]),
            "first − other (95 %)": _gap(row, gap, write) if gap else "",
            "p": chance(row[f"{gap}_p_adjusted"]) if gap else "",
        }
        for words, name, write, gap in _FIGURES
    ]
    return right(pl.DataFrame(lines))


_FIGURES: tuple[tuple[str, str, Callable[[float | None], str], str], ...] = (
    ("contacts", "contacts", count, ""),
    ("answers", "answers", count, ""),
    ("rate, all answers %", "answer_rate", percent, "answers_gap"),
    ("rate, outcome %", "outcome_rate", percent, "outcome_gap"),
    ("held out", "control", count, ""),
    ("rate, held out %", "control_rate", percent, ""),
    ("lift %", "difference", percent, "lift_gap"),
    ("added answers", "incremental_responses", count, ""),
    ("value of answers", "value", sum_of, ""),
    ("added value", "incremental_value", sum_of, ""),
    ("added value / contacts", "added_value", amount, "value_gap"),
    ("cost", "cost", sum_of, ""),
    ("cost / answers", "cost_per_response", amount, ""),
    ("cost / added answers", "cost_per_added", amount, ""),
    ("return", "return", amount, ""),
)


def slices(table: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Give the slices as tables of their own: engagement, and the lift where there is one to compare."""
    rows = table.rows(named=True)[1:]
    parts = {
        "Rates of all answers in %, by slice": ("answer_rate", "answers_gap"),
        "Lifts in %, by slice": ("difference", "lift_gap"),
    }
    return {
        words: _sliced(rows, table.columns[0], name, gap)
        for words, (name, gap) in parts.items()
        if any(row[gap] is not None for row in rows)
    }


def _sliced(rows: list[Row], by: str, name: str, gap: str) -> pl.DataFrame:
    import polars as pl

    lines = [
        {
            cut(by, _WIDEST): cut(str(row[by]), _WIDEST),
            "first": percent(row[name]),
            "other": percent(row[f"other_{name}"]),
            "first − other (95 %)": _gap(row, gap, percent),
            "p": chance(row[f"{gap}_p_adjusted"]),
        }
        for row in rows
    ]
    return right(pl.DataFrame(lines))


def _gap(row: Row, gap: str, write: Callable[[float | None], str]) -> str:
    middle, low, high = (row[f"{gap}{end}"] for end in ("", "_low", "_high"))
    if middle is None:
        return ""
    return f"{write(middle)} ({write(low)} to {write(high)})" if low is not None else write(middle)


MEANINGS = {
    "against": (
        "outcome: what those held out can show too; lift: rate of the outcome − rate of those held out, in points; p: "
        "how likely so large a gap is by chance alone, corrected after Holm for several rows",
    ),
}
