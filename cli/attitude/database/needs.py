"""What a question needs of the workspace: which columns it names, and whose scores it can show at all.

The database works out a view whole before it takes a few rows of it, and looks up names that nobody asked for. What the
parsed text of a question tells is enough to spare it that: the views leave aside what finds columns that are not named
(see ``is_named`` in schema/macros), and those of scores look at the members asked for alone (``is_shown``).
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

import duckdb

from attitude.database.parsing import Node, nodes, nodes_of, parsed, unparsed

# The views that can look at a few members alone, with their columns that cost much.
_DEAR = {
    "responsiveness": frozenset(["best_channel", "best_hour", "best_weekday"]),
    "attitudes": frozenset(["score", "trend", "score_low", "score_high"]),
    "fatigue": frozenset(["fatigue", "contacts_lately", "fits_up_to", "ratio", "ratio_low", "ratio_high"]),
    "attitude_history": frozenset(["score"]),
}
_ANY = ("STAR", "POSITIONAL_REFERENCE", "PIVOT", "SHOW_REF")  # what may take any column
MOST = 1000  # members that it pays to look up by themselves


@dataclass(frozen=True)
class Needs:
    """What one question needs.

    Parameters
    ----------
    columns
        The columns that it names, in lower case, and maybe other names; None where it may take any.
    members
        The ids that it keeps to; None where it keeps to none.
    first
        A question whose answer has the ids of the members in the first rows; None where that is no shorter.
    """

    columns: tuple[str, ...] | None = None
    members: tuple[str, ...] | None = None
    first: str | None = None


def needs_of(con: duckdb.DuckDBPyConnection, sql: str, rows: int | None = None) -> Needs:
    """Tell what a question needs that `attitude.database.questions.question` let pass.

    Parameters
    ----------
    con
        Open; nothing in it is read.
    sql
        The question.
    rows
        How many rows of the answer are looked at; None for all.
    """
    (statement,) = parsed(con, sql)
    top = statement["node"]
    if any(len(_path(table)) > 1 for table in _tables(top)):
        return Needs()  # private tables know nothing of this
    columns = named_columns(top)
    selects = [
        (node, table) for node in nodes_of(top, "SELECT_NODE") for table in _score_views(node.get("from_table") or {})
    ]
    scores = [_path(table)[0] for table in _tables(top) if _path(table)[0] in _DEAR]
    if len(scores) != 1 or not selects or any(node.get("sample") for node in nodes(top)):
        return Needs(columns)
    node, table = selects[0]
    if members := _members(node, table):
        return Needs(columns, members)
    first = _first(con, statement, table, rows) if node is top and _is_dear(columns, scores[0]) else None
    return Needs(columns, None, first)


def _is_dear(columns: tuple[str, ...] | None, view: str) -> bool:
    return columns is None or not _DEAR[view].isdisjoint(columns)


def _tables(tree: object) -> Iterator[Node]:
    return nodes_of(tree, "BASE_TABLE")


def _path(table: Node) -> list[str]:
    path = [str(name).lower() for name in table["qualified_name"]["path"]]
    return path[1:] if path[0] == "main" else path


def named_columns(top: Node) -> tuple[str, ...] | None:
    """Give every name that may be one of a column, or None where whole rows are taken, or columns by their place."""
    columns: set[str] = set()
    rows = {str(node.get("alias") or _path(node)[-1]).lower() for node in _tables(top)}
    rows |= {str(node["alias"]).lower() for node in nodes_of(top, "SUBQUERY") if node.get("alias")}
    for node in nodes(top):
        if _takes_any(node):
            return None
        if node.get("class") == "COLUMN_REF":
            names = [str(name).lower() for name in node["column_names"]]
            if names[-1] in rows:
                return None
            columns.update(names)
        columns.update(str(name).lower() for name in node.get("using_columns") or [])
    return tuple(sorted(columns)) or ("",)


def _takes_any(node: Node) -> bool:
    return (
        node.get("type") in _ANY
        or node.get("ref_type") == "NATURAL"
        or bool(node.get("type") == "BASE_TABLE" and node.get("column_name_alias"))
    )


def _score_views(source: Node) -> Iterator[Node]:
    """Give the views of scores among what rows are taken from, of which no join makes up rows that they do not have."""
    if source.get("type") == "BASE_TABLE" and _path(source)[0] in _DEAR:
        yield source
    is_plain = source.get("ref_type") in ("REGULAR", "CROSS")
    if source.get("type") == "JOIN" and is_plain and source["join_type"] in ("INNER", "LEFT"):
        yield from _score_views(source["left"])
        if source["join_type"] == "INNER":
            yield from _score_views(source["right"])


def _members(node: Node, table: Node) -> tuple[str, ...] | None:
    """Give the ids that a condition keeps the members of a view to."""
    joins = list(nodes_of(node["from_table"], "JOIN"))
    is_one = all("member_id" in [str(name).lower() for name in join["using_columns"]] for join in joins)
    for condition in _conditions(node.get("where_clause")):
        ids = [side["literal"]["text"] for side in _sides(condition) if _is_text(side)]
        columns = [side for side in _sides(condition) if side.get("class") == "COLUMN_REF"]
        is_whole = len(columns) == 1 and len(ids) + 1 == len(_sides(condition))
        if is_whole and 0 < len(ids) <= MOST and _is_member_id(columns[0], table, is_one=is_one):
            return tuple(ids)
    return None


def _conditions(where: Node | None) -> Iterator[Node]:
    """Give the conditions that all hold."""
    if where and where["type"] == "CONJUNCTION_AND":
        for child in where["children"]:
            yield from _conditions(child)
    elif where and where["type"] in ("COMPARE_EQUAL", "COMPARE_IN"):
        yield where


def _sides(condition: Node) -> list[Node]:
    """Give both sides of a comparison; of a list, the column first."""
    if condition["type"] == "COMPARE_EQUAL":
        return [condition["left"], condition["right"]]
    children: list[Node] = condition["children"]
    return children if children[0].get("class") == "COLUMN_REF" else []


def _is_text(side: Node) -> bool:
    return side.get("class") == "CONSTANT" and side.get("literal", {}).get("kind") == "STRING"


def _is_member_id(column: Node, table: Node, *, is_one: bool) -> bool:
    names = [str(name).lower() for name in column["column_names"]]
    if names[-1] != "member_id" or len(names) > 2:
        return False
    return is_one if len(names) == 1 else names[0] == _called(table).lower()


def _called(table: Node) -> str:
    return str(table.get("alias") or table["table_name"])


def _first(con: duckdb.DuckDBPyConnection, statement: Node, table: Node, rows: int | None) -> str | None:
    """Give the same question for the ids alone, where the rows asked for stand by themselves and are the first ones."""
    top = statement["node"]
    limits = [modifier for modifier in top["modifiers"] if modifier["type"] == "LIMIT_MODIFIER"]
    if not _stands_by_itself(top) or any(limit.get("offset") for limit in limits) or not (limits or rows):
        return None
    shorter = deepcopy(statement)
    column = {"class": "COLUMN_REF", "type": "COLUMN_REF", "column_names": [_called(table), "member_id"]}
    shorter["node"]["select_list"] = [column]
    names = named_columns(shorter["node"])
    if names is None or _is_dear(names, _path(table)[0]):
        return None
    return f"select distinct member_id from (\n{unparsed(con, shorter)}{'' if limits else f' limit {rows}'}\n)"


def _stands_by_itself(top: Node) -> bool:
    """Tell whether each row of an answer comes of one row, in an order told by columns."""
    is_plain = all(item.get("class") in ("COLUMN_REF", "STAR") and not item.get("alias") for item in top["select_list"])
    orders = [order for modifier in top["modifiers"] for order in modifier.get("orders", [])]
    return (
        is_plain
        and all(modifier["type"] in ("LIMIT_MODIFIER", "ORDER_MODIFIER") for modifier in top["modifiers"])
        and all(order["expression"].get("class") not in ("CONSTANT", "STAR") for order in orders)
        and not any(top.get(key) for key in ("group_expressions", "group_sets", "having", "qualify"))
        and not any(node.get("class") in ("WINDOW", "SUBQUERY") for node in nodes(top))
    )
