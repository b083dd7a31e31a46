"""Lines that a load adds to the settings file, and that go again; the rest stays as its reader left it."""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from pathlib import Path
from typing import Any

from attitude.toml_files import keys_quoted

Line = tuple[tuple[str, ...], str]  # of a settings file: the keys that lead to a value, and the value


def remember_map(path: Path, kind: str, mapping: dict[str, str]) -> bool:
    """Keep column names for the next file of a kind, in the settings file as its reader left it, comments and all.

    Says whether any of them is new.
    """
    import tomlkit

    document = tomlkit.parse(keys_quoted(path.read_text(encoding="utf-8-sig")) if path.exists() else "")
    load = document.setdefault("load", tomlkit.table())
    names = load.setdefault("map", tomlkit.table()).setdefault(kind, tomlkit.inline_table())
    if all(names.get(theirs) == ours for theirs, ours in mapping.items()):
        return False
    names.update(mapping)
    path.write_text(tomlkit.dumps(document), encoding="utf-8")
    return True


def forget_lines(path: Path, lines: Iterable[Line]) -> list[Line]:
    """Take lines out of a settings file where they are still as they were written; gives those that were there.

    Everything else stays as its reader left it, comments and all.
    """
    import tomlkit

    if not path.exists():
        return []
    document = tomlkit.parse(path.read_text(encoding="utf-8-sig"))
    removed = [(keys, value) for keys, value in lines if _forgotten(document, keys, value)]
    if removed:
        path.write_text(tomlkit.dumps(document), encoding="utf-8")
    return removed


def _forgotten(table: Any, keys: tuple[str, ...], value: str) -> bool:
    """Take one line out, and a table of its own that is empty then."""
    name, *rest = keys
    if not isinstance(table, MutableMapping) or name not in table:
        return False
    if not rest:
        is_there = bool(table[name] == value)
        if is_there:
            del table[name]
        return is_there
    is_there = _forgotten(table[name], tuple(rest), value)
    if is_there and len(rest) == 1 and not table[name]:
        del table[name]
    return is_there
