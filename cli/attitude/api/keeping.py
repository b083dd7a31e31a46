"""The methods of a workspace object that look after it: people removed, loads taken back, copies, checks."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from attitude.api.calls import called
from attitude.api.knowledge import day_of
from attitude.database import Workspace

if TYPE_CHECKING:
    import polars as pl

    from attitude.backup import BackupResult, RestoreResult
    from attitude.erase import Erased
    from attitude.settings import Settings
    from attitude.status import Status
    from attitude.undo import Undone
    from attitude.verify import Verified

Place = str | os.PathLike[str]


class Keeping(ABC):
    """What `attitude.Session` is made of, but for the acts of a month."""

    path: Path
    _named: Path | None

    @property
    @abstractmethod
    def settings(self) -> Settings:
        """The settings that hold for the workspace."""

    @abstractmethod
    def _opened(self, *, read_only: bool = True) -> AbstractContextManager[Workspace]:
        """Open the file for as long as a call takes."""

    def _try(self) -> None:
        """Say what is wrong with the file, if anything is: a trial does not bring one of an earlier version up."""
        with self._opened():
            pass

    def audit(
        self, *, since: date | str | None = None, of_list: str | None = None, of_member: str | None = None
    ) -> pl.DataFrame:
        """Give the audit trail, or what of it is about a list or a member; see `attitude.trail.entries`.

        Raises
        ------
        UsageError
            When there is no such list or member, with the nearest.
        """
        from attitude.trail import entries

        with self._opened() as workspace:
            return entries(workspace, day_of(since, "since"), of_list, of_member)

    def erase(self, *members: str, dry_run: bool = False) -> Erased:
        """Remove people for good, and keep the statistics; `attitude erase --help` says what goes and what stays.

        Raises
        ------
        UsageError
            When an id names nobody; then nobody was erased.
        """
        from attitude.erase import erase

        with self._opened(read_only=dry_run) as workspace:
            return erase(workspace, members, dry=dry_run)

    def undo(self, load: int | None = None, *, dry_run: bool = False) -> Undone:
        """Take a load back, by its number or the last one; `attitude undo --help` says what goes and what comes back.

        Raises
        ------
        UsageError
            When there is none, a later load rests on it, or what undoing it takes is not kept.
        """
        from attitude.home import find_home
        from attitude.settings_lines import forget_lines
        from attitude.undo import undo

        if dry_run:
            self._try()
        with self._opened(read_only=False) as workspace:
            result = undo(workspace, load, confirm=(lambda _: False) if dry_run else None)
        if result.is_done:
            forget_lines(find_home(self.path, self._named).file, result.lines)
        return result

    def status(self) -> Status:
        """Say what is in the workspace, how far the scores reach, and what is odd."""
        from attitude.status import status

        with self._opened() as workspace:
            return status(workspace)

    def backup(self, path: Place, *, force: bool = False) -> BackupResult:
        """Make a checked copy of the workspace, while others may read it; ``force`` writes over a file there."""
        from attitude.backup import backup

        with called(self.settings.files.mode):
            return backup(self.path, Path(path), force=force)

    def restore(self, path: Place, *, force: bool = False) -> RestoreResult:
        """Put a backup in the workspace's place; with ``force`` where there is one, which is kept beside."""
        from attitude.backup import restore

        with called(self.settings.files.mode):
            return restore(self.path, Path(path), force=force)

    def verify(self) -> Verified:
        """Check the file, and all that its tables promise; ``faults`` is empty where all is well."""
        from attitude.verify import verify

        with self._opened() as workspace:
            return verify(workspace)
