"""How figures are written on the pages of measured campaigns; what is missing is left empty."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import east_asian_width

if TYPE_CHECKING:
    import polars as pl

_FIGURE = set("0123456789.,+-<%· ")


def percent(value: float | None) -> str:
    """Write a share in percent, without the sign."""
    return "" if value is None else f"{value:.2%}".removesuffix("%")


def amount(value: float | None) -> str:
    """Write an amount with two digits behind the point."""
    return "" if value is None else f"{value:,.2f}"


def chance(p: float | None) -> str:
    """Write a p-value."""
    return "" if p is None else "<0.001" if p < 0.001 else f"{p:.3f}"


def tenths(value: float | None) -> str:
    """Write a number with one digit behind the point."""
    return "" if value is None else f"{value:,.1f}"


def fine(value: float | None) -> str:
    """Write a number with four digits behind the point."""
    return "" if value is None else f"{value:.4f}"


def share(value: float | None) -> str:
    """Write a share in whole percent, with the sign."""
    return "" if value is None else f"{value:.0%}"


def count(value: float | None) -> str:
    """Write a count."""
    return "" if value is None else f"{value:,.0f}"


def cut(text: str, width: int) -> str:
    """Cut a text to so many columns of a terminal; a Chinese sign takes two."""
    taken = 0
    for at, sign in enumerate(text):
        taken += 2 if east_asian_width(sign) in "WF" else 1
        if taken > width:
            return text[: max(at - 1, 0)] + "…"
    return text


def sum_of(value: float | None) -> str:
    """Write a sum of money: whole where it is large enough that nobody reads the cents."""
    return count(value) if value is not None and abs(value) >= 1000 else amount(value)


def ratio(value: float | None) -> str:
    """Write a ratio with its sign."""
    return "" if value is None else f"{value:+,.2f}"


def right(table: pl.DataFrame) -> pl.DataFrame:
    """Write figures that are text to the right, as numbers are; a column is of figures where each cell is one."""
    import polars as pl

    figures = [
        name
        for name, kind in table.schema.items()
        if kind == pl.String and all(set(cell or "") <= _FIGURE for cell in table[name])
    ]
    widths = {name: max(len(name), *(len(cell or "") for cell in table[name])) for name in figures}
    return table.with_columns(pl.col(name).str.pad_start(width) for name, width in widths.items())
