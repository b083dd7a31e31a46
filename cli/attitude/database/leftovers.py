"""What killed processes leave beside a workspace, or half-way to its place; all of it holds rows of members."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

from attitude.private import remove_dead, sweep


def clear_left_behind(workspace: Path) -> None:
    """Remove what is left of processes that are no more, beside a workspace and where temporary files are.

    The one that calls has it open for writing, and is the only one that has it open: what was spilled beside it, or
    half written to take its place, is nobody's. Of what may be others', locks tell. What cannot be removed is left.

    Parameters
    ----------
    workspace
        The workspace file.
    """
    place = workspace.resolve()
    for ending in ("", ".upgrading"):
        _remove_spilled(place.with_name(f"{place.name}{ending}.tmp"))
    for ending in ("anew", "upgrading"):
        with suppress(OSError):
            remove_database(place.with_name(f"{place.name}.{ending}"))
    for folder in (place.parent, Path(tempfile.gettempdir())):
        sweep(folder)
    remove_half_copies(place.parent)


def _remove_spilled(folder: Path) -> None:
    """Remove what the database spilled, and nothing else that may have come there."""
    if folder.is_symlink():
        return
    with suppress(OSError):
        for file in folder.glob("duckdb_temp_*"):
            file.unlink(missing_ok=True)
        folder.rmdir()


def remove_half_copies(parent: Path, but: Path | None = None) -> None:
    """Remove what is left of copies to a folder, see `attitude.database.copying`; what does not look like one stays."""
    for folder in parent.glob(".*.part"):
        name = folder.name[1 : -len(".part")]
        if folder != but:
            remove_dead(folder, frozenset((name, f"{name}.wal")))


def remove_database(file: Path) -> None:
    """Remove a database file and its log, as far as they are there.

    Raises
    ------
    OSError
        When the disk refuses.
    """
    for one in (file, file.with_name(f"{file.name}.wal")):
        one.unlink(missing_ok=True)
