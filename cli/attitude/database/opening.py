"""Making and opening workspace files, and what can be wrong with one."""

from __future__ import annotations

import re
import shlex
import shutil
import tempfile
from pathlib import Path

import duckdb

from attitude.database.sql import first_line, literal, query_text, quoted
from attitude.errors import AttitudeError, BusyError, OlderError, UsageError

# A file that the 1.5 shells and viewers in the field can open too.
_STORAGE: dict[str, str | bool | int | float | list[str]] = {"storage_compatibility_version": "v1.5.0"}
MAGIC = b"DUCK"  # at byte 8 of every workspace file
TRACES = "traces"  # of store.meta: the file holds bytes of what was erased, until it is written anew
# of the schema; each has its file in schema/upgrades, and what it changes is told there
VERSION = 14
OLDEST = 13  # that can be brought up: those before it were made anew from their files
_USUAL = Path("attitude.duckdb")  # what no --db needs to name


def create(path: Path) -> None:
    """Make a new workspace file with its tables, all of it or none; an existing file is never touched."""
    if path.exists():
        raise UsageError(f"{path}: exists already; use it as it is, or give another --db")
    if not path.parent.is_dir():
        raise UsageError(f"{path.parent}: no such folder; make it first")
    try:
        with tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as folder:
            made = Path(folder) / path.name
            _fill(made)
            made.rename(path)  # whole, so that who stops it half-way can say init again
    except duckdb.Error as error:
        raise AttitudeError(f"{path}: cannot be made: {first_line(error)}") from error
    except OSError as error:
        raise AttitudeError(f"{path}: cannot be made: {error.strerror}") from error


def _fill(path: Path) -> None:
    with duckdb.connect(str(path), config=_STORAGE) as con:
        con.execute("begin")
        make_tables(con)
        con.execute(query_text("schema/comments"))  # for other tools that open the file
        con.execute("commit")


def make_tables(con: duckdb.DuckDBPyConnection) -> None:
    """Make the tables and views of a workspace, of this version."""
    con.execute(query_text("schema/tables"))
    con.execute("insert into store.meta values ('schema_version', ?)", [str(VERSION)])
    con.execute(query_text("schema/macros"))
    con.execute(query_text("schema/members_view"))
    con.execute(query_text("schema/score_views"))
    con.execute(query_text("schema/views"))


def write_anew(con: duckdb.DuckDBPyConnection) -> None:
    """Put a fresh copy of the open workspace file in its place: what was deleted leaves no bytes behind.

    A checkpoint frees blocks but does not overwrite them, and keeps deleted rows of a block that others still use. The
    connection goes on with the old file, which has no name any more; it is to be closed.
    """
    name, place = con.execute("select database_name, path from duckdb_databases() where path is not null").fetchall()[0]
    path = Path(place).resolve()
    fresh = path.with_name(f"{path.name}.anew")
    _remove(fresh)  # what a kill left behind
    try:
        con.execute("checkpoint")
        con.execute(f"attach {literal(fresh)} as fresh (storage_version '{_STORAGE['storage_compatibility_version']}')")
        try:
            con.execute(f"copy from database {quoted(name)} to fresh")
            con.execute("delete from fresh.store.meta where key = ?", [TRACES])
            con.execute("checkpoint fresh")
        finally:
            con.execute("detach fresh")
        shutil.copymode(path, fresh)
        fresh.replace(path)
    finally:
        _remove(fresh)


def _remove(database: Path) -> None:
    for file in (database, database.with_name(f"{database.name}.wal")):
        file.unlink(missing_ok=True)


def connect(path: Path, read_only: bool, version: int = VERSION) -> duckdb.DuckDBPyConnection:
    """Open a workspace file of a version; one that is none, of another, or in use, is one plain error line."""
    _check_file(path)
    try:
        con = duckdb.connect(str(path), read_only=read_only)
    except duckdb.Error as error:
        raise _busy_or_broken(path, error) from error
    found = _version(con)
    if found != version:
        con.close()
        raise _other_version(path, found)
    return con


def _check_file(path: Path) -> None:
    if not path.exists():
        raise UsageError(f"{path}: no workspace here; make one with 'attitude init' or give --db")
    if path.is_dir():
        raise UsageError(f"{path}: is a folder, not a workspace file; give --db the file itself")
    try:
        head = path.open("rb").read(12)
    except OSError as error:
        raise AttitudeError(f"{path}: cannot be read: {error.strerror}") from error
    else:
        if head[8:] != MAGIC:
            raise UsageError(f"{path}: is not a workspace file; give --db a file made by 'attitude init'")


def _version(con: duckdb.DuckDBPyConnection) -> int | None:
    try:
        found = con.execute("select try_cast(value as integer) from store.meta where key = 'schema_version'").fetchall()
    except duckdb.Error:
        return None
    return found[0][0] if found else None


def _other_version(path: Path, found: int | None) -> AttitudeError:
    if found is None:
        return UsageError(f"{path}: a DuckDB file, but not a workspace; 'attitude init --db FILE' makes one")
    if found == VERSION:
        return BusyError(f"{path}: another process has just brought it up; do the same again")
    if found > VERSION:
        return UsageError(
            f"{path}: a workspace of version {found}, made by a newer attitude; this one reads up to {VERSION}: "
            "install a newer one"
        )
    if found < OLDEST:
        return UsageError(
            f"{path}: a workspace of version {found}; those before {OLDEST} cannot be brought up: use the attitude "
            "that made it, or make a new one with 'attitude init' and load its files again, which brings no list back"
        )
    where = "" if path == _USUAL else f" --db {shlex.quote(str(path))}"
    return OlderError(
        f"{path}: a workspace of version {found}, this attitude has {VERSION}: 'attitude upgrade{where}' brings it up "
        "and loses nothing",
        found,
    )


def _busy_or_broken(path: Path, error: duckdb.Error) -> AttitudeError:
    message = str(error)
    if "set lock" in message:
        holder = re.search(r"PID (\d+)", message)
        by = f" by process {holder[1]}" if holder else ""
        return BusyError(f"{path}: in use{by}; wait until it has finished")
    if "Read-only file system" in message or "Permission denied" in message:
        return AttitudeError(f"{path}: may be read, but not written; copy it to where you may write, or give --db")
    if "Could not read enough bytes" in message:
        return AttitudeError(f"{path}: is cut off; take a copy of it that is whole")
    return AttitudeError(f"{path}: cannot be opened: {first_line(error)}")
