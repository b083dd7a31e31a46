"""What a plan asks of members in the analyst's own words, answered; of amounts that cannot be read, with the cure."""

from __future__ import annotations

import re

from attitude.database import Workspace, quoted, select_problem
from attitude.errors import UsageError

_CURE = "load its file again with --decimal , or --decimal ."


def define_answer(workspace: Workspace, name: str, sql: str, place: str) -> None:
    """Keep the answer of a SELECT in a plan as a temporary table.

    Raises
    ------
    UsageError
        When it asks of an attribute whose amounts can be read both ways, or the database refuses it.
    """
    undecided = workspace.rows(
        "select attribute from store.attribute_types where is_point and is_comma and not is_integer order by attribute"
    )
    named = select_problem(sql)[1] if undecided else set()
    for (attribute,) in undecided:
        if attribute.lower() in named:
            raise UsageError(f"{place}: '{attribute}' holds amounts that can be read both ways; {_CURE}")
    try:
        workspace.define_answer(name, sql, place)
    except UsageError as error:
        if found := re.search(r"Could not convert string ['\"](.*?)['\"] to", str(error)):
            raise UsageError(f"{error}{_text_named(workspace, sql, found[1])}") from error
        raise


def _text_named(workspace: Workspace, sql: str, text: str) -> str:
    """Name the attribute that holds a text which is no number, as an ending for an error line."""
    types = workspace.describe("from store.typed_members")
    texts = [name for name in sorted(select_problem(sql)[1]) if types.get(name) == "VARCHAR"]
    for name in texts:
        if workspace.rows(f"select 1 from store.typed_members where {quoted(name)} = ? limit 1", [text]):
            return f"; '{name}' is kept as text, for not all its values are numbers written in one way"
    return ""
