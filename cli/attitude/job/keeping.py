"""The last step of a job: a backup of the workspace.

It comes last, for it is to hold what no file has: lists and their codes, holdouts, the audit trail. What the month
began with is in the backup of the month before. A step that fails ends the run, and the backup that is there stays; so
it does where the workspace turns out to be damaged.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from attitude.audit import trail
from attitude.backup import backup, clear_older, is_up_to_date
from attitude.job.step import Ahead, Decision, Desk, Done, Step, make_folder

if TYPE_CHECKING:
    from attitude.job.model import BackupPart


def backup_steps(desk: Desk, part: BackupPart) -> Iterator[Step]:
    """Give the one step that backs the workspace up."""
    told = desk.settings.backup
    file = part.file or (told.file and str(Path(told.file).absolute())) or "backups/{month}.duckdb"
    part = part.model_copy(update={"file": file, "keep": part.keep or told.keep})
    yield Step("backup", desk.job.month, partial(_is_to_keep, desk, part), partial(_keep, desk, part))


def _is_to_keep(desk: Desk, part: BackupPart, ahead: Ahead) -> Decision:
    place = desk.job.place(str(part.file))
    if ahead.steps:
        return Decision("do", "what it holds changes before")
    with desk.open(read_only=True) as workspace:
        last = trail(workspace)
    if is_up_to_date(desk.database, place, *last):
        return Decision("skip", "nothing was done since it was made")
    return Decision("do", "the workspace changed since it was made" if place.exists() else f"{place} is not there")


def _keep(desk: Desk, part: BackupPart, _: Decision) -> Done:
    place = desk.job.place(str(part.file))
    make_folder(place.parent)
    found = desk.patiently(lambda: backup(desk.database, place, force=True, watch=desk.watch))
    gone = clear_older(desk.database, place, desk.job.month, part.keep) if part.keep is not None else []
    notes = (*found.notes, *([f"removed, for {part.keep} are kept: {', '.join(map(str, gone))}"] if gone else []))
    return Done(found.rows, f"{place}: {found.bytes:,} bytes, {found.tables} tables read back", notes)
