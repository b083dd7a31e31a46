"""What of a user's SQL goes by the clock, by chance or by the machine: what it decides could not be made again.

The database says of each of its functions whether it always gives the same for the same. Views and macros that a
statement reaches are looked at too, a user's own among them, down to the columns that it names.
"""

from __future__ import annotations

import atexit
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import chain

import duckdb

from attitude.database.allowed import NEVER_THE_SAME, OF_THE_MACHINE, OF_THE_VERSION, SAME_ALWAYS, check_within
from attitude.database.needs import named_columns
from attitude.database.parsing import Node, NotSelectError, nodes, parsed
from attitude.database.sql import quoted
from attitude.errors import UsageError

_SCHEMAS = ("", "main", "system", "pg_catalog", "information_schema", "store")
_OURS = ("codes_of",)  # a macro of ours that is told which of two tables to read
_UP_TO_NOW = ("age", 1)  # with one day, it counts to today; declared as if it did not

_CURE = "gives another list on every run or day; write the day or value itself, as date '2026-12-05'"

Decided = dict[str, str]  # column, or nothing for all of them → what decides it


def unrepeatable(sql: str, con: duckdb.DuckDBPyConnection | None = None) -> str | None:
    """Say what in a SELECT gives another answer on another day, run or machine, and the cure; None where nothing does.

    Parameters
    ----------
    sql
        One statement; what does not read as one has faults of its own to be told.
    con
        Whose views and macros it may use, nothing of which is read; without, its own words alone are looked at.
    """
    here = con or _alone()
    word = _Look(here).first_word(_parsed(here, sql))
    return f"'{word}' {_CURE}" if word else None


def beyond(sql: str) -> str | None:
    """Say what in a plan's SELECT changes anything, looks beyond the workspace, or hangs on the database's version."""
    tree = _parsed(_alone(), sql)
    try:
        check_within(tree)
    except UsageError as error:
        return str(error).replace("for queries:", "for plans:").replace("a query reads", "a plan reads")
    return next((words for words in map(_of_version, nodes(tree)) if words), None)


def _of_version(node: Node) -> str | None:
    """Say what in a call may be another under another version of the database."""
    name = str(node.get("function_name")).lower()
    cure = OF_THE_VERSION.get(name)
    return f"'{name}()' may give another list under another version of the database; {cure}" if cure else None


def _parsed(con: duckdb.DuckDBPyConnection, sql: str) -> list[Node]:
    try:
        return parsed(con, sql)
    except NotSelectError:
        return []


@cache
def _stabilities() -> dict[str, list[tuple[int, bool, str]]]:
    """Give the forms of each function that the database has: how many arguments, whether more, and its stability."""
    forms: dict[str, list[tuple[int, bool, str]]] = {}
    functions = _alone().execute(
        "select function_name, len(parameter_types), varargs is not null, stability from duckdb_functions() "
        "where stability is not null"
    )
    for name, count, has_more, stability in functions.fetchall():
        forms.setdefault(name, []).append((count, has_more, stability))
    return forms


@cache
def _is_value(name: str) -> bool:
    """Tell whether a name stands for a value where there are no columns, as current_date does."""
    try:
        _alone().execute(f"select {quoted(name)}").fetchall()
    except duckdb.Error:
        return False
    return name not in SAME_ALWAYS


def _alone() -> duckdb.DuckDBPyConnection:
    """Give a way into a database with nothing in it; each of several threads has its own."""
    return _empty().cursor()


@cache
def _empty() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    atexit.register(_left, con)
    return con


def _left(con: duckdb.DuckDBPyConnection) -> None:
    """Let go of it while the interpreter still stands: what is held to its end is told as leaked by DuckDB 2.0.0."""
    _empty.cache_clear()
    con.close()


class _Look:
    """A look at one statement, and at what it reaches."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con
        self._such: dict[str, bool] = dict.fromkeys(_OURS, False)
        self._views: dict[tuple[str, str], Decided] = {}

    def first_word(self, tree: object, *, is_written: bool = True) -> str | None:
        """Name the first such thing in a tree; what is not written by the user may ask for variables of ours."""
        every = nodes(tree)
        words = chain((self._in_node(node, is_written) for node in every), (self._of_views(n) for n in nodes(tree)))
        return next((word for word in words if word), None)

    def _in_node(self, node: Node, is_written: bool) -> str | None:
        columns = node.get("column_names") or []
        if len(columns) == 1 and _is_value(str(columns[0]).lower()):
            return str(columns[0]).lower()
        if node.get("sample"):
            return "using sample"
        if node.get("class") == "WINDOW" and node["type"] != "WINDOW_AGGREGATE" and not node["orders"]:
            return f"{node['function_name']}() over rows in no order"
        return self._of_call(node, is_written) if node.get("function_name") else None

    def _of_call(self, node: Node, is_written: bool) -> str | None:
        name = str(node["function_name"]).lower()
        if name == "getvariable" and not is_written:
            return None
        is_method = str(node.get("schema") or "") not in _SCHEMAS  # as in joined_on.age()
        count = len(node.get("arguments") or []) + is_method
        forms = [
            kind for least, more, kind in _stabilities().get(name, []) if least == count or (more and least < count)
        ]
        is_declared = bool(forms) and "CONSISTENT" not in forms
        is_known = name in NEVER_THE_SAME or name.startswith(OF_THE_MACHINE) or (name, count) == _UP_TO_NOW
        return f"{name}()" if is_declared or is_known or self._is_such_macro(name) else None

    def _is_such_macro(self, name: str) -> bool:
        if name not in self._such:
            self._such[name] = False  # a macro that calls one of its own name ends here
            texts = self._macros.get(name, [])
            self._such[name] = any(self.first_word(_parsed(self._con, text), is_written=False) for text in texts)
        return self._such[name]

    @cached_property
    def _macros(self) -> dict[str, list[str]]:
        macros: dict[str, list[str]] = {}
        for name, text in self._con.execute(
            "select lower(function_name), if(function_type = 'macro', 'select ', '') || macro_definition "
            "from duckdb_functions() where macro_definition is not null and (function_type = 'macro' or not internal)"
        ).fetchall():
            macros.setdefault(name, []).append(text)
        return macros

    def _of_views(self, node: Node) -> str | None:
        """Name the column of a view that a SELECT takes rows from, and that it names, or may."""
        if node.get("type") != "SELECT_NODE":
            return None
        return self._view_word(named_columns(node), self._tables(node))

    def _view_word(self, names: tuple[str, ...] | None, tables: list[tuple[str, str]]) -> str | None:
        for schema, view in tables:
            for column, word in self._decided(schema, view).items():
                if not column or names is None or column in names:
                    return f"{view}.{column}' by way of '{word}" if column else f"{view}' by way of '{word}"
        return None

    def _tables(self, node: Node) -> list[tuple[str, str]]:
        shadowed = {str(cte["key"]).lower() for cte in (node.get("cte_map") or {}).get("map", [])}
        every = [
            (str(t["schema_name"]).lower(), str(t["table_name"]).lower()) for t in _direct(node.get("from_table") or {})
        ]
        return [(schema, name) for schema, name in every if schema or name not in shadowed]

    def _decided(self, schema: str, view: str) -> Decided:
        if (schema, view) not in self._views:
            self._views[schema, view] = {}  # a view that names itself ends here
            decided: Decided = {}
            for place, text in self._con.execute(
                "select schema_name, sql from duckdb_views() where lower(view_name) = ? and (? in ('', schema_name))",
                [view, schema],
            ).fetchall():
                decided |= self._by_column(place, view, self._selected(text))
            self._views[schema, view] = decided
        return self._views[schema, view]

    def _selected(self, text: str) -> list[Node]:
        """Give the statement of a view, whose text begins with CREATE VIEW and its name."""
        at = text.upper().find(" AS ")
        while at >= 0:
            if tree := _parsed(self._con, text[at + 4 :].rstrip().rstrip(";")):
                return tree
            at = text.upper().find(" AS ", at + 1)
        return []

    def _by_column(self, schema: str, view: str, tree: list[Node]) -> Decided:
        """Tell which columns of a view are decided so, or that all are: by a condition, or one cannot be told."""
        node = tree[0]["node"] if tree else {}
        names = self._columns(schema, view)
        items = node.get("select_list") or []
        if node.get("type") != "SELECT_NODE" or len(items) != len(names):
            word = self.first_word(tree, is_written=False)
            return {"": word} if word else {}
        if word := self.first_word({**node, "select_list": []}, is_written=False):
            return {"": word}
        tables = self._tables(node)
        words = [
            self.first_word(item, is_written=False) or self._view_word(named_columns(item), tables) for item in items
        ]
        return {name: word for name, word in zip(names, words, strict=True) if word}

    def _columns(self, schema: str, view: str) -> list[str]:
        rows = self._con.execute(
            "select lower(column_name) from duckdb_columns() where schema_name = ? and lower(table_name) = ? "
            "and database_name = current_database() order by column_index",
            [schema, view],
        )
        return [name for (name,) in rows.fetchall()]


def _direct(source: Node) -> Iterator[Node]:
    """Give the tables that rows are taken from, but for those within a query of its own."""
    if source.get("type") == "BASE_TABLE":
        yield source
    for side in ("left", "right"):
        if source.get("type") == "JOIN":
            yield from _direct(source[side])
