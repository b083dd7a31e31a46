"""Member ids, or pairs of them, out of a file in any format that can be loaded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from attitude.database import Workspace, act, quoted
from attitude.errors import BadDataError
from attitude.load.header import headed
from attitude.load.kinds import normal_name
from attitude.load.reading import number_columns, read_file
from attitude.load.sources import opened


@act
def ids_in(workspace: Workspace, path: Path) -> list[str]:
    """Give the distinct ids in the column ``member_id`` of a file, in order.

    Raises
    ------
    UsageError
        When there is no such file, or its format is not known.
    BadDataError
        When it cannot be read, or has no such column or no id in it.
    """
    with opened(path) as file:
        source = headed(file, (_mapping,))
        columns = read_file(workspace, source)
        theirs = (_mapping(columns) or {}).get("member_id")
        if theirs is None:
            has = ", ".join(columns[:12])
            raise BadDataError(f"{source.name}: needs a column 'member_id', the file has: {has}; rename one")
        workspace.run("load/macros")
        workspace.run("load/keys")
        with workspace.variables({"whole_columns": number_columns(workspace, source, {"member_id": theirs})}):
            ids = _distinct(workspace, theirs)
        workspace.run("load/forget")
    if not ids:
        raise BadDataError(f"{source.name}: has no member_id in any row; nobody is named")
    if short := next((text for text, is_shortened in ids.items() if is_shortened), None):
        raise BadDataError(f"{source.name}: '{short}' was shortened by a spreadsheet; export the ids as text")
    return list(ids)


@act
def codes_in(workspace: Workspace, path: Path) -> list[str | None]:
    """Give the column ``code`` of a file, row by row; None where it is blank.

    Raises
    ------
    UsageError
        When there is no such file, or its format is not known.
    BadDataError
        When it cannot be read, has no such column or no code in it, or a spreadsheet shortened one.
    """
    with opened(path) as file:
        source = headed(file, (partial(_with, ("code",)),))
        theirs = {normal_name(name): name for name in read_file(workspace, source)}
        if "code" not in theirs:
            has = ", ".join(list(theirs.values())[:12])
            raise BadDataError(f"{source.name}: needs a column 'code', the file has: {has}; rename one")
        workspace.run("load/macros")
        workspace.run("load/keys")
        with workspace.variables({"whole_columns": number_columns(workspace, source, {"member_id": theirs["code"]})}):
            query = _as_read([theirs["code"]], ["code"])
            rows = workspace.rows(f"select code, is_shortened(code) from ({query}) order by _row")
        workspace.run("load/forget")
    if not any(code for code, _ in rows):
        raise BadDataError(f"{source.name}: has no code in any row")
    if short := next((code for code, is_short in rows if is_short), None):
        raise BadDataError(f"{source.name}: '{short}' was shortened by a spreadsheet; export the codes as text")
    return [code for code, _ in rows]


def _mapping(columns: list[str]) -> dict[str, str] | None:
    theirs = next((name for name in columns if normal_name(name) in ("member_id", "memberid")), None)
    return None if theirs is None else {"member_id": theirs}


def _with(names: tuple[str, ...], columns: list[str]) -> dict[str, str] | None:
    theirs = {normal_name(name): name for name in columns}
    return {name: theirs[name] for name in names} if all(name in theirs for name in names) else None


def _distinct(workspace: Workspace, theirs: str) -> dict[str, bool]:
    """Give the ids in order, each with whether a spreadsheet left only its first digits."""
    every = f"select distinct id from ({_as_read([theirs], ['id'])}) where id is not null"
    ids: dict[str, bool] = dict(workspace.rows(f"select id, is_shortened(id) from ({every}) order by id"))
    if ids and all(re.fullmatch(r"\d+\.0+", member_id) for member_id in ids):
        return dict.fromkeys(sorted({member_id.partition(".")[0] for member_id in ids}), False)
    return ids


def _as_read(columns: Sequence[str], names: Sequence[str]) -> str:
    """Give the rows of the file with columns of ids as they are read, in steps: a macro repeats its words each time."""
    steps = ("stripped({})", "as_key('member_id', {})", "clean({})")
    texts = ", ".join(f"{quoted(theirs)} as {name}" for theirs, name in zip(columns, names, strict=True))
    rows = f"select _row, {texts} from incoming_file"
    for step in steps:
        rows = f"select _row, {', '.join(f'{step.format(name)} as {name}' for name in names)} from ({rows})"
    return rows


@act
def pairs_of(workspace: Workspace, path: Path, *names: str) -> list[tuple[int, str | None, str | None]]:
    """Give the rows of two columns of ids, each with its number; rows without either are left out.

    Raises
    ------
    UsageError
        When there is no such file, or its format is not known.
    BadDataError
        When it cannot be read, or lacks one of the columns.
    """
    with opened(path) as file:
        source = headed(file, (partial(_with, names),))
        theirs = {normal_name(name): name for name in read_file(workspace, source)}
        missing = [name for name in names if name not in theirs]
        if missing:
            has = ", ".join(list(theirs.values())[:12])
            raise BadDataError(f"{source.name}: needs a column '{missing[0]}', the file has: {has}; rename one")
        workspace.run("load/macros")
        workspace.run("load/keys")
        whole = {name: number_columns(workspace, source, {"member_id": theirs[name]}) for name in names}
        whole_columns = [*dict.fromkeys(one for columns in whole.values() for one in columns)]
        with workspace.variables({"whole_columns": whole_columns}):
            query = _as_read([theirs[name] for name in names], names)
            rows = workspace.rows(f"select _row, {', '.join(names)} from ({query}) order by _row")
        workspace.run("load/forget")
    return [(number, old, new) for number, old, new in rows if old is not None or new is not None]
