"""Bringing a workspace file of an earlier version up: which changes there are, and how the new file takes its place.

The old file is never written to. A copy beside it is changed, in one transaction, and takes its name when all is done;
the old one stays under the name of its version. Whatever stops that on the way, the old file is there, whole.

To change the schema:

1. Change ``queries/schema/tables.sql``, or views, macros and comments beside it, to what a new workspace is to have.
2. Count ``VERSION`` in ``attitude.database.opening`` up, and write ``queries/schema/upgrades/NNNN_what_it_does.sql``
   with that number: statements that make the tables of the version before into those of `tables.sql`, columns in the
   same order. Where that version is not released yet, its file takes the statements. The first line says in users'
   words what changes. Views, macros and comments need no statement: all are made anew after the last change; but what
   is no longer there must be dropped.
3. Run ``python tests/upgrade/make.py --catalogue``, which keeps the new listing of the schema, and the tests: they
   compare it with that of a new workspace, and with that of every old one that was brought up.
4. When a version is released, ``python tests/upgrade/make.py`` keeps a workspace of it for those to come.

What DuckDB 2.0 does in one transaction: ``alter column … type`` with ``insert``, ``update`` and ``delete`` before or
after it; ``add column … default``, then ``set not null``. What it refuses: ``set not null`` after an ``update`` of the
same table; then rename the table, make the new one, ``insert into … select``, drop the old. Each change of a type
writes the whole table, so leave large ones alone where nothing is gained.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import BinaryIO

from attitude.database.disk import PIECE, copy_open, like, sync
from attitude.database.leftovers import remove_database
from attitude.database.opening import VERSION, connect
from attitude.database.sql import query_folder
from attitude.errors import AttitudeError
from attitude.numbers import file_size
from attitude.private import tighten

Watch = Callable[[str, Callable[[], float], int | None], AbstractContextManager[None]]

_FOLDER = "schema/upgrades"


@dataclass(frozen=True)
class Change:
    """One step of an upgrade: the version that it leads to, its query, and what it says of itself."""

    version: int
    query: str
    words: str


def changes(since: int) -> tuple[Change, ...]:
    """Give what leads from a version to this attitude's, in order."""
    paths = sorted((query_folder() / _FOLDER).glob("*.sql"))
    every = (_change(path) for path in paths)
    return tuple(change for change in every if since < change.version <= VERSION)


def _change(path: Path) -> Change:
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    return Change(int(path.stem.split("_")[0]), f"{_FOLDER}/{path.stem}", first.partition(": ")[2].rstrip("."))


@contextmanager
def locked_file(path: Path, version: int) -> Iterator[BinaryIO]:
    """Keep everybody else from a workspace file for a while, and bring all that is in it into the one file.

    Gives the file itself, open. To close any handle of a file lets go of the system's locks on it, the database's too:
    so nothing else here may open it, and this one is closed after the database.

    Raises
    ------
    AttitudeError
        When it is in use, or of another version.
    """
    with path.resolve().open("rb") as source, closing(connect(path, read_only=False, version=version)) as con:
        con.execute("checkpoint")
        yield source


@contextmanager
def copied_beside(path: Path, source: BinaryIO, watch: Watch) -> Iterator[Path]:
    """Give a copy beside the file, which is gone in the end unless it has been given another name.

    Parameters
    ----------
    path, source
        The file, and the same file open.
    watch
        Shows progress.

    Raises
    ------
    AttitudeError
        When the disk refuses, or has no room for it.
    """
    real, size = path.resolve(), os.fstat(source.fileno()).st_size
    fresh = real.with_name(f"{real.name}.upgrading")
    try:
        try:
            _remove(fresh)  # what a kill left behind
            with watch("upgrade · copy", lambda: 100 * fresh.stat().st_size / size if fresh.exists() else 0, None):
                copy_open(source, fresh)
            like(real, fresh)
        except OSError as error:
            raise _cannot_copy(_shown(path, fresh), error, size) from error
        yield fresh
    finally:
        _remove(fresh)


def exchanged(path: Path, source: BinaryIO, fresh: Path, version: int) -> Path:
    """Give a finished copy the file's name, and the old file that of its version; gives the old file's new name.

    A file that has this name already stays as it is; where it holds the same, it is kept as the old file, and otherwise
    the next name is taken.

    Raises
    ------
    AttitudeError
        When the disk refuses; the old file then has its old name.
    """
    real = path.resolve()
    try:
        sync(fresh)
        old = _keep_old(real, source, version)
        sync(real.parent)  # the old file is safe under its new name before the old name is gone
        try:
            fresh.replace(real)
        except OSError:
            if old.samefile(real):
                old.unlink()
            raise
        tighten(old)
        sync(real.parent)
    except OSError as error:
        raise AttitudeError(f"{path}: cannot be replaced: {error.strerror}; nothing is changed") from error
    return _shown(path, old)


def old_files(path: Path) -> list[Path]:
    """Name the old files that upgrades kept beside a workspace."""
    name = re.compile(re.escape(path.resolve().name) + r"\.v\d+(-\d+)?")
    files = sorted(path.resolve().parent.iterdir())
    return [_shown(path, file) for file in files if name.fullmatch(file.name)]


def _shown(path: Path, beside: Path) -> Path:
    """Name what lies beside the file as the user named the file."""
    return beside if path.is_symlink() else path.with_name(beside.name)


def _keep_old(real: Path, source: BinaryIO, version: int) -> Path:
    for ending in chain([""], (f"-{number}" for number in count(2))):
        name = real.with_name(f"{real.name}.v{version}{ending}")
        try:
            _second_name(real, source, name)
        except FileExistsError:
            if not _is_same(source, name):
                continue
        return name
    raise AssertionError("numbers do not end")


def _second_name(real: Path, source: BinaryIO, name: Path) -> None:
    """Let the file have another name too; where the disk knows no such thing, a copy has it."""
    try:
        os.link(real, name)
    except FileExistsError:
        raise
    except OSError:
        if name.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(name)) from None
        part = name.with_name(f"{name.name}.part")
        try:
            copy_open(source, part)
            like(real, part)
            part.rename(name)
        finally:
            part.unlink(missing_ok=True)


def _is_same(source: BinaryIO, other: Path) -> bool:
    if not other.is_file():
        return False
    if os.path.samestat(other.stat(), os.fstat(source.fileno())):
        return True  # of an upgrade that was stopped between the two names
    with other.open("rb") as file:
        source.seek(0)
        while (piece := source.read(PIECE)) == file.read(PIECE):
            if not piece:
                return True
    return False


def _cannot_copy(fresh: Path, error: OSError, size: int) -> AttitudeError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return AttitudeError(
            f"{fresh}: {error.strerror}: the upgrade changes a copy of the workspace, {file_size(size)}; make room "
            "beside it; nothing is changed"
        )
    return AttitudeError(f"{fresh}: cannot be written: {error.strerror}; nothing is changed")


def _remove(database: Path) -> None:
    remove_database(database)
    shutil.rmtree(database.with_name(f"{database.name}.tmp"), ignore_errors=True)
