"""Members as plans, reports and files ask of them: what the files gave, and what is kept of their value."""

from __future__ import annotations

from collections.abc import Collection

from attitude.database import Workspace, quoted, select_problem
from attitude.errors import UsageError

FILES = "store.typed_members"
VALUE_COLUMNS = (
    *("value_tier", "loyalty_band", "tier_before", "moved", "months_since_revenue", "lifecycle", "lifetime_value"),
    *("p_gone", "margin", "contact_cost", "recency", "frequency", "monetary", "rfm", "need_spread"),
)


def members_for(workspace: Workspace, sql: str) -> str:
    """Give the relation of members that an expression asks of; see `members_with`."""
    return members_with(workspace, select_problem(f"select (\n{sql}\n)")[1])


def members_with(workspace: Workspace, names: Collection[str]) -> str:
    """Give the relation of members that has these columns: those of the files, and of what is kept what they lack.

    Parameters
    ----------
    workspace
        Open.
    names
        In lower case; maybe other words too.

    Raises
    ------
    UsageError
        When a column of value is asked for, and nobody's value is kept.
    """
    columns = value_columns(workspace, names)
    if not columns:
        return FILES
    if not workspace.rows("select 1 from store.value_months"):
        raise UsageError(f"'{columns[0]}' is of member_value, and nobody's value is kept yet: 'attitude value --keep'")
    told = ", ".join(f"v.{quoted(name)}" for name in columns)
    return f"(select m.*, {told} from {FILES} as m left join store.member_worths as v on m.member_key = v.member_key)"


def value_columns(workspace: Workspace, names: Collection[str]) -> list[str]:
    """Give those of some columns that members' value has, and their files do not."""
    asked = [name for name in VALUE_COLUMNS if name in names]
    if not asked:
        return []
    known = {name.lower() for name in workspace.describe(f"from {FILES}")}
    return [name for name in asked if name not in known]
