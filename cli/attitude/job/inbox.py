"""The inbox: which files are there, and where they go; nothing is deleted, nothing written over."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from attitude.errors import AttitudeError, UsageError
from attitude.job.model import Job, LoadPart
from attitude.load import KINDS, is_readable, kind_of_file

REJECTS, REASON = ".rejects.csv", ".reason.txt"
_STILL_WRITTEN = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".filepart", ".swp", "~")
_NAME = re.compile(r"(?P<head>.+?)(?:~(?P<number>[1-9]\d*))?(?P<end>\.[^.]+(?:\.(?:gz|zst))?)", re.IGNORECASE)
# year and month, and perhaps day, in this order: what tells which of two files is the later one
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])(?:[-_.]?(0[1-9]|[12]\d|3[01]))?(?!\d)")
# kinds of which the row that is loaded last holds; of the others rows add up, in whatever order they come
_LAST_HOLDS = ("members", "campaigns", "usage")


@dataclass(frozen=True)
class Arrived:
    """A file of the inbox: its kind, and the campaign whose contacts it replaces, if it does."""

    kind: str
    path: Path
    replaces: str | None = None


def arrived(job: Job, part: LoadPart) -> tuple[list[Arrived], list[Path]]:
    """List the files of the inbox in the order in which they are loaded; and those left aside.

    The order is that of the kinds, of the months (or days) in their names, and of the names.

    A file that is still being written, by its name, is in neither.

    Raises
    ------
    UsageError
        When the folder is not there.
    """
    inbox = job.place(part.inbox)
    if not inbox.is_dir():
        raise UsageError(f"{job.path}: 'load.inbox': no folder {inbox}; make it, or name another")
    away = {job.place(part.done).resolve(), job.place(part.refused).resolve()}
    paths = [path for path in _files(inbox) if not away & set(path.resolve().parents)]
    ours = [path for path in paths if not _is_beside(path)]
    files = _ordered(part, [path for path in ours if _kind(part, path) in part.kinds])
    loaded = {file.path for file in files}
    return files, [path for path in ours if path not in loaded]


def passed_over(job: Job, part: LoadPart) -> list[tuple[Path, str]]:
    """List what lies in the inbox and is no file of it, with what it is: links and pipes.

    Who may write into the inbox is not to choose which file of another folder is read, and moved.
    """
    inbox = job.place(part.inbox)
    found = ((path, _strange(path)) for path in sorted(inbox.rglob("*")))
    return [(path, what) for path, what in found if what and not _is_still_written(path.relative_to(inbox))]


def later_ones(job: Job, part: LoadPart, file: Arrived) -> list[Arrived]:
    """List the files done before that tell a later month than a late one, where what is loaded last holds.

    Loaded again after it, they leave the workspace as if all had come in their order. Of one month, a longer name is a
    correction: ``usage_2026-11_v2`` comes after ``usage_2026-11``. Other names tell no order; there the last to come
    holds.
    """
    loaded = [path for path in _files(job.place(part.done)) if _kind(part, path) == file.kind and not _is_beside(path)]
    return [
        other
        for other in _ordered(part, loaded)
        if _is_later(other.path, file.path) and (file.kind in _LAST_HOLDS or other.replaces is not None)
    ]


def put_away(file: Path, folder: Path, reason: str | None = None) -> Path:
    """Move a file out of the inbox, its rejected rows and the reason of its refusal beside it.

    Parameters
    ----------
    file
        Where it lies.
    folder
        Where to; made if it is not there. A name that is taken gets a number: ``usage~2.csv``.
    reason
        Why it was refused.

    Returns
    -------
    Path
        Where it lies now.

    Raises
    ------
    AttitudeError
        When the disk refuses.
    """
    rejects = file.with_name(file.name + REJECTS)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        place = _free(folder, file)
        if reason is not None:  # before the file, which is what tells that all is done
            place.with_name(place.name + REASON).write_text(reason + "\n", encoding="utf-8")
        if rejects.is_file():
            _move(rejects, place.with_name(place.name + REJECTS))
        _move(file, place)
    except OSError as error:
        raise AttitudeError(f"{file}: cannot be moved to {folder}: {error.strerror}") from error
    return place


def fits(name: str, patterns: list[str]) -> bool:
    """Tell whether a name is one of those that patterns stand for."""
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def _free(folder: Path, file: Path) -> Path:
    """Find a name that is free; or taken by the same file, which a killed run had put there and not taken away here."""
    parts = _NAME.fullmatch(file.name)
    head, end = (parts["head"], parts["end"]) if parts else (file.name, "")
    number, place = 1, folder / file.name
    while place.exists() and not place.samefile(file):
        number += 1
        place = folder / f"{head}~{number}{end}"
    return place


def _move(file: Path, place: Path) -> None:
    """Move without writing over; where the folders are on one disk, at once."""
    if place.exists() and place.samefile(file):
        file.unlink()
        return
    with suppress(OSError):  # another disk, or one without links
        os.link(file, place)
        file.unlink()
        return
    half = place.with_name(f".{place.name}.part")
    shutil.copy2(file, half)
    half.rename(place)
    file.unlink()


def _files(folder: Path) -> list[Path]:
    paths = [path for path in folder.rglob("*") if path.is_file() and not _strange(path)]
    return [path for path in paths if not _is_still_written(path.relative_to(folder))]


def _strange(path: Path) -> str | None:
    """Say what a path is that is no file; None where it is one, or a folder."""
    if path.is_symlink():
        nowhere = "" if path.exists() else "nothing, "
        return f"a link to {nowhere}{path.readlink()}, which is not followed; put the file itself there"
    return None if path.is_file() or path.is_dir() else "a pipe or device, which no file can be read from"


def _is_still_written(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts) or path.name.lower().endswith(_STILL_WRITTEN)


def _is_beside(path: Path) -> bool:
    """Tell whether a file only accompanies another."""
    return path.name.endswith((REJECTS, REASON))


def _kind(part: LoadPart, path: Path) -> str | None:
    if not is_readable(path):
        return None
    return next((kind for pattern, kind in part.names.items() if _fits(path, pattern)), None) or kind_of_file(path)


def _fits(path: Path, pattern: str) -> bool:
    """Tell whether a file has a name; a name that was taken may have got a number (``list~2.csv``)."""
    parts = _NAME.fullmatch(path.name)
    name = parts["head"] + parts["end"] if parts else path.name
    return fnmatchcase(path.name, pattern) or fnmatchcase(name, pattern)


def _replaced(part: LoadPart, path: Path) -> str | None:
    return next((campaign for pattern, campaign in part.replace.items() if fnmatchcase(path.name, pattern)), None)


def _ordered(part: LoadPart, paths: list[Path]) -> list[Arrived]:
    order = list(KINDS)
    files = [Arrived(str(_kind(part, path)), path, _replaced(part, path)) for path in paths]
    return sorted(files, key=lambda file: (order.index(file.kind), *_order(file.path)))


def _order(path: Path) -> tuple[str, str, int, str]:
    """Give what files are ordered by: the month or day in the name, the name, and the number that a taken name got.

    Examples
    --------
    >>> _order(Path("usage_2026-11~2.csv"))[:3], _order(Path("members_20261105.csv.gz"))[:3]
    (('2026-11', 'usage_2026-11', 2), ('2026-11-05', 'members_20261105', 1))
    """
    parts = _NAME.fullmatch(path.name)
    head, number = (parts["head"], int(parts["number"] or 1)) if parts else (path.name, 1)
    day = _DAY.search(head)
    return "-".join(filter(None, day.groups())) if day else "", head, number, str(path)


def _is_later(one: Path, other: Path) -> bool:
    (day, head, *_), (other_day, other_head, *_) = _order(one), _order(other)
    if not day or not other_day:
        return False
    return day > other_day or (day == other_day and head != other_head and head.startswith(other_head))
