"""A workspace file copied whole: consistent, on the disk for good, there or not there.

The bytes are copied, not the rows: that is as fast as the disk, keeps all that is in the file, of whatever version, and
takes each block with the checksum by which it can be told later whether it is still what was written.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from attitude.database.damage import check_log, refused
from attitude.database.disk import copy_open, owned_like, sync
from attitude.database.leftovers import remove_half_copies
from attitude.database.sql import quoted
from attitude.errors import AttitudeError, BusyError, UsageError

try:
    import fcntl
except ImportError:  # not on this system; there the last of two copies holds
    fcntl = None  # type: ignore[assignment]


@dataclass(frozen=True)
class Copied:
    """A copy that has not come to its place yet: where it lies, and how many rows each table had where it is from."""

    lies_at: Path
    rows: dict[str, int]


def copy_workspace(source: Path, target: Path) -> None:
    """Copy a workspace file; a file at ``target`` is written over.

    What a killed process left in the log beside the file is in the copy. Others may read meanwhile; a writer elsewhere
    is waited for by nobody. This process must not have the file open for writing: closing any handle on a file takes
    back the locks that the process holds on it.

    Raises
    ------
    BusyError
        When another process has the file open for writing.
    DamagedError
        When the file, or its log, is not what was written.
    AttitudeError
        When it cannot be read, or the copy not be written; nothing is left of it then.
    """
    with copied(source, target):
        pass


@contextmanager
def copied(source: Path, target: Path) -> Iterator[Copied]:
    """Copy a workspace file, and put the copy in its place when all has gone well inside.

    Raises
    ------
    AttitudeError
        As `copy_workspace` does.
    """
    place = target.resolve()
    with _folder(target, place.parent) as folder:
        half = folder / place.name
        rows = _copy(source, half, target)
        yield Copied(half, rows)
        with _telling(target):
            half.replace(place)
            sync(place.parent)


@contextmanager
def _folder(target: Path, parent: Path) -> Iterator[Path]:
    """Make a folder beside the place, for a copy and the log it may have for a while; all of it goes in the end.

    What a killed process left there goes too: the folder has always the same name, and one at a time has it. So does
    what was left of copies to other names.
    """
    if not parent.is_dir():
        raise UsageError(f"{target.parent}: no such folder; make it first")
    folder = parent / f".{target.name}.part"
    remove_half_copies(parent, but=folder)
    with _telling(target):
        folder.mkdir(mode=0o700, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY) if fcntl is not None else None
    try:
        _claim(handle, target)
        for file in folder.iterdir():
            file.unlink()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        if handle is not None:
            os.close(handle)


def _claim(handle: int | None, target: Path) -> None:
    if handle is None:
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise BusyError(f"{target}: another copy is being made there; wait until it has finished") from error


@contextmanager
def _telling(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise AttitudeError(f"{target}: cannot be written: {error.strerror}") from error


def _copy(source: Path, half: Path, target: Path) -> dict[str, int]:
    check_log(source)
    try:
        handle = source.open("rb")  # before the lock and until after it, see copy_workspace
    except OSError as error:
        raise AttitudeError(f"{source}: cannot be read: {error.strerror}") from error
    with handle, _locked(source) as con:
        rows = rows_of(con)
        with _telling(target):
            copy_open(handle, half)
            log = source.with_name(f"{source.name}.wal")
            if log.exists():
                with log.open("rb") as rest:
                    copy_open(rest, half.with_name(f"{half.name}.wal"))
            owned_like(source, half)
    _fold(half, target)
    return rows


@contextmanager
def _locked(source: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Hold the lock that readers hold: others may read, nobody may write."""
    try:
        con = duckdb.connect(str(source), read_only=True)
    except duckdb.Error as error:
        raise refused(source, error) from error
    with con:
        yield con


def rows_of(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Count the rows of every table; the names are quoted."""
    tables = con.execute("select schema_name, table_name from duckdb_tables() where not temporary order by all")
    names = [f"{quoted(schema)}.{quoted(table)}" for schema, table in tables.fetchall()]
    return {name: con.execute(f"select count(*) from {name}").fetchall()[0][0] for name in names}


def _fold(half: Path, target: Path) -> None:
    """Take what stands in the log into the copy, so that it is one file."""
    log = half.with_name(f"{half.name}.wal")
    if not log.exists():
        return
    try:
        with duckdb.connect(str(half)) as con:
            con.execute("checkpoint")
    except duckdb.Error as error:
        raise AttitudeError(f"{target}: cannot be written: {refused(half, error)}") from error
    with _telling(target):
        sync(half)
