"""The analyst's own SQL and words, each put into the one place where it is used."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attitude.database import literal, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


def where_query(condition: str, members: str = "store.typed_members") -> str:
    """Put the analyst's words into the one place where they are used: the members that they are true of.

    ``members`` is the relation that has the columns which they name, see `attitude.members`.
    """
    return f"select member_key from {members} as members where (\n{condition}\n)"


def text_query(templates: Mapping[int, str], source: str, *, has_codes: bool = False) -> str:
    """Put the templates of offers where they are used: the text of each member of ``source``, their own words in it.

    ``{column}`` is a column of the members files, ``member_id`` or ``treatment_code``, and where members have codes of
    their own, ``code``; a missing value is nothing.
    """
    texts = []
    for offer, template in templates.items():
        parts = _PLACEHOLDER.split(template)
        if has_codes:  # beside an attribute of that name, which is not meant then
            parts[1::2] = ["_code" if part.lower() == "code" else part for part in parts[1::2]]
        filled = [f"words.{quoted(part)}" if at % 2 else literal(part) for at, part in enumerate(parts)]
        texts.append(
            f"select member_key, offer, concat({', '.join(filled)}) as body from {source} as words "
            f"where offer = {offer}"
        )
    return "\nunion all\n".join(texts)


def number_query(expression: str, members: str = "store.typed_members") -> str:
    """Put the analyst's own number where it is used: one of each member, the missing last."""
    return f"select member_key, (\n{expression}\n)::decimal(32, 9) as priority from {members} as members"


def dated_query(column: str) -> str:
    """Put a column of dates where it is used: the date of each member who has one."""
    return (
        f"select member_key, members.{quoted(column)}::date as dated_on from store.typed_members as members "
        f"where members.{quoted(column)} is not null and is_asked(member_key)"
    )


def placeholders(template: str) -> list[str]:
    """Give the columns that a template names.

    Examples
    --------
    >>> placeholders("Dear {name}, answer {treatment_code}")
    ['name', 'treatment_code']
    """
    return _PLACEHOLDER.findall(template)
