"""Ids and codes as they are meant: how each column of a file is read, and what only all of its rows can tell."""

from __future__ import annotations

from collections.abc import Mapping

from attitude.database import Workspace, quoted
from attitude.load.kinds import KEYS, NAMES
from attitude.load.reading import number_columns
from attitude.load.sources import Source
from attitude.load.sums import FOOT_WORDS, SUM_WORDS

# of store.meta: every id of the workspace is written as it would be read now
_PLAIN = "plain_ids"


def as_meant(source: Source, name: str) -> str:
    """Give the expression by which a known column, its blanks stripped, is read."""
    text = quoted(f"stripped {name}")
    if name in NAMES:
        return f"unguarded({text})"
    if name in KEYS:
        return f"as_key('{name}', {text})"
    if name == "phone":
        return f"as_meant({text}, true)"
    if name == "email":
        return f"as_email(as_meant({text}, false))"
    return text if source.is_plain else f"as_meant({text}, false)"


def prepare_keys(workspace: Workspace, source: Source, known: Mapping[str, str]) -> list[str]:
    """Make the macros by which keys are read, and find ids known before in another writing.

    Gives what to say of texts that are written as formulas.
    """
    keys = {name: theirs for name, theirs in known.items() if name in KEYS}
    whole = number_columns(workspace, source, keys)
    workspace.remember(whole_columns=whole or None, sum_words=f"{SUM_WORDS}|{FOOT_WORDS}")
    workspace.run("load/keys")
    _find_old(workspace)
    return _formulas(workspace, list(known.values())) if source.is_guarded else []


def _find_old(workspace: Workspace) -> None:
    """Find ids that would be read otherwise now."""
    is_whole = bool(workspace.row("select is_whole('member_id')")[0])
    workspace.run("load/old_ids", is_anyone_odd=is_whole or not _are_plain(workspace))


def _are_plain(workspace: Workspace) -> bool:
    return bool(workspace.rows("select 1 from store.meta where key = ?", [_PLAIN]))


def remember_plain(workspace: Workspace) -> None:
    """Remember that no id of the workspace would be read otherwise now, where that was seen: nobody looks again."""
    if not _are_plain(workspace) and not workspace.rows("from old_ids where name = 'member_id' limit 1"):
        workspace.rows("insert into store.meta values (?, '')", [_PLAIN])


def _formulas(workspace: Workspace, columns: list[str]) -> list[str]:
    cells = " + ".join(f"(starts_with({quoted(column)}, '=\"'))::integer" for column in columns)
    (count,) = workspace.row(f"select coalesce(sum({cells}), 0) from incoming_file")
    return [f'texts written as ="…", taken for what stands in the quotes: {count:,}'] if count else []


def settle_keys(workspace: Workspace, known: Mapping[str, str]) -> list[str]:
    """Bring the keys in ``typed_kept`` to what all rows together say of them.

    Where every id of a column ends in .0, it was one of numbers, and that is no part of them. An id that the workspace
    has in another writing is that one. Gives what to say of ids that end so and stay as they are.
    """
    notes = []
    for name in [name for name in workspace.describe("from typed_kept") if name in KEYS and name in known]:
        notes += _settle_whole(workspace, name)
        if workspace.rows("from old_ids where name = ? limit 1", [name]):
            workspace.define(
                f"update typed_kept set {name} = o.known_as from old_ids as o "
                f"where o.name = '{name}' and typed_kept.{name} = o.id"
            )
    return notes


def _settle_whole(workspace: Workspace, name: str) -> list[str]:
    some = f"select {name} as text from typed_kept where ends_with({name}, '.0') and {name}[1] between '0' and '9'"
    count, text = workspace.row(f"select count(*), min(text) from ({some}) where regexp_full_match(text, '[0-9]+[.]0')")
    if not count:
        return []
    if workspace.rows(f"from typed_kept where {name} is not null and not ends_with({name}, '.0') limit 1"):
        return [f"{name} that ends in .0, kept as it is, for others of the column do not: {count:,} ('{text}')"]
    (whole,) = workspace.row("select getvariable('whole_columns')")
    workspace.remember(whole_columns=[*(whole or []), name])
    workspace.define(
        f"update typed_kept set {name} = as_key('{name}', {name}), _changes = _changes + 1 "
        f"where ends_with({name}, '.0')"
    )
    return []
