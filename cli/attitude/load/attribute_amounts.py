"""Attributes that hold amounts: 1.521,28 is a number where the whole attribute, of all files, says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from attitude.database import Workspace, quoted
from attitude.load.account import LoadOptions
from attitude.load.readings import both_readings, typed_numbers
from attitude.load.sources import Source


@dataclass(frozen=True)
class Reading:
    """How a members file is read: ``others`` are its attributes, the name they are kept by → the file's own."""

    source: Source
    options: LoadOptions
    others: Mapping[str, str]


_OPEN = "is_point and is_comma and not is_integer"


def decide_amounts(workspace: Workspace, reading: Reading) -> list[str]:
    """Find the types of each attribute over all files, after `say_marks`; give what to say of them.

    An attribute whose amounts can all be read both ways stays text, until a file tells, or somebody says.
    """
    _look_at_earlier(workspace)
    relations = ("load/attribute_types_here", "load/attribute_types_now")
    workspace.run(*relations, "load/attribute_types", attributes=list(reading.others))
    return _notes(workspace, set(reading.others))


def say_marks(workspace: Workspace, reading: Reading) -> list[str]:
    """Put down in ``arriving_types`` which mark is meant where the file has numbers as such, or somebody said it.

    Gives the attributes of which this file alone does not tell.
    """
    undecided = [name for (name,) in workspace.rows(f"select attribute from arriving_types where {_OPEN} order by 1")]
    typed = typed_numbers(workspace, reading.source, [reading.others[name] for name in undecided]) if undecided else []
    for name in undecided:
        mark = "." if reading.others[name] in typed else reading.options.decimal
        if mark is not None:
            wrong = "is_comma = false" if mark == "." else "is_number = false, is_point = false"
            workspace.rows(f"update arriving_types set {wrong} where attribute = ?", [name])
    return [] if reading.options.decimal else [name for name in undecided if reading.others[name] not in typed]


def _look_at_earlier(workspace: Workspace) -> None:
    """Look at texts that were loaded before anybody asked whether they are amounts."""
    unknown = workspace.rows(
        "select attribute from store.attribute_types semi join arriving_types using (attribute) where is_comma is null"
    )
    for (name,) in unknown:
        is_point, is_comma = workspace.row(
            f"select coalesce(bool_and(holds_point({quoted(name)})), true), "
            f"coalesce(bool_and(holds_comma({quoted(name)})), true) from store.members"
        )
        for table in ("attribute_types", "attribute_loads"):
            workspace.rows(
                f"update store.{table} set is_point = ?, is_comma = ? "
                "where attribute = ? and is_boolean is not null and is_comma is null",
                [is_point, is_comma, name],
            )


def _notes(workspace: Workspace, attributes: set[str]) -> list[str]:
    """Say which attributes of the file are read with a decimal comma, and which are not read as numbers."""
    notes = []
    rows = workspace.rows(
        f"select attribute, {_OPEN}, number_mark(is_integer, is_number, is_point, is_comma) from store.attribute_types "
        "order by attribute"
    )
    for name, is_open, mark in rows:
        if name not in attributes or not (is_open or mark == ","):
            continue
        example = _example(workspace, name)
        if example is not None:
            comma = f": read with a decimal comma, as in '{example}'"
            notes.append(f"{name}{_kept_as_text(example) if is_open else comma}")
    return notes


def say_undecided(workspace: Workspace, undecided: list[str]) -> list[str]:
    """Say which attributes of a file would be kept as text, by its rows in ``typed`` and what files before it told."""
    decided = workspace.rows("select attribute from store.attribute_types where is_point is distinct from is_comma")
    open_ones = [name for name in undecided if (name,) not in decided]
    return [f"{name}{_kept_as_text(str(_example(workspace, name)))}" for name in open_ones]


def _kept_as_text(example: str) -> str:
    return f" is kept as text: {both_readings(example)}"


def _example(workspace: Workspace, name: str) -> str | None:
    marked = f"regexp_matches({quoted(name)}, '[.,]')"
    (example,) = workspace.row(f"select min({quoted(name)}) filter (where {marked}) from typed")
    return None if example is None else str(example)
