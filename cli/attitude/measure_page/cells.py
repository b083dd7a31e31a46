"""Columns of figures that are text, set to the right as numbers are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

_FIGURE = set("0123456789.,+-<%· ")


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
