"""Asking a question: its first rows for a screen, a whole frame, or a stream into a file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from attitude.errors import AttitudeError, TooLittleMemoryError, TooLongError, UsageError
from attitude.formats import check_place, together
from attitude.formulas import made_safe
from attitude.query.saved import Saved, typed
from attitude.query.stream import ROWS_AT_ONCE, check_size, stream

if TYPE_CHECKING:
    import polars as pl

    from attitude.database import Head, Workspace

# A result on its way to a file is kept on disk beyond so much; what needs more in memory gets it in a second go.
_GIGABYTES = 0.5


def query(
    workspace: Workspace, question: str | Saved, values: Mapping[str, object] | None = None, *, seconds: float = 0
) -> pl.DataFrame:
    """Answer one question with a frame; every way out of the workspace is closed first, and stays so.

    Parameters
    ----------
    workspace
        Open read-only.
    question
        SQL, or a saved query.
    values
        For what it asks for.
    seconds
        The longest it may take; 0 for no limit.

    Raises
    ------
    UsageError
        When it is not one question, looks beyond the workspace, or names what is not there; the message shows the
        place.
    TooLongError
        When it takes too long.
    """
    with _asking(workspace, question, values, seconds) as sql:
        return workspace.frame(sql)


def ask(
    workspace: Workspace,
    question: str | Saved,
    values: Mapping[str, object] | None = None,
    *,
    rows: int | None = None,
    seconds: float = 0,
) -> Head:
    """Answer with the first rows as plain Python values, and no more is worked out than they need.

    Parameters
    ----------
    workspace, question, values, seconds
        As for `query`.
    rows
        How many; None for all.
    """
    with workspace.watched("query"), _asking(workspace, question, values, seconds, rows) as sql:
        return workspace.head(sql, rows)


def write(
    workspace: Workspace,
    question: str | Saved,
    values: Mapping[str, object] | None,
    form: str,
    output: Path | None,
    *,
    seconds: float = 0,
    tell: Callable[[int], None] = lambda _: None,
) -> int:
    """Write the whole answer to a file, or stdout where none is named; it need not fit in memory.

    A file is all there or not there, and nothing is written before the question is answered. The same answer always
    gives the same bytes.

    Parameters
    ----------
    workspace, question, values, seconds
        As for `query`.
    form
        One of `attitude.formats.FILE_FORMATS`; of these XLSX alone is made in memory.
    output
        The file.
    tell
        Called with how many cells of a CSV were made safe, see `attitude.formulas`.

    Returns
    -------
    int
        How many rows were written.
    """
    check_place(form, output)
    with ExitStack() as stack:
        stack.enter_context(workspace.in_memory_of(_GIGABYTES))
        with workspace.watched("query"), _asking(workspace, question, values, seconds) as sql:
            rows = _keep(workspace, sql, stack)
        check_size(form, rows)
        frames, cells = workspace.answer_frames(ROWS_AT_ONCE), list[int]()
        _send(_safe(frames, cells) if form == "csv" else frames, form, output)
    tell(sum(cells))
    return rows


def _safe(frames: Iterator[pl.DataFrame], cells: list[int]) -> Iterator[pl.DataFrame]:
    """Give parts of a CSV as a spreadsheet does not run them, and note how many cells that takes in each."""
    for frame in frames:
        safe, count = made_safe(frame)
        again = sum(map(str.__ne__, frame.columns, safe.columns)) if cells else 0  # names, told with the first part
        cells.append(count - again)
        yield safe


def _keep(workspace: Workspace, sql: str, stack: ExitStack) -> int:
    try:
        return workspace.keep_answer(sql)
    except TooLittleMemoryError:
        stack.close()  # let it have all there is
        return workspace.keep_answer(sql)


def _send(frames: Iterator[pl.DataFrame], form: str, output: Path | None) -> None:
    if output is None:
        _to_stdout(frames, form)
        return
    with together() as files:
        files.fill(output, lambda file: stream(frames, form, file))
        files.move()


def _to_stdout(frames: Iterator[pl.DataFrame], form: str) -> None:
    try:
        stream(frames, form, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # the reader has had enough
        raise
    except OSError as error:
        raise AttitudeError(f"stdout: cannot be written: {error.strerror}") from error


@contextmanager
def _asking(
    workspace: Workspace,
    question: str | Saved,
    values: Mapping[str, object] | None,
    seconds: float,
    rows: int | None = None,
) -> Iterator[str]:
    """Close off the workspace, set the values and the clock; an error names the query's file."""
    saved = question if isinstance(question, Saved) else typed(question)
    checked = saved.values(values or {})
    workspace.close_off()
    try:
        with workspace.variables(checked), workspace.at_most(seconds):
            sql = workspace.question(saved.sql)
            with workspace.narrowed(sql, rows):
                yield sql
    except TooLongError as error:
        raise TooLongError(
            f"no answer within {seconds:g} s; --timeout SECONDS gives it longer (0: no limit), as does "
            "query.timeout_seconds in attitude.toml"
        ) from error
    except UsageError as error:
        raise UsageError(f"{saved.place}: {error}" if saved.place else str(error)) from error
