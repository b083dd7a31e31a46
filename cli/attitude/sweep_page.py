"""A sweep as a page: the curve of what a list brings, and of the price of the limit that moves; no script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from attitude.numbers import significant
from attitude.pages import (
    WIDTH,
    card,
    cards,
    dot,
    drawing,
    grid,
    lead,
    page,
    path,
    scale,
    section,
    table,
    text,
    ticks,
    upward,
    wide,
)

if TYPE_CHECKING:
    import polars as pl

    from attitude.targeting import SweepResult

Row = dict[str, Any]
_LEFT, _RIGHT, _HEIGHT = 64.0, 16.0, 200.0


def sweep_page(sweep: SweepResult, campaign: str) -> bytes:
    """Draw a sweep: value over the limit beside the bound, the limit's price below, and the numbers as a table.

    Parameters
    ----------
    sweep
        One row per value of the limit.
    campaign
        What it is of.

    Returns
    -------
    bytes
        UTF-8; equal sweeps give equal bytes.
    """
    rows = list(sweep.points.iter_rows(named=True))
    title = f"{campaign}: what the list brings as {sweep.key} moves"
    numbers = section("The numbers", card(wide(_table(sweep.points))))
    return page(title, lead("", [_bend(rows, sweep.key, sweep.price)]), (cards(_curves(rows, sweep)), numbers))


def _curves(rows: list[Row], sweep: SweepResult) -> Iterator[str]:
    names = ["value", "in_turn"] if "in_turn" in rows[0] else ["value"]
    beside = "dashed: the best in turn" if len(names) > 1 else ""
    yield card(_curve("value", rows, sweep.key, names), "Value after cost", beside)
    if sweep.price is not None:
        yield card(_curve("price", rows, sweep.key, [sweep.price]), f"What one more of {sweep.key} brings")


def _bend(rows: list[Row], key: str, price: str | None) -> str:
    """Say in a sentence where more of the limit stops to pay."""
    if price is None:
        return f"{key} from {rows[0][key]:,} to {rows[-1][key]:,}."
    idle = next((row for row in rows if row[price] <= 0), None)
    first, last = rows[0], rows[-1]
    if idle is not None:
        begun = f"at {first[key]:,} one more brings {first[price]:,.3g}"
        return f"From {key} = {idle[key]:,} on, more of it brings nothing; {begun}."
    return (
        f"One more brings {first[price]:,.3g} at {key} = {first[key]:,}, and still {last[price]:,.3g} at {last[key]:,}."
    )


def _curve(name: str, rows: list[Row], key: str, names: list[str]) -> str:
    highs = [row[column] for row in rows for column in names]
    steps = ticks(min(0.0, *highs), max(highs))
    up, across = upward(steps, _HEIGHT), scale(rows[0][key], rows[-1][key], _LEFT, WIDTH - _RIGHT)
    marks = [*grid(steps, up, lambda step: f"{step:,.6g}", left=_LEFT)]
    for column, look in zip(names, ("one", "two"), strict=False):
        marks += _line(column, look, [(across(row[key]), up(row[column]), row) for row in rows], key)
    ends = ((rows[0], "start", _LEFT), (rows[-1], "end", WIDTH - _RIGHT))
    marks += [text(x, _HEIGHT - 14, f"{row[key]:,}", anchor=anchor) for row, anchor, x in ends]
    marks.append(text((_LEFT + WIDTH - _RIGHT) / 2, _HEIGHT - 14, key, anchor="middle"))
    return drawing(name, f"{name} over {key}", _HEIGHT, marks)


def _line(column: str, look: str, points: list[tuple[float, float, Row]], key: str) -> Iterator[str]:
    yield path([(x, y) for x, y, _ in points], f"{look} line{' dashed' if look == 'two' else ''}")
    for x, y, row in points:
        words = f"{key} {row[key]:,}: {column} {row[column]:,.6g}, {row['contacts']:,} contacts"
        yield dot(x, y, look, words)


def _table(points: pl.DataFrame) -> str:
    rows = ([significant(value) for value in row] for row in points.iter_rows())
    return table((name.replace("_", " ") for name in points.columns), rows)
