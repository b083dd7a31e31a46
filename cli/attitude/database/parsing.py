"""SQL as a tree, told by the database's own parser: read, and walked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import duckdb

from attitude.errors import UsageError

Node = dict[str, Any]


class NotSelectError(UsageError):
    """A text that does not read as SELECT statements; its words are the database's."""


class TooDeepError(UsageError):
    """Statements nested deeper than can be read."""

    def __init__(self) -> None:
        super().__init__("the SQL is nested too deep for a question; take parts of it out, into with … as (…)")


def parsed(con: duckdb.DuckDBPyConnection, sql: str) -> list[Node]:
    """Read SELECT statements, each as a tree; nothing in the database is looked at.

    Raises
    ------
    NotSelectError
        When the text is no SQL, or a statement is another than SELECT.
    TooDeepError
        When they are nested too deep.
    """
    text = con.execute("select json_serialize_sql(?::varchar)", [sql]).fetchall()[0][0]
    try:
        answer = json.loads(text)
    except RecursionError as error:
        raise TooDeepError from error
    if answer["error"]:
        raise NotSelectError(str(answer["error_message"]))
    statements: list[Node] = answer["statements"]
    return statements


def unparsed(con: duckdb.DuckDBPyConnection, statement: Node) -> str:
    """Write the tree of one statement as SQL again."""
    tree = json.dumps({"error": False, "statements": [statement]})
    return str(con.execute("select json_deserialize_sql(?::json)", [tree]).fetchall()[0][0])


def nodes(tree: object) -> Iterator[Node]:
    """Walk a part of a tree, which may be nested deeper than Python likes to go."""
    waiting = [tree]
    while waiting:
        here = waiting.pop()
        if isinstance(here, dict):
            yield here
        waiting += here.values() if isinstance(here, dict) else here if isinstance(here, list) else ()


def nodes_of(tree: object, kind: str) -> Iterator[Node]:
    """Give the nodes of one type in a part of a tree."""
    return (node for node in nodes(tree) if node.get("type") == kind)
