"""Saved queries: those that ship in ``queries/adhoc`` and a user's own folder of ``.sql`` files."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from attitude.database import query_folder
from attitude.errors import UsageError, nearest
from attitude.query.header import Header, read_header, values_for

if TYPE_CHECKING:
    import polars as pl


_WHOSE = {True: "own", False: "built in"}


@dataclass(frozen=True)
class Saved:
    """One question with its header.

    Parameters
    ----------
    name
        What it is called; empty for SQL that was just typed.
    sql
        Its text.
    header
        What it answers, gives and asks for.
    path
        Its file, None for SQL that was just typed.
    is_own
        Whether it is the user's own.
    """

    name: str
    sql: str
    header: Header
    path: Path | None = None
    is_own: bool = True

    @property
    def place(self) -> str:
        """What errors in its SQL name; empty for SQL that was just typed."""
        return _place(self.path, self.is_own) if self.path else ""

    def values(self, values: Mapping[str, object]) -> dict[str, object]:
        """Check values for what it asks for; see `attitude.query.header.values_for`."""
        return values_for(self.header, values, self.name or "the query")


@dataclass(frozen=True)
class Catalogue:
    """All saved queries by name, and a line for each file that cannot be one."""

    queries: dict[str, Saved]
    problems: tuple[str, ...] = ()

    def table(self) -> pl.DataFrame:
        """Lay it out: one row per query, with what it answers, what it asks for, and whose it is."""
        import polars as pl

        rows = [
            (name, query.header.what, ", ".join(p.shape for p in query.header.parameters), _WHOSE[query.is_own])
            for name, query in self.queries.items()
        ]
        return pl.DataFrame(rows, dict.fromkeys(["name", "what", "asks", "whose"], pl.String), orient="row")


def find_question(argument: str, folder: Path | None = None) -> Saved:
    """Find the question that an argument means: ``-`` is stdin, one bare name a saved query, ``.sql`` a file, else SQL.

    Parameters
    ----------
    argument
        The argument.
    folder
        The user's own folder of saved queries.

    Raises
    ------
    UsageError
        When there is no such saved query or file, or its header cannot be read.
    """
    if argument.strip() == "-":
        return typed(sys.stdin.read())
    if re.fullmatch(r"[\w-]*\w", argument.strip()) and not argument.strip().startswith("--"):
        return saved(argument.strip(), folder)
    if argument.endswith(".sql") and not any(mark in argument for mark in "\n();"):
        return _read(Path(argument), is_own=True)
    if wrong := re.fullmatch(r"(--[\w-]+)(=\S*)?", argument.strip()):
        raise UsageError(f"no option '{wrong[1]}'; see 'attitude query --help'")
    return typed(argument)


def typed(sql: str) -> Saved:
    """Take SQL as it was typed; it may have a header, too."""
    return Saved("", sql, read_header(sql))


def saved(name: str, folder: Path | None = None) -> Saved:
    """Find a saved query by name; ``-`` and ``_`` are alike, and the user's own come before those that ship.

    Raises
    ------
    UsageError
        When there is none, with the nearest name, or its header cannot be read.
    """
    files = {_plain(path): (path, is_own) for path, is_own in _files(folder)}
    if name.replace("-", "_") not in files:
        cure = nearest(name, [path.stem for path, _ in files.values()]) or "; 'attitude query --list' shows them"
        raise UsageError(f"no saved query '{name}'{cure}; SQL begins with select, from or with")
    path, is_own = files[name.replace("-", "_")]
    return _read(path, is_own=is_own)


def catalogue(folder: Path | None = None) -> Catalogue:
    """List all saved queries by name, the user's own in place of those of the same name that ship.

    Raises
    ------
    UsageError
        When the user's folder is not there.
    """
    queries: dict[str, Saved] = {}
    problems = []
    for path, is_own in sorted({_plain(path): (path, is_own) for path, is_own in _files(folder)}.values(), key=_name):
        try:
            queries[path.stem] = _read(path, is_own=is_own)
        except UsageError as error:
            problems.append(str(error))
    return Catalogue(queries, tuple(problems))


def _name(file: tuple[Path, bool]) -> str:
    return file[0].stem


def _plain(path: Path) -> str:
    return path.stem.replace("-", "_")


def _files(folder: Path | None) -> list[tuple[Path, bool]]:
    """Give the files of saved queries, and whether each is the user's own; later ones come before earlier ones."""
    if folder is not None and not folder.is_dir():
        raise UsageError(f"attitude.toml: query.folder = '{folder}': no such folder; make it, or take the line out")
    ours = sorted((query_folder() / "adhoc").glob("*.sql"))
    own = sorted(folder.glob("*.sql")) if folder is not None else []
    return [*((path, False) for path in ours), *((path, True) for path in own)]


def _read(path: Path, *, is_own: bool) -> Saved:
    place = _place(path, is_own)
    try:
        sql = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"{place}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{place}: is not text in UTF-8; save it so") from error
    return Saved(path.stem, sql, read_header(sql, place), path, is_own)


def _place(path: Path, is_own: bool) -> str:
    return str(path) if is_own else f"queries/adhoc/{path.name}"
