"""Texts that a spreadsheet would run as a formula when it opens a CSV, and the apostrophe that keeps it from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

# blanks of any kind, and signs without width, hide what begins a formula; some spreadsheets take full-width signs too
_FORMULA = r"^(?:[\s\p{Z}\p{Cf}]*[=+\-@＝＋－＠]|[\t\r])"
_PHONE_OR_NUMBER = r"^[+＋－-]?[0-9０-９][0-9０-９ ().-]*$"
_PLAIN_ID = r"^[+@＋＠－-][\w.@-]*$"  # calls nothing in a spreadsheet, and is to come back as it went out


def made_safe(frame: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """Put an apostrophe before texts, and names of columns, that a spreadsheet would run as a formula.

    Phones, numbers and plain ids stay as they are.

    Returns
    -------
    frame, cells
        The rows, and how many cells were changed.

    Examples
    --------
    >>> import polars as pl
    >>> rows, cells = made_safe(pl.DataFrame({"=x": ["=1+1", "+8613900000000", "-A5", "王", "＝1+1"]}))
    >>> rows.to_dict(as_series=False), cells
    ({"'=x": ["'=1+1", '+8613900000000', '-A5', '王', "'＝1+1"]}, 3)
    """
    import polars as pl

    cells, changed = 0, []
    for column in frame.select(pl.col(pl.String)):
        is_formula = _is_formula(column)
        count = int(is_formula.sum() or 0)
        if count:
            cells += count
            safe = pl.concat_str(pl.lit("'"), column)
            changed.append(pl.when(is_formula).then(safe).otherwise(column).alias(column.name))
    names = {name: f"'{name}" for name in _formulas(frame.columns) if f"'{name}" not in frame.columns}
    return frame.with_columns(changed).rename(names), cells + len(names)


def count_formulas(frame: pl.DataFrame) -> int:
    """Count the texts that a spreadsheet would run as a formula, among them names of columns."""
    import polars as pl

    cells = sum(int(_is_formula(column).sum() or 0) for column in frame.select(pl.col(pl.String)))
    return cells + len(_formulas(frame.columns))


def _formulas(names: list[str]) -> list[str]:
    import polars as pl

    column = pl.Series("names", names, pl.String)
    return column.filter(_is_formula(column)).to_list()


def _is_formula(column: pl.Series) -> pl.Series:
    begins = column.str.contains(_FORMULA)
    if not begins.any():
        return begins
    return begins & ~(column.str.contains(_PHONE_OR_NUMBER) | column.str.contains(_PLAIN_ID))
