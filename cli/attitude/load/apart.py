"""Lines of a file that are no rows of it: column names once more, sums and words below, and what has nothing in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attitude.database import Workspace
from attitude.errors import BadDataError
from attitude.load.below import BELOW, below
from attitude.load.kinds import normal_name
from attitude.load.rejected import BadRow, column_names
from attitude.load.sources import Source
from attitude.load.sums import FOOT, SUM

# more are not looked at one by one: so many sums or empty lines no file has
MOST = 100_000
_AT_ONCE = 1000

NAMES_AGAIN, SUMS_UP, NOTHING = "names the columns once more", "sums up other rows", "has nothing in it"
OF_THE_FILE = "says something of the file"
_DOUBTFUL = "may name the columns once more; if it is a row, say --header-row {line}"
WORDS = {
    NAMES_AGAIN: "lines that name the columns once more, left out",
    SUMS_UP: "lines that sum up others, left out",
    OF_THE_FILE: "lines that say something of the file, left out",
    NOTHING: "lines with nothing in them, left out",
    BELOW: "lines below the rows that are like none of them, left out",
}


def apart_texts(source: Source, known: Mapping[str, str]) -> list[str]:
    """Give what may stand in the column of ids and is none: names of columns, and what looks like a second one."""
    doubtful = source.head.doubtful if source.head else None
    texts = [*known, *known.values(), *([doubtful] if doubtful else [])] if source.head else []
    return sorted({*map(normal_name, texts), *(text.lower().replace(" ", "_").replace("-", "_") for text in texts)})


def why_apart(row: BadRow, names: Sequence[str], at: int) -> str | None:
    """Say why a line is no row, None where it is one.

    Parameters
    ----------
    row
        As the file has it.
    names
        The file's own column names.
    at
        Which of them holds the ids.

    Examples
    --------
    >>> names = ["member_id", "tier"]
    >>> [why_apart(BadRow(False, 1, 2, row), names, 0) for row in (["Total: 2", ""], ["Member ID", "tier"], ["7", "a"])]
    ['sums up other rows', 'names the columns once more', None]
    """
    cells = [(cell or "").strip() for cell in row.values]
    filled = [cell for cell in cells if cell]
    if not filled:
        return NOTHING if row.values else None
    if at < len(cells) and is_names(cells, names, at):
        return NAMES_AGAIN
    key = cells[at] if at < len(cells) else ""
    if SUM.fullmatch(filled[0]) or SUM.fullmatch(key):
        return SUMS_UP
    return OF_THE_FILE if FOOT.fullmatch(filled[0]) or FOOT.fullmatch(key) else None


def is_names(cells: Sequence[str], names: Sequence[str], at: int) -> bool:
    """Tell whether a line is one of column names: one stands for the id, and most others are names too."""
    spelled = {normal_name(name) for name in names}
    others = [normal_name(cell) in spelled for cell in cells if cell]
    return normal_name(cells[at]) == normal_name(names[at]) or (
        normal_name(cells[at]) in spelled and 2 * sum(others) > len(others)
    )


def set_apart(workspace: Workspace, kind: str, source: Source, rows: Sequence[BadRow], key: str, read: int) -> None:
    """Mark in ``refused`` the lines that are no rows: there is nothing in them to be mended.

    An object of JSON or a row of Parquet with nothing in it is a row all the same.

    Parameters
    ----------
    rows
        All that are refused.
    key
        The column that holds the ids, by the file's own name.
    read
        How many rows the file has.

    Raises
    ------
    BadDataError
        When a line names the columns in another order than the first: what is below it is not what it seems.
    """
    names = column_names(workspace)
    at = names.index(key) if key in names else 0
    reasons = [(row, why) for row in rows if (why := why_apart(row, names, at)) and (source.head or why != NOTHING)]
    for row, why in reasons:
        if why == NAMES_AGAIN:
            _check_order(source, row, names)
    lines: dict[int, tuple[str, str | None]] = {row.line: (why, None) for row, why in reasons}
    if source.head:
        last = below(workspace, kind, rows, set(lines), read, at)
        lines |= {row.line: (BELOW, row.values[at]) for row in list(last)}
    _keep_lines(workspace, lines)
    workspace.run("load/apart_lines", doubtful_reason=_DOUBTFUL.format(line=source.head.line if source.head else 1))


def _keep_lines(workspace: Workspace, lines: Mapping[int, tuple[str, str | None]]) -> None:
    workspace.define("create or replace temp table apart_lines (line bigint, reason varchar, text varchar)")
    rows = [(line, *why) for line, why in lines.items()]
    for start in range(0, len(rows), _AT_ONCE):
        part = rows[start : start + _AT_ONCE]
        marks = ", ".join("(?, ?, ?)" for _ in part)
        workspace.rows(f"insert into apart_lines values {marks}", [value for row in part for value in row])


def _check_order(source: Source, row: BadRow, names: Sequence[str]) -> None:
    places = {normal_name(name): place for place, name in enumerate(names)}
    for place, cell in enumerate(row.values):
        if places.get(normal_name(cell or ""), place) != place:
            raise BadDataError(
                f"{source.name}: line {row.line} names the columns in another order than the first; "
                "make two files of it, and load each"
            )
