"""What a user's own SQL may hold: what a question can reach, and what gives another answer another time."""

from __future__ import annotations

import re
from collections.abc import Iterable

from attitude.database.parsing import Node, nodes
from attitude.errors import UsageError

ONE_QUESTION = "a query asks one question: SELECT, FROM, WITH, DESCRIBE or SHOW, one statement"
WITHIN = "a query reads this workspace and nothing else"
OF_THE_MACHINE = ("duckdb_", "pragma_", "pg_settings")
# what hides a statement in a text; and what goes by the order in which threads meet rows
NEVER_THE_SAME = frozenset(
    (
        *("query", "query_table", "pg_timezone_names", "approx_quantile", "approx_top_k", "reservoir_quantile"),
        "json_execute_serialized_sql",
    )
)
# what may be another under another version of the database
OF_THE_VERSION = {"version": "write what it is for", "hash": "md5_number_lower() of a text gives the same always"}
SAME_ALWAYS = frozenset(["user", "current_user", "session_user", "current_role"])  # written without brackets
_NODES = ("SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE")
# What may stand after FROM with brackets: all else reads files, follows addresses in memory, or changes the database.
_TABLE_FUNCTIONS = frozenset(
    (
        *("generate_series", "histogram", "histogram_values", "json_each", "json_tree", "range", "repeat"),
        *("repeat_row", "summary", "unnest", "icu_calendar_names", "pg_timezone_names", "pragma_table_info"),
        *("duckdb_columns", "duckdb_constraints", "duckdb_functions", "duckdb_indexes", "duckdb_keywords"),
        *("duckdb_schemas", "duckdb_tables", "duckdb_types", "duckdb_views"),
    )
)
_OURS = ("history_of",)  # of the schema store
_FUNCTIONS = frozenset(["current_setting", "getenv", "nextval", "setval", "sleep_ms", "write_log"])


def check_within(statements: Iterable[Node]) -> None:
    """Refuse a question that changes anything or looks beyond the workspace; plans and queries go by the same.

    Raises
    ------
    UsageError
        Naming the first thing that does.
    """
    for node in nodes(list(statements)):
        kind, function = str(node.get("type")), str(node.get("function_name")).lower()
        if kind.endswith("_NODE") and kind not in _NODES:
            raise UsageError(f"{ONE_QUESTION}; nothing can be changed by it")
        if kind == "TABLE_FUNCTION":
            _check_table_function(node["function"])
        if function in _FUNCTIONS:
            raise UsageError(f"{function}() is not for queries: {WITHIN}")
        if kind == "BASE_TABLE":
            _check_table(str(node["table_name"]))


def _check_table_function(function: Node) -> None:
    """Refuse what is no table function for queries; those of ours take the name of a relation, which is no file's."""
    name = str(function["function_name"]).lower()
    if name not in (*_TABLE_FUNCTIONS, *_OURS):
        raise UsageError(f"{name}() is not for queries: {WITHIN}")
    for argument in function["arguments"] if name in _OURS else ():
        relation = argument["expression"].get("literal", {}).get("text")
        if not isinstance(relation, str):
            raise UsageError(f"{name}() takes the name of a table, in quotes")
        _check_table(relation)


def _check_table(name: str) -> None:
    if re.search(r"[./\\*:]", name):
        raise UsageError(f"'{name}' is a file: {WITHIN}; 'attitude load' takes files in")
    if name.lower().startswith(OF_THE_MACHINE) and name.lower() not in _TABLE_FUNCTIONS:
        raise UsageError(f"{name} is not for queries: {WITHIN}")
