"""The data dictionary: what each table and column means, in the words that the schema itself keeps.

The words are read from ``queries/schema`` and not from the workspace, so that one made before a word was written has it
too; new workspaces carry them as comments, for other tools.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from attitude.database import Workspace, query_folder, quoted
from attitude.errors import UsageError, nearest

if TYPE_CHECKING:
    import polars as pl

_COMMENT = re.compile(r"^comment on (?:view|table|column) (\S+) is\s+'((?:[^']|'')*)';", re.M)
# of private tables, the words that stand above them; `--` lines, then the statement
_ABOVE = re.compile(r"^((?:-- .*\n)+)create (?:or replace )?(?:table|view) (store\.\w+)", re.M)
_GRAIN = re.compile(r"one row (?:per )?(.+?)(?:[:;.]|$)", re.I)
_ATTRIBUTE = "Attribute of the members files."
_LOOKED_AT = 1000  # rows among which an example is sought
_LONGEST = 60  # characters of an example


def tables(workspace: Workspace, *, private: bool = False) -> pl.DataFrame:
    """List the tables that people query.

    Parameters
    ----------
    workspace
        Any; reads only.
    private
        List the tables of schema store too, which may change with any version.

    Returns
    -------
    One row per table, by name: ``name``, ``rows`` (NULL where counting would mean making them), ``grain`` (what one row
    is of), ``meaning``.
    """
    import polars as pl

    counts: dict[str, int] = dict(workspace.result("tables/counts").rows())
    rows = []
    for (name, place), columns in groupby(_columns(workspace, private=private), key=itemgetter("table_name", "place")):
        if next(columns)["is_table"] and name not in counts:
            (counts[name],) = workspace.row(f"select count(*) from {place}")
        grain, meaning = _grain_and_meaning(words().get(name, ""))
        rows.append({"name": name, "rows": counts.get(name), "grain": grain, "meaning": meaning})
    types = {"name": pl.String, "rows": pl.Int64, "grain": pl.String, "meaning": pl.String}
    return pl.DataFrame(rows, schema=types)


def table(workspace: Workspace, name: str) -> pl.DataFrame:
    """Describe one table.

    Returns
    -------
    One row per column, in order: ``column``, ``type``, ``meaning``, ``example`` (the first value among its first rows,
    as text, NULL where there is none).

    Raises
    ------
    UsageError
        When there is no such table; the message has the nearest name.
    """
    import polars as pl

    every = _columns(workspace, private=True)
    place = _place(every, name)
    columns = [row for row in every if row["place"] == place]
    if not columns:
        known = {row["table_name"] for row in every if not row["is_private"] or name.startswith("store.")}
        raise UsageError(f"no table '{name}'{nearest(name, known)}; 'attitude tables' lists them all")
    examples = _examples(workspace, name, place, [row["column_name"] for row in columns])
    rows = [
        {
            "column": row["column_name"],
            "type": row["data_type"],
            "meaning": _meaning(row["table_name"], row["column_name"]),
            "example": example,
        }
        for row, example in zip(columns, examples, strict=True)
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(("column", "type", "meaning", "example"), pl.String))


@cache
def words() -> dict[str, str]:
    """Give what the schema says of ``table``, ``table.column`` and ``store.table``, each in a sentence or two."""
    comments: dict[str, str] = {}
    for path in sorted((query_folder() / "schema").glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        for above, name in _ABOVE.findall(text.split("\n", 1)[1]):
            comments[name] = " ".join(line.removeprefix("--").strip() for line in above.splitlines())
        comments |= {name.replace('"', ""): comment.replace("''", "'") for name, comment in _COMMENT.findall(text)}
    return comments


def _grain_and_meaning(comment: str) -> tuple[str | None, str | None]:
    """Part what is said of a table into its grain and its meaning.

    Examples
    --------
    >>> _grain_and_meaning("One row per member: who they are.")
    ('member', 'who they are.')
    >>> _grain_and_meaning("opt-outs; one row per person, the latest")
    ('person, the latest', 'opt-outs; one row per person, the latest')
    >>> _grain_and_meaning("")
    (None, None)
    """
    grain = _GRAIN.search(comment)
    if not grain:
        return None, comment or None
    return grain[1], (comment[grain.end() :].strip() if grain.start() == 0 else "") or comment


def _meaning(table: str, column: str) -> str | None:
    comment = words().get(f"{table}.{column}")
    return _ATTRIBUTE if comment is None and table == "members" else comment


def _columns(workspace: Workspace, *, private: bool) -> list[dict[str, str]]:
    frame = workspace.result("tables/columns")
    return [row for row in frame.iter_rows(named=True) if private or not row["is_private"]]


def _place(rows: list[dict[str, str]], name: str) -> str:
    """Say how a question reads a table, its name given with or without quotes, in letters of either case; else nothing.

    Examples
    --------
    >>> _place([{"table_name": "My Table", "place": 'main."My Table"'}], '"my table"')
    'main."My Table"'
    """
    places = {row["table_name"].lower(): row["place"] for row in rows}
    key = name.lower()
    bare = key[1:-1].replace('""', '"') if key[:1] == key[-1:] == '"' else key
    return places.get(key) or places.get(bare) or places.get(quoted(bare)) or ""


def _examples(workspace: Workspace, name: str, place: str, columns: list[str]) -> tuple[str | None, ...]:
    values = ", ".join(f"any_value({quoted(column)})::varchar" for column in columns)
    try:
        row = workspace.head(f"select {values} from (from {place} limit {_LOOKED_AT})", 1).rows[0]
    except UsageError as error:  # a view of the user's own whose tables are gone
        raise UsageError(f"{name}: cannot be read: {str(error).splitlines()[0]}; mend the view, or drop it") from error
    return tuple(v if v is None or len(v) <= _LONGEST else v[: _LONGEST - 1] + "…" for v in row)
