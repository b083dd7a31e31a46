"""A frame as CSV, JSON, JSON Lines, Parquet or XLSX, to a file or to stdout."""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attitude.database import MAGIC
from attitude.errors import AttitudeError, UsageError

if TYPE_CHECKING:
    import polars as pl

TEXT_FORMATS = ("csv", "json", "jsonl")
FILE_FORMATS = (*TEXT_FORMATS, "parquet", "xlsx")


def format_of(path: Path) -> str | None:
    """Tell a format from a file's name, None when it says nothing.

    Examples
    --------
    >>> format_of(Path("list.XLSX")), format_of(Path("list.ndjson")), format_of(Path("list"))
    ('xlsx', 'jsonl', None)
    """
    suffix = path.suffix.lower().removeprefix(".")
    suffix = {"ndjson": "jsonl"}.get(suffix, suffix)
    return suffix if suffix in FILE_FORMATS else None


def is_page(path: Path) -> bool:
    """Tell whether a file's name is that of a page for a browser."""
    return path.suffix.lower() in (".html", ".htm")


def encoded(frame: pl.DataFrame, form: str) -> bytes:
    """Give a frame as the bytes of a file in one of `FILE_FORMATS`; equal frames give equal bytes."""
    buffer = io.BytesIO()
    if form == "parquet":
        frame.write_parquet(buffer)
    elif form == "xlsx":
        _write_xlsx(frame, buffer)
    elif form == "csv":
        _plain(frame, text_only=True).write_csv(buffer, datetime_format="%Y-%m-%d %H:%M:%S%.f")
    elif form == "jsonl":
        _plain(frame).write_ndjson(buffer)
    else:
        _plain(frame).write_json(buffer)
        buffer.write(b"\n")
    return buffer.getvalue()


def check_place(form: str, output: Path | None) -> None:
    """Refuse, before long work, what `write_out` would refuse after it.

    Raises
    ------
    UsageError
        When a binary format would go to a terminal, or the file's place is none.
    AttitudeError
        When nothing may be written there.
    """
    if output is None:
        if form not in TEXT_FORMATS and sys.stdout.isatty():
            raise UsageError(f"{form} is not for a terminal; say --output FILE.{form}")
        return
    _check_path(output)
    if (output.is_file() or not output.exists()) and not os.access(output.resolve().parent, os.W_OK):
        raise AttitudeError(f"{output}: cannot be written: its folder may not be written to")


def write_out(data: bytes, form: str, output: Path | None) -> None:
    """Write to a file, or to stdout where none is named.

    Raises
    ------
    UsageError
        When a binary format would go to a terminal.
    """
    if output is not None:
        write_whole(output, data)
        return
    check_place(form, output)
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that is either all there or not there: temporary name, sync, move.

    Raises
    ------
    UsageError
        When the folder does not exist.
    AttitudeError
        When the disk refuses.
    """
    _check_path(path)
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)  # a pipe or device takes what it gets
        else:
            _write_and_move(path.resolve(), data)
    except OSError as error:
        raise AttitudeError(f"{path}: cannot be written: {error.strerror}") from error


def _check_path(path: Path) -> None:
    if not path.parent.is_dir():
        raise UsageError(f"{path.parent}: no such folder; make it first")
    if path.is_dir():
        raise UsageError(f"{path}: is a folder; name a file in it")
    try:
        is_workspace = path.is_file() and _head(path)[8:] == MAGIC
    except OSError as error:
        raise AttitudeError(f"{path}: cannot be written: {error.strerror}") from error
    if is_workspace:
        raise UsageError(f"{path}: is a workspace; it is not written over")


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(12)


def _write_and_move(path: Path, data: bytes) -> None:
    mask = os.umask(0)
    os.umask(mask)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _plain(frame: pl.DataFrame, *, text_only: bool = False) -> pl.DataFrame:
    """Turn types that text formats do not have into ones that they do: decimals, intervals, nested values."""
    import polars as pl

    casts: list[Any] = []
    for name, dtype in frame.schema.items():
        if isinstance(dtype, pl.Decimal):
            casts.append(_number(frame[name], dtype.scale))
        elif dtype == pl.Duration or dtype == pl.Binary:
            casts.append(pl.Series(name, [None if value is None else str(value) for value in frame[name]], pl.String))
        elif text_only and dtype.is_nested():
            values = frame[name].to_list()
            texts = [v if v is None else json.dumps(v, default=str, ensure_ascii=False) for v in values]
            casts.append(pl.Series(name, texts, pl.String))
    return frame.with_columns(casts)


def _number(column: pl.Series, scale: int) -> pl.Series:
    """Turn decimals into whole numbers; into text where they have too many digits, for none may be lost."""
    import polars as pl

    whole = column.cast(pl.Int64, strict=False)
    if scale:
        return column.cast(pl.Float64)
    return whole if whole.null_count() == column.null_count() else column.cast(pl.String)


def _write_xlsx(frame: pl.DataFrame, buffer: io.BytesIO) -> None:
    """Write one sheet; the creation time inside the file is fixed, so that equal frames give equal bytes."""
    from datetime import datetime

    if frame.height > 1_048_575:
        raise UsageError(f"{frame.height:,} rows are more than a spreadsheet holds; take csv or parquet")

    import xlsxwriter

    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "nan_inf_to_errors": True})
    book.set_properties({"created": datetime(2000, 1, 1)})
    _plain(frame, text_only=True).write_excel(book, autofit=True)
    book.close()
