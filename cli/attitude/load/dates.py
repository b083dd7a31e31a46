"""Which way round 03/04/2026 is meant: found out from the file itself, told by the user, never guessed."""

from __future__ import annotations

from attitude.database import Workspace, quoted
from attitude.errors import BadDataError
from attitude.load.kinds import TIMES

_YEAR_LAST = r"^\s*([0-9]{1,2})[/-]([0-9]{1,2})[/-][0-9]{4}"


def date_order(
    workspace: Workspace, known: dict[str, str], order: str | None, source: str, rows: int | None = None
) -> str | None:
    """Give ``dmy``, ``mdy``, or None where no day is written with the year last.

    Parameters
    ----------
    known
        The file's columns, ours → theirs.
    order
        What ``--dates`` or the settings say.
    rows
        How many are looked at for such days; None for all.

    Raises
    ------
    BadDataError
        When the file's days can be read both ways, with the two readings of one of them; or when some can only be
        read one way and some only the other.
    """
    columns = [theirs for ours, theirs in known.items() if ours in TIMES]
    if order is not None or not any(_occurs(workspace, column, rows) for column in columns):
        return order
    for column in columns:
        if column_order := _order(workspace, column, source):
            return column_order
    return None


def _occurs(workspace: Workspace, column: str, rows: int | None) -> bool:
    limit = "" if rows is None else f" limit {rows}"
    sql = f"select {quoted(column)} as text from incoming_file{limit}"
    return bool(workspace.rows(f"select 1 from ({sql}) where regexp_matches(text, ?) limit 1", [_YEAR_LAST]))


def _order(workspace: Workspace, column: str, source: str) -> str | None:
    first, second, example = workspace.row(
        "select coalesce(bool_or(parts[2]::integer > 12), false), coalesce(bool_or(parts[3]::integer > 12), false), "
        f"min(text) from (select {quoted(column)} as text, regexp_extract_all({quoted(column)}, ?, 0) as whole, "
        f"[null, regexp_extract({quoted(column)}, ?, 1), regexp_extract({quoted(column)}, ?, 2)] as parts "
        f"from incoming_file where regexp_matches({quoted(column)}, ?))",
        [_YEAR_LAST] * 4,
    )
    if example is None:
        return None
    if first and second:
        raise BadDataError(f"{source}: {column} has days written both ways round; make them one, year first")
    if first or second:
        return "dmy" if first else "mdy"
    one, two = example.strip().replace("-", "/").split("/")[:2]
    raise BadDataError(
        f"{source}: {column} '{example}' may be day {int(one)} of month {int(two)} or day {int(two)} of month "
        f"{int(one)}; say --dates dmy or --dates mdy"
    )
