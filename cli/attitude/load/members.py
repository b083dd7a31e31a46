"""Taking members in: any column is kept, in the narrowest type that all its values fit."""

from __future__ import annotations

from collections.abc import Iterable

from attitude.database import Workspace, query_text, quoted
from attitude.load.kinds import KINDS
from attitude.load.phones import make_e164

_FIXED = KINDS["members"].columns[1:]


def take_members(workspace: Workspace, given: Iterable[str], attributes: list[str], region: str | None) -> None:
    """Merge the members in ``typed``: the last row of a member wins; columns that the file lacks stay as they are.

    Parameters
    ----------
    workspace
        In the transaction of the load.
    given
        Which of the product's own columns the file has.
    attributes
        The file's other columns, under the names they are kept by.
    region
        Of phones without a country code.
    """
    _add_columns(workspace, attributes)
    fixed = [name for name in _FIXED if name in given]
    columns = ", ".join(quoted(name) for name in [*_FIXED, *attributes])
    first_joined = "first_value(joined_on ignore nulls) over (partition by p.member_key order by t.line rows between "
    first_joined += "unbounded preceding and unbounded following) as joined_on"
    columns = columns.replace('"joined_on"', first_joined, 1)
    workspace.define(
        f"create or replace temp table arriving as select p.member_key, {columns} from typed as t "
        "inner join store.persons as p on t.member_id = p.member_id "
        "qualify row_number() over (partition by p.member_key order by t.line desc) = 1"
    )
    make_e164(workspace, region)
    workspace.run("load/contact_points")
    _merge(workspace, {*fixed, *attributes})
    if attributes:
        names = ", ".join(quoted(name) for name in attributes)
        workspace.define(f"create or replace temp view arriving_attributes as select {names} from arriving_points")
        workspace.run("load/attribute_types")
    workspace.run("load/members_changed")
    define_members_view(workspace)


def _add_columns(workspace: Workspace, attributes: list[str]) -> None:
    have = workspace.describe("from store.members")
    for name in attributes:
        if name not in have:
            workspace.define(f"alter table store.members add column {quoted(name)} varchar")


def _merge(workspace: Workspace, given: set[str]) -> None:
    chosen = []
    for name in list(workspace.describe("from store.members"))[1:]:
        side = "a" if name in given else "m"
        value = f"{side}.{quoted(name)}"
        if (name, side) == ("joined_on", "a"):
            value = "coalesce(m.joined_on, a.joined_on)"  # the first one known is when they joined
        chosen.append(f"{value} as {quoted(name)}")
    workspace.define(
        f"create or replace temp table merged as select a.member_key, {', '.join(chosen)} "
        "from arriving_points as a left join store.members as m using (member_key)"
    )


def define_members_view(workspace: Workspace) -> None:
    """Show the members with every attribute in the narrowest type that all its values fit."""
    types = workspace.rows("from store.attribute_types")
    flags = {attribute: list(holds) for attribute, *holds in types}
    names = [name for name in workspace.describe("from store.members") if name not in ("member_key", *_FIXED)]
    lines = [f"{_typed(name, flags.get(name))} as {quoted(name)}," for name in names]
    workspace.define(query_text("schema/members_view").replace("/* attributes */", "\n    ".join(lines)))


def _typed(name: str, flags: list[bool] | None) -> str:
    column = f"m.{quoted(name)}"
    if flags is None:
        return column
    if flags[0]:
        return f"(lower({column}) in ('true', 'yes', '是'))"
    types = ("bigint", "double", "date", "timestamp")
    kind = next((kind for kind, holds in zip(types, flags[1:], strict=True) if holds), None)
    return f"{column}::{kind}" if kind else column
