"""Taking members in: any column is kept, in the narrowest type that all its values fit."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import compress

from attitude.database import Workspace, filled, literal, quoted
from attitude.emails import make_ascii
from attitude.load.addresses import meet_arrivals
from attitude.load.attribute_amounts import Reading, decide_amounts, say_marks
from attitude.load.base import (
    POINTS,
    addresses_told,
    base_before,
    emptied,
    find_stand_ins,
    keep_columns,
    keep_departures,
)
from attitude.load.erased import kept_points
from attitude.load.former import keep_aside, keep_former
from attitude.load.kinds import KINDS
from attitude.phones import make_e164

# what is run of those who arrive, and when nobody is known yet
_ARRIVING = ("arriving_ids", "arriving_persons", "members_arriving", "rows_arriving", "persons_arriving")
_FIRST = ("rows_first", "members_first", "persons_first")

_FIXED = KINDS["members"].columns[1:]
_TYPES = ("boolean", "integer", "number", "date", "timestamp", "point", "comma")
_WIDER = {"integer": {"number", "point", "comma"}, "number": {"point"}, "date": {"timestamp"}}
_LOOKED_AT = 2048


def take_members(workspace: Workspace, known: Iterable[str], attributes: list[str], reading: Reading) -> list[str]:
    """Merge the members in ``typed``: the last row of a member wins; columns that the file lacks stay as they are.

    Gives what to say of addresses that are not kept, of cells that were emptied, and of who left or is back.

    Parameters
    ----------
    workspace
        In the transaction of the load.
    known
        Which of the product's own columns the file has.
    attributes
        The file's other columns, under the names they are kept by.
    reading
        How the file is read: its attributes' own names, the region of phones without a country code, the decimal mark;
        whether it holds the whole base, and blanks erase.

    Raises
    ------
    BadDataError
        When too many of the base are missing from a file that is to hold all of it.
    """
    options = reading.options
    _add_columns(workspace, attributes)
    is_first = _is_first(workspace)
    members, rows = ("members_first", "rows_first") if is_first else ("members_arriving", "rows_arriving")
    workspace.run(*(f"load/{name}" for name in (_FIRST if is_first else _ARRIVING)))
    workspace.define(f"create or replace temp view arriving as from {rows}")
    workspace.define(f"create or replace temp view arriving_members as from {members}")
    before = base_before(workspace)
    make_e164(workspace, "arriving", options.region)
    if make_ascii(workspace, "arriving", "store.members"):
        workspace.run("load/ascii_emails")
    workspace.run(*POINTS)
    points, notes = kept_points(workspace)
    columns = {*(column for column in _FIXED if column in known), *attributes}
    _define_rows(workspace, columns, points, keeps_blank=options.keep_blank)
    keep_columns(workspace)
    notes += [*addresses_told(workspace, options.region), *emptied(workspace, columns)]
    notes += _find_types(workspace, attributes, reading)
    notes += keep_departures(workspace, before, options, reading.source.name)
    keep_former(workspace)
    workspace.run("load/tally_members", "load/members")
    define_members_view(workspace)
    if not is_first:
        keep_aside(workspace, options.region)
    return [*notes, *meet_arrivals(workspace), *find_stand_ins(workspace, options.stand_in)]


def _is_first(workspace: Workspace) -> bool:
    """Tell whether nobody is known yet and the file names nobody twice: then its rows are the members as they are."""
    if workspace.rows("from store.persons limit 1"):
        return False
    with workspace.watched("load · members"):
        return bool(workspace.row("select count(distinct member_id) = count(*) from typed")[0])


def _add_columns(workspace: Workspace, attributes: list[str]) -> None:
    columns = workspace.describe("from store.members")
    for name in attributes:
        if name not in columns:
            for table in ("members", "former_members"):
                workspace.define(f"alter table store.{table} add column {quoted(name)} varchar")


def _define_rows(workspace: Workspace, columns: set[str], points: str, *, keeps_blank: bool) -> None:
    """Show the new members, and keep the known ones that differ; what the file does not have stays as it was."""
    fresh, merged, differs = [], [], []
    for name in list(workspace.describe("from store.members"))[1:]:
        column = quoted(name)
        # a blank is no day
        keeps = keeps_blank or name == "joined_on"
        value = f"coalesce(a.{column}, m.{column})" if keeps else f"a.{column}"
        fresh.append(f"a.{column}" if name in columns else f"null as {column}")
        merged.append(f"{value if name in columns else f'm.{column}'} as {column}")
        differs += [f"{value} is distinct from m.{column}"] if name in columns else []
    workspace.define(
        f"create or replace temp view new_members as select a.member_key, {', '.join(fresh)} "
        f"from {points} as a where a.is_new"
    )
    workspace.define(
        f"create or replace temp table updated_members as select a.member_key, {', '.join(merged)} "
        f"from {points} as a inner join store.members as m using (member_key) "
        f"where not a.is_new and ({' or '.join([*differs, 'false'])})",
        label="load · known members",
    )


def _find_types(workspace: Workspace, attributes: list[str], reading: Reading) -> list[str]:
    """Find the types that hold for all values of each attribute, of files before too; give what to say of them."""
    if not attributes:
        return []
    try_types(workspace, attributes)
    say_marks(workspace, reading)
    return decide_amounts(workspace, reading)


def try_types(workspace: Workspace, attributes: list[str]) -> None:
    """Find in ``arriving_types`` which types hold for all values that a file has of each attribute.

    A look at some rows tells which to try on all. Where the narrower of two types is likely, the wider is tried only if
    that fails.
    """
    every = {name: set(_TYPES) for name in attributes}
    workspace.define(_types_that_hold(every, f"(from typed limit {_LOOKED_AT})"))
    sample = {attribute: holds for attribute, *holds in workspace.rows("from arriving_types")}
    likely = {name: set(compress(_TYPES, sample.get(name, [True] * len(_TYPES)))) for name in attributes}
    tried = {
        name: types - {wide for narrow in types for wide in _WIDER.get(narrow, ())} for name, types in likely.items()
    }
    workspace.define(_types_that_hold(tried, "typed"), label="load · attribute types")
    holds = {
        attribute: dict(zip(_TYPES, flags, strict=True)) for attribute, *flags in workspace.rows("from arriving_types")
    }
    again = {n: likely[n] for n, flags in holds.items() if any(t in tried[n] and not flags[t] for t in _WIDER)}
    if again:
        workspace.define("create or replace temp table arriving_narrow as from arriving_types")
        workspace.define(_types_that_hold(again, "typed"), label="load · attribute types")
        workspace.define("insert into arriving_types from arriving_narrow anti join arriving_types using (attribute)")


def _types_that_hold(tried: dict[str, set[str]], rows: str) -> str:
    records = []
    for name, types in tried.items():
        column = quoted(name)
        flags = {t: f"bool_and(holds_{t}({column}))" if t in types else "false" for t in _TYPES}
        if "integer" in types and "number" not in types:  # a whole number is a number unless it is too long
            flags |= dict.fromkeys(("number", "point", "comma"), f"bool_and(strlen({column}) <= 15)")
        elif "number" in types and "point" not in types:
            flags["point"] = "true"
        if "date" in types and "timestamp" not in types:
            flags["timestamp"] = "true"
        fields = ", ".join(f"is_{t}: {flag}" for t, flag in flags.items())
        records.append(f"{{attribute: {literal(name)}, {fields}, has_value: count({column}) > 0}}")
    return (
        "create or replace temp table arriving_types as select * exclude (has_value) from ("
        f"select unnest([{', '.join(records)}], recursive := true) from {rows}) where has_value"
    )


def define_members_view(workspace: Workspace) -> None:
    """Show the members with every attribute in the narrowest type that all its values fit."""
    types = workspace.rows("from store.attribute_types")
    flags = {attribute: list(holds) for attribute, *holds in types}
    names = [name for name in workspace.describe("from store.members") if name not in ("member_key", *_FIXED)]
    lines = [f"{_typed(name, flags.get(name))} as {quoted(name)}," for name in names]
    workspace.define(filled("schema/members_view", {"/* attributes */": (1, "\n    ".join(lines))}))


def _typed(name: str, flags: list[bool] | None) -> str:
    column = f"m.{quoted(name)}"
    if flags is None:
        return column
    holds = dict(zip(_TYPES, flags, strict=True))
    if holds["boolean"]:
        return f"(lower({column}) in ('true', 'yes', '是'))"
    if holds["integer"]:
        return f"{column}::bigint"
    if holds["number"] and not holds["comma"]:
        return f"{column}::double"
    if kind := next((kind for kind in ("date", "timestamp") if holds[kind]), None):
        return f"{column}::{kind}"
    if bool(holds["point"]) == bool(holds["comma"]):  # text, or nothing tells which mark is meant
        return column
    return f"figure_text({column}, '{'.' if holds['point'] else ','}')::double"
