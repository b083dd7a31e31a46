"""What the shell proposes at a Tab: names out of the workspace, read-only; nothing when it is busy or missing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from attitude.commands.app import database_here, settings_of
from attitude.elements import CAMPAIGN_SLICES, DIMENSIONS, LIST_SLICES, SCORE_SLICES

if TYPE_CHECKING:
    from attitude.query import Saved

_MOST = 200  # proposals
_SLICES = (*CAMPAIGN_SLICES, *SCORE_SLICES, *LIST_SLICES)
_LAYOUTS = ("full", "sms", "call", "email", "web")

Proposals = list[tuple[str, str]]


def campaigns(context: typer.Context, incomplete: str) -> Proposals:
    """Propose campaigns, the latest first."""
    return _proposals(context, incomplete, "campaign_id", "name", "store.campaigns", "starts_on desc nulls last")


def lists(context: typer.Context, incomplete: str) -> Proposals:
    """Propose the campaigns that stand for their latest list, then lists by their ids, the newest first."""
    ids = _proposals(context, incomplete, "list_id", "status", "store.lists", "newest desc")
    latest = _proposals(context, incomplete, "campaign_id", "'its latest list'", "store.lists", "newest desc")
    return [*dict.fromkeys(latest), *ids]


def members(context: typer.Context, incomplete: str) -> Proposals:
    """Propose members whose ids begin so."""
    return _proposals(context, incomplete, "member_id", "''", "store.persons", "member_id") if incomplete else []


def slices(context: typer.Context, incomplete: str) -> Proposals:
    """Propose what a measured campaign can be sliced by, attributes of members too."""
    return [*_beginning(((name, "") for name in _SLICES), incomplete), *attributes(context, incomplete)]


def attributes(context: typer.Context, incomplete: str) -> Proposals:
    """Propose attributes of members."""
    columns = "(describe members)"
    return _proposals(context, incomplete, "column_name", "'attribute of members'", columns, "column_name")


def tables(incomplete: str) -> Proposals:
    """Propose tables, with what one row of each is."""
    from attitude.tables import words

    return _beginning(sorted((name, text) for name, text in words().items() if "." not in name), incomplete)


def queries(incomplete: str) -> Proposals:
    """Propose saved queries, with what each answers."""
    return _beginning(((name, query.header.what) for name, query in _saved().items()), incomplete)


def values(context: typer.Context, incomplete: str) -> Proposals:
    """Propose what a saved query asks for, as ``name=``; then elements and dimensions, where it asks for one."""
    name, equals, begun = incomplete.partition("=")
    if not equals:
        asks = ((f"{one.name}=", one.meaning) for query in _queries_of_line() for one in query.header.parameters)
        return list(dict.fromkeys(_beginning(asks, incomplete)))
    if name not in ("element", "dimension"):
        return []
    rows = _proposals(context, begun, name, "dimension", "store.elements", name)
    return [(f"{name}={value}", text) for value, text in dict.fromkeys(rows)]


def _queries_of_line() -> list[Saved]:
    """Give the saved queries that the line names, else all: its words are not parsed yet while an option is typed."""
    line = os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS", "")
    by_name = _saved()
    return [by_name[word] for word in line.split() if word in by_name] or list(by_name.values())


def _saved() -> dict[str, Saved]:
    from attitude.acts.questions import folder_of
    from attitude.query import catalogue

    try:
        return catalogue(folder_of(settings_of(None).query)).queries
    except Exception:  # a Tab never fails
        return {}


def dimensions(context: typer.Context, incomplete: str) -> Proposals:
    """Propose dimensions, those that the settings name too."""
    own = _proposals(context, incomplete, "dimension", "'of your own'", "store.own_dimensions", "dimension")
    return [*_beginning(((name, "") for name in DIMENSIONS), incomplete), *own]


def elements(context: typer.Context, incomplete: str) -> Proposals:
    """Propose the elements of the dimension that the line names, else all."""
    return _elements(context, incomplete, str(context.params.get("dimension") or ""))


def of_dimension(dimension: str) -> Callable[[typer.Context, str], Proposals]:
    """Make what proposes the elements of one dimension."""

    def propose(context: typer.Context, incomplete: str) -> Proposals:
        return _elements(context, incomplete, dimension)

    return propose


def _elements(context: typer.Context, incomplete: str, dimension: str) -> Proposals:
    name = dimension.replace("'", "''")
    source = f"(from store.elements where dimension = '{name}')" if name else "store.elements"
    return _proposals(context, incomplete, "element", "dimension", source, "contacts desc")


def layouts(incomplete: str) -> Proposals:
    """Propose layouts of exports, those of the settings too."""
    try:
        own = tuple(settings_of(None).layout)
    except Exception:  # a Tab never fails
        own = ()
    return _beginning(((name, "") for name in (*_LAYOUTS, *own)), incomplete)


def loads(context: typer.Context, incomplete: str) -> Proposals:
    """Propose the loads that hold, the latest first."""
    holding = (
        "(select load_id::varchar as load, kind || ' ' || file as told, load_id from loads where undone_at is null)"
    )
    return _proposals(context, incomplete, "load", "told", holding, "load_id desc")


def kinds(incomplete: str) -> Proposals:
    """Propose kinds of files; where none begins so, the shell goes on with files and folders."""
    from attitude.load import KINDS

    return _beginning(((name, f"needs {', '.join(kind.needs)}") for name, kind in KINDS.items()), incomplete)


def backups(context: typer.Context, incomplete: str) -> Proposals:
    """Propose the backups that are known, the latest first; where none begins so, the shell goes on with files."""
    from attitude.database import backups_of

    db = context.params.get("db")
    try:
        known = backups_of(database_here(Path(db) if db else None))
    except Exception:  # a Tab never fails
        return []
    return _beginning(((one.file, f"of {one.made_at} UTC") for one in known if Path(one.file).is_file()), incomplete)


def _beginning(words: Iterable[tuple[str, str]], incomplete: str) -> Proposals:
    return [(name, text) for name, text in words if name.startswith(incomplete)]


def _proposals(context: typer.Context, incomplete: str, name: str, meaning: str, source: str, order: str) -> Proposals:
    """Propose a column of a table, explained by another; whatever goes wrong is silence."""
    from attitude.database import Workspace

    db = context.params.get("db")
    sql = (
        f"select {name}, coalesce({meaning}, '') from {source} where starts_with({name}, ?) "
        f"order by {order}, 1 limit {_MOST}"
    )
    try:
        with Workspace(database_here(Path(db) if db else None), read_only=True) as workspace:
            return [(value, words) for value, words in workspace.rows(sql, [incomplete])]
    except Exception:  # a Tab never fails
        return []
