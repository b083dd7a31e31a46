"""What bringing a workspace up does and says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from attitude import say
from attitude.database import Workspace, in_words
from attitude.upgrade import Upgrade, planned, upgrade
from attitude.upgrade import opened as open_brought_up


def opened(path: Path) -> Workspace:
    """Open a workspace for writing, and say so where it was brought up for that."""
    return open_brought_up(path, watch=say.progress, tell=say_done)


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
        f"({in_words(found.bytes)})"
    )


def _tried(found: Upgrade) -> Iterator[str]:
    yield f"{found.path}: would be brought up from version {found.before} to {found.after}"
    for change in found.changes:
        yield f"  {change.version}: {change.words}"
    yield f"the old file would be kept as {found.path}.v{found.before}, {in_words(found.bytes)}"
