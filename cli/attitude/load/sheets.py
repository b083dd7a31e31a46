"""The sheet of a workbook that is meant, and those that are not read."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from attitude.errors import BadDataError
from attitude.load.sources import Source

if TYPE_CHECKING:
    import fastexcel
    import polars as pl


@dataclass(frozen=True)
class Sheet:
    """A sheet with every cell as text; merged cells have their value in the first.

    Rows count from the first of the sheet, be it empty; ``unread`` are other sheets with rows that are not hidden.
    """

    name: str
    frame: pl.DataFrame
    folder: Path
    unread: tuple[str, ...]

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
    import fastexcel

    from attitude.load.reading import unreadable

    try:
        book = fastexcel.read_excel(source.path)
        if name is not None and name not in book.sheet_names:
            raise BadDataError(f"{source.name}: has no sheet '{name}'; it has: {', '.join(book.sheet_names)}")
        visible = _visible(book)
        title = name or next(iter(visible), book.sheet_names[0])
        # a sheet as it is, from its first row: to look for names is not the library's
        frame = book.load_sheet(title, header_row=None, skip_rows=0, dtypes="string").to_polars()
    except fastexcel.FastExcelError as error:
        raise unreadable(source, error) from error
    if frame.is_empty():
        others = f"; others have rows: {', '.join(visible)}; say --sheet NAME" if visible else ""
        raise BadDataError(f"{source.name}: the sheet '{title}' is empty{others}")
    return Sheet(title, frame, source.folder, tuple(other for other in visible if other != title))


def number_cells(source: Source, columns: list[str]) -> list[str]:
    """Name those columns of a sheet, taken out by `attitude.load.header`, of which every cell is a number."""
    import fastexcel

    if source.book is None or source.head is None or source.head.sheet is None:
        return []
    book = fastexcel.read_excel(source.book)
    sheet = book.load_sheet(source.head.sheet, header_row=None, skip_rows=source.head.start, schema_sample_rows=None)
    kinds = dict(zip(source.head.names, sheet.to_polars().dtypes, strict=True))
    return [name for name in columns if kinds[name].is_numeric()]


def counts_from_1904(source: Source) -> bool:
    """Tell whether a workbook counts its days from 1904, as those of old Macs do."""
    if source.book is None:
        return False
    with zipfile.ZipFile(source.book) as book:
        return re.search(rb"date1904=[\"'](?:1|true|on)[\"']", book.read("xl/workbook.xml")) is not None


def _visible(book: fastexcel.ExcelReader) -> list[str]:
    """Name the sheets that a reader of the workbook sees, and that have rows."""
    sheets = [book.load_sheet(name, header_row=None, n_rows=1, dtypes="string") for name in book.sheet_names]
    return [sheet.name for sheet in sheets if sheet.visible == "visible" and sheet.total_height]
