"""What bringing a workspace up does and says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from attitude import say
from attitude.database import Workspace
from attitude.numbers import file_size
from attitude.upgrade import Upgrade, planned, upgrade
from attitude.upgrade import opened as open_brought_up


def opened(path: Path, channels: Mapping[str, str], *, read_only: bool = False) -> Workspace:
    """Open a workspace that knows what the settings call channels; say so where it was brought up to be written to."""
    return open_brought_up(path, read_only=read_only, watch=say.progress, tell=say_done, channels=channels)


def upgrade_one(path: Path, *, dry: bool) -> None:
    """Bring a workspace up, or say what that would do."""
    found = planned(path) if dry else upgrade(path, say.progress)
    if found.before == found.after:
        say.note(f"{path}: is of version {found.after}, as this attitude has it; nothing is to be done")
    elif dry:
        for line in _tried(found):
            say.text(line)
        say.note("tried only: nothing is changed")
    else:
        say_done(found)


def say_done(found: Upgrade) -> None:
    """Say in one line that a workspace was brought up, and where the old file is."""
    say.note(
        f"{found.path}: brought up from version {found.before} to {found.after}; the old file is kept as {found.kept} "
        f"({file_size(found.bytes)})"
    )


def _tried(found: Upgrade) -> Iterator[str]:
    yield f"{found.path}: would be brought up from version {found.before} to {found.after}"
    for change in found.changes:
        yield f"  {change.version}: {change.words}"
    yield f"the old file would be kept as {found.path}.v{found.before}, {file_size(found.bytes)}"
