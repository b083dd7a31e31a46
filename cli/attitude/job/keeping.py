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
from attitude.job.step import Context, Decision, Done, Pending, Step, make_folder

if TYPE_CHECKING:
    from attitude.job.model import BackupPart


def backup_steps(context: Context, part: BackupPart) -> Iterator[Step]:
    """Give the one step that backs the workspace up."""
    settings = context.settings.backup
    file = part.file or (settings.file and str(Path(settings.file).absolute())) or "backups/{month}.duckdb"
    part = part.model_copy(update={"file": file, "keep": part.keep or settings.keep})
    yield Step("backup", context.job.month, partial(_is_to_keep, context, part), partial(_keep, context, part))


def _is_to_keep(context: Context, part: BackupPart, pending: Pending) -> Decision:
    place = context.job.place(str(part.file))
    if pending.steps:
        return Decision("do", "what it holds changes before")
    with context.open(read_only=True) as workspace:
        last = trail(workspace)
    if is_up_to_date(context.database, place, *last):
        return Decision("skip", "nothing was done since it was made")
    return Decision("do", "the workspace changed since it was made" if place.exists() else f"{place} is not there")


def _keep(context: Context, part: BackupPart, _: Decision) -> Done:
    place = context.job.place(str(part.file))
    make_folder(place.parent)
    result = context.patiently(lambda: backup(context.database, place, force=True, watch=context.watch))
    old = clear_older(context.database, place, context.job.month, part.keep) if part.keep is not None else []
    notes = (*result.notes, *([f"removed, for {part.keep} are kept: {', '.join(map(str, old))}"] if old else []))
    return Done(result.rows, f"{place}: {result.bytes:,} bytes, {result.tables} tables read back", notes)
