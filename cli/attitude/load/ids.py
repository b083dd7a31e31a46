"""Member ids, or pairs of them, out of a file in any format that can be loaded."""

from __future__ import annotations

from pathlib import Path

from attitude.database import Workspace, quoted
from attitude.errors import BadDataError
from attitude.load.kinds import normal_name
from attitude.load.reading import read_file
from attitude.load.sources import opened


def ids_in(workspace: Workspace, path: Path) -> list[str]:
    """Give the distinct ids in the column ``member_id`` of a file, in order.

    Raises
    ------
    UsageError
        When there is no such file, or its format is not known.
    BadDataError
        When it cannot be read, or has no such column or no id in it.
    """
    with opened(path) as source:
        columns = read_file(workspace, source, None)
        theirs = next((name for name in columns if normal_name(name) in ("member_id", "memberid")), None)
        if theirs is None:
            has = ", ".join(columns[:12])
            raise BadDataError(f"{source.name}: needs a column 'member_id', the file has: {has}; rename one")
        workspace.run("load/macros")
        text = f"clean(stripped({quoted(theirs)}))"
        rows = workspace.rows(f"select distinct {text} as id from incoming_file where {text} is not null order by id")
        workspace.run("load/forget")
    if not rows:
        raise BadDataError(f"{source.name}: has no member_id in any row; nobody is named")
    return [member_id for (member_id,) in rows]


def pairs_of(workspace: Workspace, path: Path, *names: str) -> list[tuple[int, str | None, str | None]]:
    """Give the rows of two columns of ids, each with its number; rows without either are left out.

    Raises
    ------
    UsageError
        When there is no such file, or its format is not known.
    BadDataError
        When it cannot be read, or lacks one of the columns.
    """
    with opened(path) as source:
        theirs = {normal_name(name): name for name in read_file(workspace, source, None)}
        missing = [name for name in names if name not in theirs]
        if missing:
            has = ", ".join(list(theirs.values())[:12])
            raise BadDataError(f"{source.name}: needs a column '{missing[0]}', the file has: {has}; rename one")
        workspace.run("load/macros")
        texts = ", ".join(f"clean(stripped({quoted(theirs[name])})) as {name}" for name in names)
        rows = workspace.rows(f"select _row, {texts} from incoming_file order by _row")
        workspace.run("load/forget")
    return [(number, old, new) for number, old, new in rows if old is not None or new is not None]
