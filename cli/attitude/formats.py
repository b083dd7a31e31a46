"""A frame as CSV, JSON, JSON Lines, Parquet or XLSX, to a file or to stdout."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from attitude.database import MAGIC
from attitude.errors import AttitudeError, UsageError
from attitude.outputs import TEXT_FORMATS
from attitude.private import private_folder

if TYPE_CHECKING:
    import polars as pl

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030")

_ROWS_AT_ONCE = 50_000
_TIMES = "%Y-%m-%d %H:%M:%S%.f"


def encoded(frame: pl.DataFrame, form: str) -> bytes:
    """Give a frame as the bytes of a file in one of `FILE_FORMATS`; equal frames give equal bytes."""
    buffer = io.BytesIO()
    if form == "parquet":
        frame.write_parquet(buffer)
    elif form == "xlsx":
        _write_xlsx(frame, buffer)
    elif form == "csv":
        _plain(frame, text_only=True).write_csv(buffer, datetime_format=_TIMES)
    elif form == "jsonl":
        _plain(frame).write_ndjson(buffer)
    else:
        _plain(frame).write_json(buffer)
        buffer.write(b"\n")
    return buffer.getvalue()


def pieces(frame: pl.DataFrame, form: str, encoding: str = "utf-8") -> Iterator[bytes]:
    """Give the bytes of a file piece by piece, where its format allows: a long list is not held twice.

    Raises
    ------
    UnicodeEncodeError
        When CSV is asked for in an encoding that lacks a character.
    """
    if form in TEXT_FORMATS:
        yield from pieces_of(chain([frame.clear()], frame.iter_slices(_ROWS_AT_ONCE)), form, encoding)
    else:
        yield encoded(frame, form)


def pieces_of(frames: Iterable[pl.DataFrame], form: str, encoding: str = "utf-8") -> Iterator[bytes]:
    """Give the bytes of a text file from parts of a result, the same however it is parted; there is at least one part.

    Raises
    ------
    UnicodeEncodeError
        When CSV is asked for in an encoding that lacks a character.
    """
    if form == "csv":
        return _csv_pieces(frames, encoding)
    return (encoded(rows, form) for rows in frames) if form == "jsonl" else _json_pieces(frames)


def _csv_pieces(frames: Iterable[pl.DataFrame], encoding: str) -> Iterator[bytes]:
    codec = encoding.removesuffix("-sig")
    for part, rows in enumerate(frames):
        if part == 0:
            head = _plain(rows.clear(), text_only=True).write_csv(include_bom=encoding == "utf-8-sig")
            yield head.encode(codec)
        text = _plain(rows, text_only=True).write_csv(include_header=False, datetime_format=_TIMES)
        yield text.encode(codec)


def _json_pieces(frames: Iterable[pl.DataFrame]) -> Iterator[bytes]:
    yield b"["
    is_first = True
    for rows in frames:
        if rows.height:
            yield (b"" if is_first else b",") + encoded(rows, "json").strip()[1:-1]
            is_first = False
    yield b"]\n"


def count_rows(path: Path, form: str) -> int | None:
    """Count the rows that a written file has, by its bytes; None for formats of which only a parser could tell."""
    if form == "parquet":
        import polars as pl

        return int(pl.scan_parquet(path).select(pl.len()).collect().item())
    if form == "jsonl":
        return sum(part.count(b"\n") for part in _read(path))
    return _count_lines(path) - 1 if form == "csv" else None


def _count_lines(path: Path) -> int:
    """Count line ends outside of quotes; in each of `ENCODINGS` neither is ever part of another character."""
    lines, is_quoted = 0, False
    for part in _read(path):
        for at, stretch in enumerate(part.split(b'"')):
            is_quoted = is_quoted != (at > 0)
            lines += 0 if is_quoted else stretch.count(b"\n")
    return lines


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while part := file.read(1 << 20):
            yield part


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
    check_output(output)


def check_output(output: Path) -> None:
    """Refuse a place where no file can be written, before any work.

    Raises
    ------
    UsageError
        When it is a folder, a workspace, or in no folder.
    AttitudeError
        When nothing may be written there.
    """
    _check_path(output)
    if (output.is_file() or not output.exists()) and not os.access(output.resolve().parent, os.W_OK):
        raise AttitudeError(f"{output}: cannot be written: its folder may not be written to; name another place")


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
    with together() as files:
        files.write(path, [data])
        files.move()


@dataclass(frozen=True)
class Written:
    """A file on its way: where it lies until it is moved, its size, and the hash of what it holds."""

    path: Path
    lies_at: Path
    bytes: int
    sha256: str


class Sink:
    """A file that can be written to alone, and knows the size and the hash of what came."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.size, self.digest = file, 0, hashlib.sha256()

    def write(self, part: bytes) -> int:
        """Write all of it."""
        self._file.write(part)
        self.digest.update(part)
        self.size += len(part)
        return len(part)

    def flush(self) -> None:
        """Hand on what is still held back."""
        self._file.flush()


class Files:
    """Files that come to be all together or not at all; see `together`."""

    def __init__(self) -> None:
        self._written: list[Written] = []
        self._folders: dict[Path | None, Path] = {}
        self._ending = ExitStack()
        self._moved: list[tuple[Path, Path | None]] = []

    def write(self, path: Path, data: Iterable[bytes]) -> Written:
        """Write a file into a private folder beside its place, and sync it.

        Raises
        ------
        UsageError
            When its place is none.
        AttitudeError
            When the disk refuses.
        """
        return self.fill(path, lambda file: [file.write(part) for part in data])

    def fill(self, path: Path, fill: Callable[[Sink], object]) -> Written:
        """Do as `write` does with what ``fill`` writes to the file it is given."""
        _check_path(path)
        try:
            place = path.resolve() if path.is_file() or not path.exists() else None
            lies_at = self._folder(place and place.parent) / str(len(self._written))
            with lies_at.open("xb") as file:
                sink = Sink(file)
                fill(sink)
                sink.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise AttitudeError(f"{path}: cannot be written: {error.strerror}") from error
        self._written.append(Written(path, lies_at, sink.size, sink.digest.hexdigest()))
        return self._written[-1]

    def move(self) -> None:
        """Move every file to its place, in the order in which they were written."""
        for file in self._written:
            try:
                if file.path.exists() and not file.path.is_file():
                    with file.lies_at.open("rb") as lies, file.path.open("wb") as pipe:
                        shutil.copyfileobj(lies, pipe)  # a pipe or device takes what it gets
                    continue
                place = file.path.resolve()
                before = self._keep(place, file.lies_at)
                file.lies_at.replace(place)
                self._moved.append((place, before))
            except OSError as error:
                raise AttitudeError(f"{file.path}: cannot be written: {error.strerror}") from error

    def undo(self) -> None:
        """Take back what was moved; what stood there before stands there again."""
        for place, before in reversed(self._moved):
            with suppress(OSError):
                before.replace(place) if before else place.unlink(missing_ok=True)

    def forget(self) -> None:
        """Leave nothing but the files themselves."""
        self._ending.close()

    def _folder(self, parent: Path | None) -> Path:
        """Give the folder in which files lie until they are moved; what a kill left of another is swept."""
        if parent not in self._folders:
            self._folders[parent] = self._ending.enter_context(private_folder(parent))
        return self._folders[parent]

    def _keep(self, place: Path, beside: Path) -> Path | None:
        """Keep a file that is about to be written over under a second name; None without one, or a way to do it."""
        before = beside.with_name(f"{beside.name}.before")
        try:
            before.hardlink_to(place)
        except OSError:
            return None
        return before


@contextmanager
def together() -> Iterator[Files]:
    """Write several files all or nothing: whatever fails inside takes back those that were moved already."""
    files = Files()
    try:
        yield files
    except BaseException:
        files.undo()
        raise
    finally:
        files.forget()


def _check_path(path: Path) -> None:
    if path.parent.exists() and not path.parent.is_dir():
        raise UsageError(f"{path.parent}: is a file, not a folder; name another place")
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

    # texts stay texts: no formulas, and no links, of which a sheet holds only so many
    texts = {"strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "nan_inf_to_errors": True, **texts})
    book.set_properties({"created": datetime(2000, 1, 1)})
    _plain(frame, text_only=True).write_excel(book, autofit=True)
    book.close()
