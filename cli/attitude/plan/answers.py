"""What a plan asks of members in the analyst's own words, answered; of amounts that cannot be read, with the cure."""

from __future__ import annotations

from collections.abc import Mapping

from attitude.database import Workspace, select_problem
from attitude.errors import UsageError

_NO_NUMBER = ("Could not convert string", "Cannot compare values of type VARCHAR", "explicit type cast")
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
    names = select_problem(sql)[1] if undecided else set()
    for (attribute,) in undecided:
        if attribute.lower() in names:
            raise UsageError(f"{place}: '{attribute}' holds amounts that can be read both ways; {_CURE}")
    types = workspace.describe("from store.typed_members")  # before the answer: an error ends the transaction
    try:
        workspace.define_answer(name, sql, place)
    except UsageError as error:
        if any(words in str(error) for words in _NO_NUMBER):
            raise UsageError(f"{error}{_texts_named(types, sql)}") from error
        raise


def _texts_named(types: Mapping[str, str], sql: str) -> str:
    """Name the attributes of a statement that are texts, as an ending for an error line."""
    texts = [f"'{name}'" for name in sorted(select_problem(sql)[1]) if types.get(name) == "VARCHAR"]
    if not texts:
        return ""
    return f"; {', '.join(texts)} is kept as text: not all its values are numbers written in one way"
