"""Which backups of a workspace are known: a small text beside it, to be found when the workspace cannot be opened.

It is no table: a backup is made while others read, when nothing can be written into the workspace; and the line that
tells of a damaged workspace needs to know the backups just then. One JSON object a line, the latest last.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from attitude.private import private_folder

_MOST = 50  # backups kept in mind


@dataclass(frozen=True)
class Backup:
    """A backup as it was made: where, when (UTC, as 2026-11-30 09:00), and its size.

    ``last_run`` is the last entry of its ``runs`` and ``begun`` the time of the first, which tells it from a backup of
    another workspace that was in the same place before.
    """

    file: str
    made_at: str
    bytes: int
    last_run: int
    begun: str = ""


def notes_of(workspace: Path) -> Path:
    """Say where the backups of a workspace are noted."""
    return workspace.with_name(f"{workspace.name}.backups")


def backups_of(workspace: Path) -> list[Backup]:
    """List the backups that were noted beside a workspace, the latest first; what cannot be read is passed over."""
    try:
        lines = notes_of(workspace).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    return [backup for line in reversed(lines) if (backup := _read(line)) is not None]


def _read(line: str) -> Backup | None:
    try:
        note = json.loads(line)
        counts = (int(note["bytes"]), int(note["last_run"]))
        return Backup(str(note["file"]), str(note["made_at"]), *counts, str(note["begun"]))
    except (ValueError, TypeError, KeyError):
        return None


def note_backup(workspace: Path, backup: Backup) -> None:
    """Note a backup, in the place of an earlier one in the same file.

    Raises
    ------
    OSError
        When the text beside the workspace cannot be written.
    """
    others = [one for one in reversed(backups_of(workspace)) if one.file != backup.file]
    lines = [json.dumps(asdict(one), ensure_ascii=False) for one in [*others, backup][-_MOST:]]
    place = notes_of(workspace)
    with private_folder(place.parent) as folder:
        with (folder / place.name).open("w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
            file.flush()
            os.fsync(file.fileno())
        (folder / place.name).replace(place)


def last_seen(workspace: Path) -> Backup | None:
    """Give the latest backup that is still where it was put."""
    for backup in backups_of(workspace):
        with suppress(OSError):
            if Path(backup.file).is_file():
                return backup
    return None


def way_back(workspace: Path) -> str:
    """Say which backup to go back to, as the ending of a line that tells what is wrong with a workspace."""
    backup = last_seen(workspace)
    if backup is None:
        latest = next(iter(backups_of(workspace)), None)
        known = f"the last backup, {latest.file} of {latest.made_at} UTC, is not there any more" if latest else ""
        return f"{known or 'no backup of it is known'}; take a copy of it that is whole"
    db = "" if str(workspace) == "attitude.duckdb" else f" --db {workspace}"
    command = f"attitude restore {backup.file} --force{db}"
    return f"the last backup seen is {backup.file} of {backup.made_at} UTC: '{command}' puts it in place"
