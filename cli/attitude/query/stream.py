"""An answer on its way out, part by part."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from attitude.errors import UsageError
from attitude.formats import Sink, encoded, pieces_of
from attitude.outputs import TEXT_FORMATS

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
    between = _Between(frames, file)
    _sink(between)
    if between.fault:
        raise between.fault


def _sink(between: _Between) -> None:
    """Write row groups as they come, in their order; the first part is as large as any."""
    from polars.io.plugins import register_io_source

    frames = between.frames()
    if (first := next(frames, None)) is None:
        return
    source = register_io_source(lambda *_: chain([first], frames), schema=first.schema)
    source.sink_parquet(cast("IO[bytes]", between), row_group_size=max(first.height, 1), maintain_order=True)


class _Between:
    """What the frame library reads from and writes to.

    No error passes through the library, which would put it in words of its own and hold on to it: the first one is
    kept, and from then on there is nothing more to read and nothing is written.
    """

    def __init__(self, frames: Iterator[pl.DataFrame], file: Sink | BinaryIO) -> None:
        self._frames, self._file = frames, file
        self.fault: BaseException | None = None

    def frames(self) -> Iterator[pl.DataFrame]:
        """Give the frames up to a fault."""
        with self._keeping_fault():
            for frame in self._frames:
                if self.fault:
                    break
                yield frame

    def write(self, part: bytes) -> int:
        """Write all of it, up to a fault."""
        with self._keeping_fault():
            if not self.fault:
                self._file.write(part)
        return len(part)

    def flush(self) -> None:
        """Hand on what is still held back."""
        with self._keeping_fault():
            self._file.flush()

    @contextmanager
    def _keeping_fault(self) -> Iterator[None]:
        try:
            yield
        except BaseException as error:
            self.fault = self.fault or error.with_traceback(None)
