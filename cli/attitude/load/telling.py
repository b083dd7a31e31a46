"""What kind of file each file of a folder is: told by its name, else proposed by words in it or by its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from attitude.database import Workspace, act
from attitude.errors import AttitudeError, UsageError
from attitude.load.account import LoadOptions
from attitude.load.header import with_names
from attitude.load.kinds import KINDS, kind_of_file, meanings, missing
from attitude.load.proposing import columns_of, first_values, what_they_hold
from attitude.load.sources import is_readable, opened
from attitude.load.synonyms import kind_in, proposals

NO_FORMAT, REFUSED = "no known format", "rows that were refused"
Maps = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class FileKind:
    """A file, its kind (None where it cannot be told), and by what: ``name``, ``words``, ``columns``; or why not."""

    path: Path
    kind: str | None
    by: str

    @property
    def is_data(self) -> bool:
        """Whether it is a file that could be loaded, were its kind told."""
        return self.by not in (NO_FORMAT, REFUSED)


def tell_kinds(workspace: Workspace, paths: Sequence[Path], maps: Maps, options: LoadOptions) -> list[FileKind]:
    """Tell the kind of each file; folders stand for the files in them. Members and campaigns come first, then by name.

    Parameters
    ----------
    workspace
        Any; what is known there is no phone.
    paths
        Folders and files.
    maps
        By kind, the names of columns that are remembered.
    options
        How files are to be read.

    Raises
    ------
    UsageError
        When there is no such file or folder, or no file in it.
    """
    files = [tell_kind(workspace, path, maps, options) for entry in paths for path in _files(entry)]
    if not files:
        raise UsageError(f"{', '.join(map(str, paths))}: has no file in it; name a file, or another folder")
    order = [*KINDS, None]
    return sorted(files, key=lambda file: order.index(file.kind))


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise UsageError(f"{path}: no such file or folder; say a kind ({', '.join(KINDS)}) and its files, or a folder")
    return sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]


@act
def tell_kind(workspace: Workspace, path: Path, maps: Maps, options: LoadOptions) -> FileKind:
    """Tell the kind of one file."""
    if not is_readable(path):
        return FileKind(path, None, NO_FORMAT)
    if ".rejects." in path.name:
        return FileKind(path, None, REFUSED)
    if kind := kind_of_file(path):
        return FileKind(path, kind, "name")
    try:
        fits = _fitting(workspace, path, maps, options)
    except AttitudeError as error:
        return FileKind(path, None, str(error))
    kind = kind_in(path.name)
    if kind in fits:
        return FileKind(path, kind, "words")
    best = _best(fits)
    if best is None or kind is not None:
        reason = f"its name speaks of {kind}, its columns do not" if kind else "neither its name nor its columns tell"
        return FileKind(path, None, reason + (f"; they fit {', '.join(fits)}" if fits else ""))
    return FileKind(path, best, "columns")


def _fitting(workspace: Workspace, path: Path, maps: Maps, options: LoadOptions) -> dict[str, set[str]]:
    """Give the kinds whose needed columns a file has or may have, each with all of its columns that it may have."""
    with opened(path, options.encoding) as source:
        columns = columns_of(workspace, with_names(None, source, options))
        first = first_values(workspace, columns)
        fits = {}
        for kind in KINDS:
            mapping = {**maps.get(kind, {}), **options.mapping}
            holds = what_they_hold(workspace, kind, first, options.region)
            targets = {**meanings(kind, columns, mapping), **proposals(kind, columns, mapping, holds)}
            known = {ours for ours in targets.values() if ours in KINDS[kind].columns}
            if not missing(kind, known):
                fits[kind] = known
        workspace.run("load/forget")
    return fits


def _best(fits: Mapping[str, set[str]]) -> str | None:
    """Choose the kind that takes most of the columns; None where two do, or where only ids and addresses speak for it.

    An id and an address may be of anybody: a list of whom to write to, or of whom never to write to again.
    """
    most = max(map(len, fits.values()), default=0)
    best = [kind for kind, columns in fits.items() if len(columns) == most]
    telling = {"members": {"joined_on", "household_id", "timezone"}, "optouts": {"opted_out_on", "action"}}
    is_told = len(best) == 1 and (best[0] not in telling or fits[best[0]] & telling[best[0]])
    return best[0] if is_told else None
