"""What bringing a workspace up does and says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from attitude import say
from attitude.database import Workspace
from attitude.numbers import file_size
from attitude.settings import Settings
from attitude.upgrade import Upgrade, planned, upgrade
from attitude.upgrade import opened as open_brought_up


def opened(path: Path, settings: Settings, *, read_only: bool = False) -> Workspace:
    """Open a workspace that knows the words of the settings; say so where it was brought up to be written to."""
    return open_brought_up(path, read_only=read_only, watch=say.progress, tell=say_done, settings=settings)


def upgrade_one(path: Path, *, dry: bool) -> None:
    """Bring a workspace up, or say what that would do."""
    result = planned(path) if dry else upgrade(path, say.progress)
    if result.before == result.after:
        say.note(f"{path}: is of version {result.after}, as this attitude has it; nothing is to be done")
    elif dry:
        for line in _tried(result):
            say.text(line)
        say.note("tried only: nothing is changed")
    else:
        say_done(result)


def say_done(result: Upgrade) -> None:
    """Say in one line that a workspace was brought up, and where the old file is."""
    say.note(
        f"{result.path}: brought up from version {result.before} to {result.after}; the old file is kept as "
        f"{result.kept} ({file_size(result.bytes)})"
    )


def _tried(result: Upgrade) -> Iterator[str]:
    yield f"{result.path}: would be brought up from version {result.before} to {result.after}"
    for change in result.changes:
        yield f"  {change.version}: {change.words}"
    yield f"the old file would be kept as {result.path}.v{result.before}, {file_size(result.bytes)}"
