"""All that a person reads: tables, notes, progress, the error line. Nobody else prints.

Data goes to stdout; words and progress go to stderr.
"""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from attitude.formats import encoded, write_out, write_whole
from attitude.formulas import made_safe
from attitude.numbers import rounded
from attitude.outputs import format_of

if TYPE_CHECKING:
    import polars as pl

    from attitude.database import Head

_ROWS_ON_SCREEN = 100
_PIPE_WIDTH = 10_000
_GAP = 2
_MORE = "--rows N shows more (0: all), --format csv or -o FILE gives them all"
_COLUMNS = "--format csv gives them all"
_LONGEST = 2000
_PATIENCE_SECONDS = 0.7
_POLL_SECONDS = 0.1


# signs that a terminal would obey, shown as what they are: ids and texts come from anybody's files
_SEEN = {sign: 0x2400 + sign for sign in range(32) if sign not in (9, 10)} | dict.fromkeys(range(0x7F, 0xA0), 0xFFFD)


def _seen(words: str) -> str:
    return words.translate(_SEEN)


def _shortened(words: str) -> str:
    """Take out the middle of a line that a whole file got into; the cure is at its end."""
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST // 2]} … {words[-_LONGEST // 2 :]}"


def _stderr() -> Console:
    # words break between words on a terminal, and never in a pipe, where a line is a line
    return Console(stderr=True, highlight=False, soft_wrap=not sys.stderr.isatty())


def note(words: str) -> None:
    """Say something beside the data."""
    _stderr().print(Text(_seen(words)))


def row(name: str, rest: str, width: int) -> None:
    """Say a line of a table of words: a name in so many columns, Chinese letters counting two, and the rest.

    On a terminal a name that is too long has a line of its own; in a pipe a line is a line.
    """
    blanks = width - Text(_seen(name)).cell_len
    gap = " " * blanks if blanks > 0 else f"\n{' ' * width}" if sys.stderr.isatty() else " "
    note(f"{name}{gap}{rest}")


def warn(words: str) -> None:
    """Say something that the reader should not miss."""
    _stderr().print(Text.assemble(("note: ", "yellow"), _seen(words)))


def error(words: str) -> None:
    """Say what went wrong and the cure, in one plain line."""
    _stderr().print(Text.assemble(("error: ", "bold red"), _seen(_shortened(words))))


def log(line: str) -> None:
    """Write one line for whoever reads a log, as it is and at once."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def headline(words: str) -> None:
    """Say which part of a longer walk comes now."""
    _stderr().print(Text(words, style="bold"))


def text(words: str, *, is_title: bool = False) -> None:
    """Give a line of a page that is itself the result."""
    console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
    console.print(Text(_seen(words), style="bold" if is_title else ""))


def cells_made_safe(cells: int) -> None:
    """Say that cells of a CSV were changed, if any were."""
    if cells:
        warn(f"{cells:,} cells begin with an apostrophe now, for a spreadsheet would run them")


def data(
    frame: pl.DataFrame,
    form: str | None,
    output: Path | None,
    *,
    screen: pl.DataFrame | None = None,
    wrapped: Collection[str] = (),
) -> None:
    """Give a result: as a table for a person, or in the format asked for.

    Parameters
    ----------
    frame
        The data.
    form
        ``table`` or one of `attitude.formats.FILE_FORMATS`; by default what the output file's name says, else a table.
    output
        A file, else stdout.
    screen
        What a person's table shows, where that is not the whole frame.
    wrapped
        Columns of sentences, which break between words on a terminal so that every column fits.
    """
    form = form or (output and format_of(output)) or "table"
    if form != "table":
        frame, cells = made_safe(frame) if form == "csv" else (frame, 0)
        write_out(encoded(frame, form), form, output)
        cells_made_safe(cells)
        if output is not None:
            written(frame.height, output)
        return
    head = _head(frame if screen is None else screen)
    if output is None:
        _print_table(head, _ROWS_ON_SCREEN, wrapped=wrapped)
    else:
        write_table(head, output)


def written(rows: int, output: Path) -> None:
    """Say what became of a result that went to a file."""
    note(f"{rows:,} rows written to {output}")


def write_table(head: Head, output: Path) -> None:
    """Write a table as a person reads it to a text file, all of its columns and rows; it is all there or not there."""
    file = io.StringIO()
    Console(file=file, width=_PIPE_WIDTH, highlight=False).print(_table(head, head.names, len(head.rows)))
    write_whole(output, file.getvalue().encode())


def table(head: Head, rows: int | None, more: str = _MORE, columns: str = _COLUMNS) -> None:
    """Print the first rows of a result, which may hold one more: then there are more, and how to see them is said.

    Parameters
    ----------
    head
        The rows.
    rows
        At most so many; None for all.
    more, columns
        How to see the other rows, and the columns that do not fit.
    """
    _print_table(head, rows, more, columns)


def records(head: Head, rows: int, more: str = _MORE) -> None:
    """Print the first rows of a result one after another, each column on a line of its own."""
    width = max(Text(name).cell_len for name in head.names)
    for number, row in enumerate(head.rows[:rows], start=1):
        text(f"── {number:,} ──")
        for name, value in zip(head.names, row, strict=True):
            text(f"{name}{' ' * (width - Text(name).cell_len)}  {_cell(value)}".rstrip())
    if rows < len(head.rows):
        warn(f"first {rows:,} rows; {more}")


def _head(frame: pl.DataFrame) -> Head:
    from attitude.database import Head

    return Head(frame.columns, [kind.is_numeric() for kind in frame.dtypes], frame.rows())


def _print_table(
    head: Head, limit: int | None, more: str = "", hidden: str = _COLUMNS, *, wrapped: Collection[str] = ()
) -> None:
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=_PIPE_WIDTH)
    rows = len(head.rows) if limit is None else min(len(head.rows), limit)
    columns = head.names if wrapped else _that_fit(head, rows, console.width)
    console.print(_table(head, columns, rows, wrapped))
    if rows < len(head.rows):
        of = f"{rows:,} rows; {more}" if more else f"{rows} of {len(head.rows):,} rows; --format csv gives them all"
        warn(f"first {of}")
    if len(columns) < len(head.names):
        names = ", ".join(head.names[len(columns) :])
        warn(f"columns that did not fit: {names}; {hidden}")


def _that_fit(head: Head, rows: int, width: int) -> list[str]:
    """Choose as many columns, from the left, as fit side by side; at least one."""
    fitting: list[str] = []
    used = 1
    for at, name in enumerate(head.names):
        cells = [Text(_cell(row[at])).cell_len for row in head.rows[:rows]]
        used += max([Text(name).cell_len, *cells]) + _GAP
        if used > width and fitting:
            break
        fitting.append(name)
    return fitting


def _table(head: Head, columns: list[str], rows: int, wrapped: Collection[str] = ()) -> Table:
    frame_of_lines = _box() if sys.stdout.isatty() else None
    gap = (0, 1 if frame_of_lines else _GAP, 0, 0)
    table = Table(box=frame_of_lines, pad_edge=False, padding=gap, header_style="bold")
    for name, is_number in zip(columns, head.numbers, strict=False):  # those shown are the first
        table.add_column(
            Text(_seen(name)),
            justify="right" if is_number else "left",
            overflow="fold",
            no_wrap=bool(wrapped) and name not in wrapped,
        )
    for row in head.rows[:rows]:
        table.add_row(*[Text(_cell(value)) for value in row[: len(columns)]])
    return table


def _box() -> Any:
    from rich import box

    return box.SIMPLE_HEAD


def _cell(value: object) -> str:
    """Write one value for a person: a figure with as many digits as can be read, nothing for a missing value."""
    return rounded(value) if value is None or isinstance(value, int | float) else _seen(str(value))


@contextmanager
def progress(label: str, percent: Callable[[], float], rows: int | None = None) -> Iterator[None]:
    """Show a bar while a statement runs, if it takes long enough to wonder; silent off a terminal.

    Parameters
    ----------
    label, percent, rows
        What runs, how far it is (0 to 100, below 0 where that is not known), and how many rows it goes through.
    """
    if not sys.stderr.isatty():
        yield
        return
    done = threading.Event()
    thread = threading.Thread(target=_draw, args=(label, percent, rows, done), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _draw(label: str, percent: Callable[[], float], rows: int | None, done: threading.Event) -> None:
    started = monotonic()
    if done.wait(_PATIENCE_SECONDS):
        return
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(bar_width=20), TextColumn("{task.fields[words]}"))
    with Progress(*columns, console=_stderr(), transient=True) as bar:
        task = bar.add_task(label, total=100, words="")
        while not done.wait(_POLL_SECONDS):
            at = percent()
            bar.update(task, completed=max(at, 0), words=_pace(at, monotonic() - started, rows))


def _pace(percent: float, seconds: float, rows: int | None) -> str:
    """Say how far a statement is, how fast it goes and how long it may take still.

    Examples
    --------
    >>> _pace(25.0, 10.0, 30_000_000), _pace(50.0, 75.0, None), _pace(-1.0, 65.0, None)
    ('25 % · 750,000 rows/s · 0:30 left', '50 % · 1:15 left', '1:05')
    """
    if percent <= 0:
        return _clock(seconds)
    speed = [f"{rows * percent / 100 / seconds:,.0f} rows/s"] if rows else []
    return " · ".join([f"{percent:.0f} %", *speed, f"{_clock(seconds * (100 - percent) / percent)} left"])


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def lines(title: str, items: Iterable[str]) -> None:
    """Say a short list under a title, if there is anything on it."""
    every = list(items)
    if every:
        headline(title)
        for item in every:
            note(f"  {item}")
