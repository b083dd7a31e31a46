"""The sheet of a workbook that is meant, and those that are not read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from attitude.errors import BadDataError
from attitude.load import bounded
from attitude.load.bounded import in_child
from attitude.load.sources import Source

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Sheet:
    """A sheet with every cell as text; merged cells have their value in the first.

    Rows count from the first of the sheet, be it empty; ``unread`` are other sheets with rows that are not hidden;
    ``since_1904`` says that the workbook counts its days from that year, as those of old Macs do.
    """

    name: str
    frame: pl.DataFrame
    folder: Path
    unread: tuple[str, ...]
    since_1904: bool = False

    def first(self, many: int) -> Iterator[tuple[int, list[str]]]:
        """Give the first rows, each with its number."""
        for number, cells in enumerate(self.frame.head(many).iter_rows(), start=1):
            yield number, ["" if cell is None else cell for cell in cells]

    def write_rows(self, names: tuple[str, ...], start: int) -> Path:
        """Write the rows below the line ``start`` to a file that the database reads, under column names."""
        copy = self.folder / "sheet.parquet"
        rows = self.frame.slice(start)
        rows.rename(dict(zip(rows.columns, names, strict=True))).write_parquet(copy)
        return copy


def names_apart(names: Iterable[str]) -> list[str]:
    """Give every column of a sheet a name of its own."""
    result: list[str] = []
    for at, name in enumerate(names, start=1):
        plain = name if name.strip() else f"_unnamed_{at}"
        same = (f"{plain}_{number}" for number in count(1))
        result.append(plain if plain not in result else next(other for other in same if other not in result))
    return result


def sheet_of(source: Source, name: str | None) -> Sheet:
    """Take a sheet out of a workbook: the one that is named, else the first with rows that is not hidden.

    Raises
    ------
    BadDataError
        When the workbook cannot be read, has no such sheet, or nothing in it.
    """
    import polars as pl

    copy = source.folder / "cells.parquet"
    found = in_child(source, "sheet", book=str(source.path), name=name, copy=str(copy), unpacked=bounded.UNPACKED)
    if "names" in found:
        raise BadDataError(f"{source.name}: has no sheet '{name}'; it has: {', '.join(found['names'])}")
    title, visible = str(found["title"]), found["visible"]
    if not found["rows"]:
        others = f"; others have rows: {', '.join(visible)}; say --sheet NAME" if visible else ""
        raise BadDataError(f"{source.name}: the sheet '{title}' is empty{others}")
    unread = tuple(other for other in visible if other != title)
    return Sheet(title, pl.read_parquet(copy), source.folder, unread, found["since_1904"])


def number_cells(source: Source, columns: list[str]) -> list[str]:
    """Name those columns of a sheet, taken out by `attitude.load.header`, of which every cell is a number."""
    if source.book is None or source.head is None or source.head.sheet is None:
        return []
    head = source.head
    found = in_child(source, "numbers", book=str(source.book), name=head.sheet, start=head.start)
    are_numbers = dict(zip(head.names, found["are_numbers"], strict=True))
    return [name for name in columns if are_numbers[name]]
