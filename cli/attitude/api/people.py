"""The methods of a session that are about who is who; and how a method opens the file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from attitude.api.calls import called
from attitude.api.look import Looking
from attitude.database import Workspace
from attitude.upgrade import opened

if TYPE_CHECKING:
    from attitude.merge import Merged
    from attitude.person import Kept


class PeopleDoor(Looking):
    """What `attitude.Session` does with people."""

    @contextmanager
    def _opened(self, *, read_only: bool = True) -> Iterator[Workspace]:
        """Open the file for as long as a call takes; Ctrl-C stops the call."""
        settings = self.settings
        with called(settings.files.mode), opened(self.path, read_only=read_only, settings=settings) as workspace:
            yield workspace

    def merge(self, *pairs: tuple[str, str], dry_run: bool = False) -> Merged:
        """Make one member of two ids, old and new, for all pairs or none; `attitude merge --help` says what that does.

        Raises
        ------
        UsageError
            When an id names nobody or somebody erased, is to become two others, or itself.
        """
        from attitude.merge import merge

        with self._opened(read_only=dry_run) as workspace:
            return merge(workspace, pairs, dry=dry_run)

    def person(self, member: str) -> Kept:
        """Give all that is kept of a person: the rows of each table that has any of theirs.

        Raises
        ------
        UsageError
            When no file ever named such a member.
        """
        from attitude.person import everything

        with self._opened() as workspace:
            return everything(workspace, member)
