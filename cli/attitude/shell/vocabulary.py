"""What can be completed, and what fits at a place; knows nothing of terminals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from attitude.database import Workspace, query_text, quoted
from attitude.outputs import FILE_FORMATS
from attitude.query import Saved, catalogue
from attitude.tables import words

COMMANDS = {
    r"\d": "tables; of one: its columns",
    r"\run": "saved queries; one of them, with name=value",
    r"\x": "each row as lines, on and off",
    r"\format": "of results: table, csv, json, jsonl; to a file also parquet, xlsx",
    r"\o": "the next result goes to a file",
    r"\q": "leave",
    r"\?": "help",
}
FORMS = ("table", *FILE_FORMATS)

_KEYWORDS = """
    select from where group by having order limit distinct with as join left inner anti semi cross using on and or not
    in between like ilike is null case when then else end union all asc desc nulls last qualify over partition filter
    count sum avg min max median round coalesce any_value arg_max quantile_cont date_trunc exists describe summarize
    true false current_date interval
"""

Proposal = tuple[str, str]


@dataclass(frozen=True)
class Vocabulary:
    """Names and what they mean: columns by table, values that stand in quotes, saved queries."""

    columns: dict[str, list[Proposal]] = field(default_factory=dict)
    values: list[Proposal] = field(default_factory=list)
    queries: dict[str, Saved] = field(default_factory=dict)


def vocabulary(workspace: Workspace, folder: Path | None) -> Vocabulary:
    """Learn the names of a workspace, and the saved queries of the user's folder beside those that ship."""
    columns: dict[str, list[Proposal]] = {}
    meanings = words()
    reserved = {
        word
        for (word,) in workspace.rows("select keyword_name from duckdb_keywords() where keyword_category = 'reserved'")
    }
    for table, column in workspace.rows(
        "select table_name, column_name from duckdb_columns() where schema_name = 'main' and not internal "
        "and database_name = current_database() order by table_name, column_index"
    ):
        proposal = (_written(column, reserved), meanings.get(f"{table}.{column}", ""))
        columns.setdefault(_written(table, reserved), []).append(proposal)
    values = [(str(value), str(meaning)) for value, meaning in workspace.rows(query_text("tables/values"))]
    return Vocabulary(columns, values, catalogue(folder).queries)


def _written(name: str, reserved: set[str]) -> str:
    """Write a name as a question must: in quotes where it is no plain word.

    Examples
    --------
    >>> _written("brand", {"order"}), _written("会员", {"order"}), _written("Order", {"order"}), _written("a b", set())
    ('brand', '会员', '"Order"', '"a b"')
    """
    return name if re.fullmatch(r"[^\W\d]\w*", name) and name.lower() not in reserved else quoted(name)


def proposals(known: Vocabulary, text: str, before: str) -> tuple[str, list[Proposal]]:
    r"""Propose what may come at the cursor.

    Parameters
    ----------
    known
        The names.
    text, before
        All that is typed; what of it stands before the cursor.

    Returns
    -------
    The beginning that is to be replaced, and words for it, each with what it means.

    Examples
    --------
    >>> known = Vocabulary({"members": [("brand", "")]}, [("sms", "channel")])
    >>> proposals(known, "select br from members", "select br")
    ('br', [('brand', 'members')])
    >>> proposals(known, "where channel = 's", "where channel = 's")
    ('s', [('sms', 'channel')])
    >>> begun, words = proposals(known, "\\d me", "\\d me")
    >>> begun, [word for word, _ in words]
    ('me', ['members'])
    """
    if before.lstrip().startswith("\\"):
        return _of_command(known, before.lstrip())
    if before.count("'") % 2:
        begun = before.rpartition("'")[2]
        return begun, _beginning(known.values, begun)
    match = re.search(r'"?[\w\\]+$', before)
    begun = match[0] if match else ""
    return begun, _beginning(_of_sql(known, text, before[: len(before) - len(begun)]), begun) if begun else []


def _of_command(known: Vocabulary, line: str) -> tuple[str, list[Proposal]]:
    command, blank, rest = line.partition(" ")
    if not blank:
        return command, _beginning(COMMANDS.items(), command)
    begun = rest.rpartition(" ")[2]
    if command == r"\run" and " " in rest:
        name = rest.split()[0]
        asks = known.queries[name].header.parameters if name in known.queries else ()
        key, equals, value = begun.partition("=")
        if equals:
            return value, _beginning(known.values, value) if key in ("element", "dimension", "campaign_id") else []
        return begun, _beginning(((f"{parameter.name}=", parameter.meaning) for parameter in asks), begun)
    of: dict[str, Iterable[Proposal]] = {
        r"\d": _tables(known),
        r"\run": ((name, query.header.what) for name, query in known.queries.items()),
        r"\format": ((form, "") for form in FORMS),
    }
    return begun, _beginning(of.get(command, ()), begun)


def _of_sql(known: Vocabulary, text: str, before: str) -> Iterator[Proposal]:
    """Give tables after FROM and JOIN; elsewhere columns of the tables that are named, then tables and SQL itself."""
    if re.search(r"\b(from|join|describe|summarize)\s+$", before, re.I):
        yield from _tables(known)
        return
    tables = [table for table in known.columns if re.search(rf"(?<!\w){re.escape(table)}(?!\w)", text, re.I)]
    seen: set[str] = set()
    for table in tables or known.columns:
        for column, meaning in known.columns[table]:
            if column not in seen:
                seen.add(column)
                yield column, meaning or table
    if not before.endswith("."):
        yield from _tables(known)
        yield from ((word, "") for word in _KEYWORDS.split() if word not in seen)


def _tables(known: Vocabulary) -> Iterator[Proposal]:
    meanings = words()
    return ((table, meanings.get(table, "")) for table in known.columns)


def _beginning(names: Iterable[Proposal], begun: str) -> list[Proposal]:
    start = begun.lower()
    return [(name, meaning) for name, meaning in names if name.lower().startswith((start, f'"{start}'))]
