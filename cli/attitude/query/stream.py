"""An answer on its way out, part by part."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO

from attitude.errors import UsageError
from attitude.formats import TEXT_FORMATS, Sink, encoded, pieces_of

if TYPE_CHECKING:
    import polars as pl

ROWS_AT_ONCE = 122_880  # a row group of Parquet, and of the database
_ROWS_OF_A_SHEET = 1_048_575


def check_size(form: str, rows: int) -> None:
    """Refuse what a format cannot hold, before anything is written.

    Raises
    ------
    UsageError
        When a spreadsheet has fewer rows.
    """
    if form == "xlsx" and rows > _ROWS_OF_A_SHEET:
        raise UsageError(f"{rows:,} rows are more than a spreadsheet holds; take csv or parquet")


def stream(frames: Iterator[pl.DataFrame], form: str, file: Sink | BinaryIO) -> None:
    """Write parts of a result, at least one, as one file; a spreadsheet is put together in memory first."""
    if form in TEXT_FORMATS:
        for piece in pieces_of(frames, form):
            file.write(piece)
    elif form == "parquet":
        _sink_parquet(frames, file)
    else:
        import polars as pl

        file.write(encoded(pl.concat(list(frames)), form))


def _sink_parquet(frames: Iterator[pl.DataFrame], file: Sink | BinaryIO) -> None:
    """Write row groups as they come, in their order."""
    from polars.io.plugins import register_io_source

    first = next(frames)
    source = register_io_source(lambda *_: chain([first], frames), schema=first.schema)
    source.sink_parquet(file, row_group_size=ROWS_AT_ONCE, maintain_order=True)  # type: ignore[arg-type]
