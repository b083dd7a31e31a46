"""Backups: a checked copy of the workspace while others read it, and the way back.

`runs` has no entry of a backup: it is made while others read, when nothing can be written into the workspace; and a
workspace that changed by being copied would never be the same as its copy. What is known of backups stands in a small
text beside the workspace instead, where it is found when the workspace itself cannot be opened.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from attitude.audit import trail
from attitude.database import Backup, Copied, Workspace, backups_of, copied, damaged, like, note_backup
from attitude.errors import AttitudeError, BusyError, DamagedError, UsageError

if TYPE_CHECKING:
    from attitude.database import Watch

try:
    import fcntl
except ImportError:  # not on this system; a file in use cannot be renamed there
    fcntl = None  # type: ignore[assignment]

_BESIDE = (".wal", ".lock", ".backups")  # what else is beside a workspace, and of it
_MONTH = r"\d{4}-(?:0[1-9]|1[0-2])"


@dataclass(frozen=True)
class BackupResult:
    """A backup as it was made and checked: its file and size, tables and rows read back, the last entry of ``runs``."""

    file: Path
    bytes: int
    tables: int
    rows: int
    last_run: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class RestoreResult:
    """What came back: tables and rows; where the workspace before it lies now; who was erased since the backup."""

    file: Path
    tables: int
    rows: int
    kept: Path | None
    erased_since: tuple[str, ...] = ()


def backup(database: Path, file: Path, *, force: bool = False, watch: Watch | None = None) -> BackupResult:
    """Copy a workspace while others read it, and check the copy before it comes to its place, whole or not at all.

    The copy is opened, every column of every table is read, by which damage to any block of it shows, and its rows are
    counted against the workspace's. Where and when is noted beside the workspace, see `attitude.database.backups`.

    Parameters
    ----------
    database
        The workspace file, of this version or an earlier one.
    file
        Where to; a file that is there is written over with ``force`` alone.
    watch
        Shows progress.

    Raises
    ------
    UsageError
        When ``file`` is no place for a backup.
    BusyError
        When another process has the workspace open for writing.
    DamagedError
        When the workspace is damaged; what stood at ``file`` is left.
    AttitudeError
        When the disk refuses.
    """
    _check_place(database, file, force=force)
    with Workspace(database, read_only=True, version=None):
        pass  # says what is wrong with the file, if anything is
    with copied(database, file) as made:
        rows, last_run, begun = _read_back(made, database, watch)
    result = BackupResult(file, file.stat().st_size, len(rows), sum(rows.values()), last_run)
    entry = Backup(str(file.resolve()), _now(), result.bytes, last_run, begun)
    return replace(result, notes=_note(database, entry))


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M")


def _note(database: Path, made: Backup) -> tuple[str, ...]:
    try:
        note_backup(database, made)
    except OSError as error:
        return (f"not noted beside the workspace, for nothing can be written there: {error.strerror}",)
    return ()


def _check_place(database: Path, file: Path, *, force: bool) -> None:
    if str(file) == "-":
        raise UsageError("-: a backup is read back and checked, so it cannot go to stdout; name a file")
    if file.is_dir():
        raise UsageError(f"{file}: is a folder; name the file, as {file / 'attitude.backup.duckdb'}")
    if not file.parent.is_dir():
        raise UsageError(f"{file.parent}: no such folder; make it first")
    names = [database.name, *(f"{database.name}{end}" for end in _BESIDE)]
    if file.resolve() in [database.resolve().with_name(name) for name in names] or _are_same(file, database):
        raise UsageError(f"{file}: is the workspace itself, or goes with it; name another file")
    if file.exists() and not file.is_file():
        raise UsageError(f"{file}: is no file that a backup can be kept in; name another")
    if file.exists() and not force:
        raise UsageError(f"{file}: exists already; --force writes over it, or name another file")
    log = file.with_name(f"{file.name}.wal")
    if log.exists():
        raise UsageError(f"{log}: is in the way, it would be taken for a part of the backup; remove it")


def _are_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _read_back(made: Copied, source: Path, watch: Watch | None) -> tuple[dict[str, int], int, str]:
    """Read every table of a copy; what is damaged in it is so where it came from."""
    try:
        with Workspace(made.lies_at, read_only=True, version=None, watch=watch) as copy:
            with copy.watched("reading it back"):
                rows = copy.read_all()
            last_run, begun = trail(copy)
    except DamagedError as error:
        raise damaged(source, error.what) from error
    if rows != made.rows:
        raise AttitudeError(f"{source}: its copy has other rows than it has; nothing was kept; do the same again")
    return rows, last_run, begun


def restore(database: Path, file: Path, *, force: bool = False, watch: Watch | None = None) -> RestoreResult:
    """Put a backup in the place of a workspace, checked before, whole or not at all.

    It comes back as it is, of whatever version it is. A workspace that is there is kept beside, as
    ``FILE.replaced``, with its log.

    Parameters
    ----------
    database
        Where to; a workspace that is there gives way with ``force`` alone.
    file
        The backup.
    watch
        Shows progress.

    Raises
    ------
    UsageError
        When there is no such backup, or a workspace is in its way.
    BusyError
        When somebody has one of both open.
    DamagedError
        When the backup is damaged; the workspace is left as it is.
    AttitudeError
        When the disk refuses.
    """
    _check_backup(database, file)
    if database.exists() and not force:
        raise UsageError(f"{database}: a workspace is there; --force puts the backup in its place and keeps it beside")
    with Workspace(file, read_only=True, version=None):
        pass  # says what is wrong with the file, if anything is
    erased = _erased_since(database, file)
    with _kept_out(database), copied(file, database) as made:
        rows, last_run, begun = _read_back(made, file, watch)
        if database.exists():  # who may use it stays
            like(database, made.lies_at)
        replaced = _put_aside(database)
    _note(database, _as_noted(database, file, last_run, begun))
    return RestoreResult(file, len(rows), sum(rows.values()), replaced, erased)


def _check_backup(database: Path, file: Path) -> None:
    if not file.exists():
        known = [one.file for one in backups_of(database) if Path(one.file).is_file()]
        cure = f"; the last one seen is {known[0]}" if known else ""
        raise UsageError(f"{file}: no such backup{cure}")
    if not file.is_file():
        raise UsageError(f"{file}: is no file; name the backup itself")
    if _are_same(file, database):
        raise UsageError(f"{file}: is the workspace itself; name the backup")
    if not database.parent.is_dir():
        raise UsageError(f"{database.parent}: no such folder; make it first")
    if database.is_dir():
        raise UsageError(f"{database}: is a folder, not a workspace file; give --db the file itself")


def _erased_since(database: Path, file: Path) -> tuple[str, ...]:
    """Name whom a backup brings back though the workspace has erased them, as far as it can still be read."""
    try:
        with Workspace(database, read_only=True, version=None) as now:
            salt = now.rows("select value from store.meta where key = 'salt'")
            marks = [mark for (mark,) in now.rows("select mark from store.suppressed where kind = 'id'")]
    except Exception:  # a damaged workspace is why one goes back
        return ()
    if not salt or not marks:
        return ()
    with Workspace(file, read_only=True, version=None) as then:
        then.define("create temp table erased_marks (mark varchar)")
        then.rows("insert into erased_marks select unnest(?::varchar[])", [marks])
        rows = then.rows(
            "select member_id from store.persons semi join erased_marks on mark = mark_of(?, 'id', member_id) "
            "order by member_id",
            [salt[0][0]],
        )
    return tuple(member_id for (member_id,) in rows)


@contextmanager
def _kept_out(database: Path) -> Iterator[None]:
    """Keep everybody out of a workspace while another takes its place.

    Raises
    ------
    BusyError
        When somebody has it open.
    """
    if fcntl is None or not database.exists():
        yield
        return
    try:
        file = database.open("rb+")
    except OSError as error:
        raise AttitudeError(f"{database}: cannot be replaced: {error.strerror}") from error
    with file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BusyError(f"{database}: in use; wait until it has finished") from error
        yield


def _put_aside(database: Path) -> Path | None:
    """Give the workspace a second name, and take its log there: the next one must not find it."""
    place = database.resolve()
    log = place.with_name(f"{place.name}.wal")
    if not place.exists() and not log.exists():
        return None
    replaced = _free(place.with_name(f"{place.name}.replaced"))
    try:
        if place.exists():
            _second_name(place, replaced)
        if log.exists():
            log.rename(replaced.with_name(f"{replaced.name}.wal"))
    except OSError as error:
        raise AttitudeError(f"{replaced}: cannot be written: {error.strerror}") from error
    return database.with_name(replaced.name)


def _second_name(place: Path, second: Path) -> None:
    try:
        os.link(place, second)  # it stands in its place until the other takes it
    except OSError:  # a disk without links
        place.rename(second)


def _free(path: Path) -> Path:
    number, place = 1, path
    while place.exists() or place.with_name(f"{place.name}.wal").exists():
        number += 1
        place = path.with_name(f"{path.name}~{number}")
    return place


def _as_noted(database: Path, file: Path, last_run: int, begun: str) -> Backup:
    """Note the backup that the workspace comes from as its last one, from the day on which it was made."""
    known = next((one for one in backups_of(database) if one.file == str(file.resolve())), None)
    stat = file.stat()
    made_at = known.made_at if known else datetime.fromtimestamp(stat.st_mtime, UTC).strftime("%Y-%m-%d %H:%M")
    return Backup(str(file.resolve()), made_at, stat.st_size, last_run, begun)


def is_up_to_date(database: Path, file: Path, last_run: int, begun: str) -> bool:
    """Tell whether a file is the backup of a workspace that has had no entry in ``runs`` since; see `trail`."""
    known = next((one for one in backups_of(database) if one.file == str(file.resolve())), None)
    if known is None or not file.is_file():
        return False
    return (file.stat().st_size, last_run, begun) == (known.bytes, known.last_run, known.begun)


def clear_older(database: Path, file: Path, month: str, keep: int) -> list[Path]:
    """Remove backups of months past beyond so many; gives those that went.

    Only files that were noted as backups of this workspace, and whose names differ from ``file`` in the month alone,
    are ever removed; and none of a month later than ``month``.

    Raises
    ------
    AttitudeError
        When one cannot be removed.
    """
    made = str(file.resolve())
    if month not in made:
        return []
    pattern = re.compile(re.escape(made).replace(re.escape(month), f"({_MONTH})", 1).replace(re.escape(month), r"\1"))
    backups = [(match[1], Path(one.file)) for one in backups_of(database) if (match := pattern.fullmatch(one.file))]
    others = sorted((name, path) for name, path in backups if name < month and path.is_file())
    gone = [path for _, path in others[: max(len(others) - keep + 1, 0)]]
    for path in gone:
        try:
            path.unlink()
        except OSError as error:
            raise AttitudeError(f"{path}: cannot be removed: {error.strerror}") from error
    return gone
