"""What is wrong with a workspace file, in one plain line: in use, not to be written, damaged; and the way back."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

from attitude.database.backups import way_back
from attitude.database.sql import first_line
from attitude.errors import AttitudeError, BusyError, DamagedError

_LOG_HEAD = b"d\x00be"  # how every write-ahead log begins
_BLOCK = re.compile(r"computed checksum \d+ does not match stored checksum \d+ in block at location (\d+)")
# of a log, whatever the database says of it; of the file, what it says where a block is not as it was written
_SIGNS = ("replaying WAL", "Corrupt database file", "Corrupt WAL", "not a valid DuckDB database file", "corrupt WAL?")


def refused(path: Path, error: duckdb.Error) -> AttitudeError:
    """Say why the database does not open a workspace file."""
    message = str(error)
    if "set lock" in message or "Conflicting lock" in message:
        holder = re.search(r"PID (\d+)", message)
        by = f" by process {holder[1]}" if holder else ""
        return BusyError(f"{path}: in use{by}; wait until it has finished")
    if "Read-only file system" in message or "Permission denied" in message:
        return AttitudeError(f"{path}: may be read, but not written; copy it to where you may write, or give --db")
    what = damage_in(error, path)
    return damaged(path, what) if what else AttitudeError(f"{path}: cannot be opened: {first_line(error)}")


def damaged(path: Path, what: str) -> DamagedError:
    """Give the line that tells of a damaged workspace: what is wrong, and which backup to go back to."""
    return DamagedError(f"{path}: {what}; {way_back(path)}", what)


def damage_in(error: BaseException | None, path: Path) -> str | None:
    """Say in words what an error, or what it came from, tells of damage to a workspace file; None where nothing."""
    while error is not None:
        if isinstance(error, duckdb.Error) and (what := _damage(str(error), path)):
            return what
        error = error.__cause__ or error.__context__
    return None


def _damage(message: str, path: Path) -> str | None:
    if "Could not read enough bytes" in message and path.name in message:  # files that are loaded can be cut off too
        return "is cut off"
    if not any(sign in message for sign in _SIGNS):
        return None
    if "WAL" in message:
        return damaged_log(path)
    match = _BLOCK.search(message)
    where = f" in the block at byte {int(match[1]):,}" if match else ""
    return f"is damaged{where}: what stands there is not what was written"


def damaged_log(path: Path) -> str:
    """Say that the log of a workspace is damaged, and what is in it."""
    return f"its log {path.name}.wal is damaged or of another file; it holds what was written last"


def check_log(path: Path) -> None:
    """Find a log that is none, which the database would pass over without a word, and with it what was written last.

    Raises
    ------
    DamagedError
        When something else stands where the log stood.
    """
    try:
        with path.with_name(f"{path.name}.wal").open("rb") as log:
            head = log.read(len(_LOG_HEAD))
    except OSError:
        return
    if not _LOG_HEAD.startswith(head):
        raise damaged(path, damaged_log(path))
