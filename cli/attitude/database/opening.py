"""Making and opening workspace files, and what can be wrong with one."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import duckdb

from attitude.database.backups import backups_of, way_back
from attitude.database.damage import check_log, damaged, refused
from attitude.database.leftovers import remove_database
from attitude.database.sql import first_line, literal, query_text, quoted
from attitude.errors import AttitudeError, BusyError, OlderError, UsageError
from attitude.private import private_folder

# A file that the 1.5 shells and viewers in the field can open too.
_STORAGE: dict[str, str | bool | int | float | list[str]] = {"storage_compatibility_version": "v1.5.0"}
MAGIC = b"DUCK"  # at byte 8 of every workspace file
TRACES = "traces"  # of store.meta: the file holds bytes of what was erased, until it is written anew
# of the schema; each has its file in schema/upgrades, and what it changes is told there
VERSION = 18
OLDEST = 13  # that can be brought up: those before it were made anew from their files
_USUAL = Path("attitude.duckdb")  # what no --db needs to name


def create(path: Path) -> None:
    """Make a new workspace file with its tables, all of it or none; an existing file is never touched."""
    if path.exists():
        raise UsageError(f"{path}: exists already; use it as it is, or give another --db")
    if not path.parent.is_dir():
        raise UsageError(f"{path.parent}: no such folder; make it first")
    try:
        with private_folder(path.parent) as folder:
            file = folder / path.name
            _fill(file)
            file.rename(path)  # whole, so that who stops it half-way can say init again
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
    con.execute(query_text("schema/words"))
    con.execute(query_text("schema/macros"))
    con.execute(query_text("schema/members_view"))
    con.execute(query_text("schema/score_views"))
    con.execute(query_text("schema/answers"))
    con.execute(query_text("schema/seals"))
    con.execute(query_text("schema/views"))


def write_anew(con: duckdb.DuckDBPyConnection) -> None:
    """Put a fresh copy of the open workspace file in its place: what was deleted leaves no bytes behind.

    A checkpoint frees blocks but does not overwrite them, and keeps deleted rows of a block that others still use. The
    connection goes on with the old file, which has no name any more; it is to be closed.
    """
    name, place = con.execute("select database_name, path from duckdb_databases() where path is not null").fetchall()[0]
    path = Path(place).resolve()
    fresh = path.with_name(f"{path.name}.anew")
    remove_database(fresh)  # what a kill left behind
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
        remove_database(fresh)


def connect(path: Path, read_only: bool, version: int | None = VERSION) -> duckdb.DuckDBPyConnection:
    """Open a workspace file of a version, or any for None; one that is none, of another, or in use, is one line."""
    _check_file(path)
    check_log(path)
    try:
        con = duckdb.connect(str(path), read_only=read_only)
    except duckdb.Error as error:
        raise refused(path, error) from error
    try:
        actual = _version(path, con)
        is_right = actual is not None and (actual <= VERSION if version is None else actual == version)
        if not is_right:
            raise _other_version(path, actual)
    except AttitudeError:
        con.close()
        raise
    return con


def _check_file(path: Path) -> None:
    if not path.exists():
        cure = f"; {way_back(path)}" if backups_of(path) else "; make one with 'attitude init' or give --db"
        raise UsageError(f"{path}: no workspace here{cure}")
    if path.is_dir():
        raise UsageError(f"{path}: is a folder, not a workspace file; give --db the file itself")
    try:
        with path.open("rb") as file:
            head = file.read(12)
    except OSError as error:
        raise AttitudeError(f"{path}: cannot be read: {error.strerror}") from error
    if head[8:] != MAGIC:
        if backups_of(path):  # it was one
            raise damaged(path, "is damaged at its beginning: it is not known as a workspace file any more")
        raise UsageError(f"{path}: is not a workspace file; give --db a file made by 'attitude init'")


def _version(path: Path, con: duckdb.DuckDBPyConnection) -> int | None:
    """Give the version of a workspace's tables; None where the file is no workspace."""
    try:
        rows = con.execute("select try_cast(value as integer) from store.meta where key = 'schema_version'").fetchall()
    except (duckdb.CatalogException, duckdb.BinderException):
        return None
    except duckdb.Error as error:
        raise refused(path, error) from error
    return rows[0][0] if len(rows) == 1 else None


def _other_version(path: Path, version: int | None) -> AttitudeError:
    if version is None:
        return UsageError(f"{path}: a DuckDB file, but not a workspace; 'attitude init --db FILE' makes one")
    if version == VERSION:
        return BusyError(f"{path}: another process has just brought it up; do the same again")
    if version > VERSION:
        return UsageError(
            f"{path}: a workspace of version {version}, made by a newer attitude; this one reads up to {VERSION}: "
            "install a newer one"
        )
    if version < OLDEST:
        return UsageError(
            f"{path}: a workspace of version {version}; those before {OLDEST} cannot be brought up: use the attitude "
            "that made it, or make a new one with 'attitude init' and load its files again, which brings no list back"
        )
    where = "" if path == _USUAL else f" --db {shlex.quote(str(path))}"
    return OlderError(
        f"{path}: a workspace of version {version}, this attitude has {VERSION}: 'attitude upgrade{where}' brings it "
        "up and loses nothing",
        version,
    )
