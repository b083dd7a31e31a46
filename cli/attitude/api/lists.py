"""The way in for Python, its part of lists: what `attitude.open` gives has these methods too."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from attitude.check import Checked
    from attitude.database import Workspace
    from attitude.diff import Diff
    from attitude.export import ExportResult, Withdrawal
    from attitude.list_status import RecallResult
    from attitude.replay import ReplayResult
    from attitude.settings import Settings
    from attitude.targeting import TargetResult
    from attitude.why import Why

Place = str | os.PathLike[str]


class ListsDoor:
    """Lists made, explained, checked, handed over and taken back; see `attitude.api.Session`."""

    @property
    def settings(self) -> Settings:
        """The settings of the workspace."""
        raise NotImplementedError

    def _opened(self, *, read_only: bool = True) -> AbstractContextManager[Workspace]:
        raise NotImplementedError

    def target(
        self, plan: Place, *, seed: int | None = None, force: bool = False, dry_run: bool = False, wave: int = 1
    ) -> TargetResult:
        """Build the send list of a campaign plan, a TOML file; `attitude target` has the same options."""
        from attitude.plan import read_plan
        from attitude.targeting import target

        settings = self.settings
        draw_seed = settings.seed if seed is None else seed
        with self._opened(read_only=dry_run) as workspace:
            return target(workspace, read_plan(Path(plan)), draw_seed, settings, force=force, dry=dry_run, wave=wave)

    def approve(self, name: str, allow: Collection[str] = ()) -> Checked:
        """Check a list (an id, or a campaign for its latest) and approve it.

        Raises
        ------
        BlockedError
            When a check stands in the way that ``allow`` does not name.
        """
        from attitude.export import find_list
        from attitude.list_status import approve

        with self._opened(read_only=False) as workspace:
            return approve(workspace, find_list(workspace, name), self.settings, allow)

    def export(
        self,
        name: str,
        output: Place | None = None,
        *,
        form: str | None = None,
        layout: str | None = None,
        split: Collection[str] = (),
        encoding: str | None = None,
        allow: Collection[str] = (),
    ) -> ExportResult:
        """Check a list and write it with its manifest.

        Parameters
        ----------
        name
            A list id, or a campaign id for its latest list.
        output
            The file; by default ``LIST.csv`` in the working folder.
        form
            ``csv``, ``parquet``, ``xlsx``, ``json`` or ``jsonl``; by default what the file's name says, else ``csv``.
        layout, split, encoding
            Which columns; a file for each ``channel``, ``cell`` or ``hour``; of CSV.
        allow
            Checks that may fail.

        Raises
        ------
        BlockedError
            When a check stands in the way.
        """
        from attitude.export import Handover, export
        from attitude.outputs import format_of

        path = None if output is None else Path(output)
        file_form = form or (path and format_of(path)) or "csv"
        how = Handover(encoding, layout, tuple(split))
        with self._opened(read_only=False) as workspace:
            return export(workspace, name, file_form, path, Path(), how, self.settings, allow)

    def withdraw(
        self,
        name: str,
        output: Place | None = None,
        *,
        form: str | None = None,
        layout: str | None = None,
        encoding: str | None = None,
    ) -> Withdrawal:
        """Say who has opted out since a list was handed over; with ``output``, write them as `export` writes a list."""
        from attitude.export import Handover, withdraw
        from attitude.outputs import format_of

        path = None if output is None else Path(output)
        file_form = form or (path and format_of(path)) or "csv"
        with self._opened(read_only=False) as workspace:
            return withdraw(workspace, name, file_form, path, Handover(encoding, layout), self.settings)

    def recall(self, name: str, reason: str | None = None) -> RecallResult:
        """Take a list back before it is sent."""
        from attitude.export import find_list
        from attitude.list_status import recall

        with self._opened(read_only=False) as workspace:
            return recall(workspace, find_list(workspace, name), reason)

    def why(self, name: str, member_id: str) -> Why:
        """Tell why a member is on a list, held out of it, or not on it."""
        from attitude.why import why

        with self._opened() as workspace:
            return why(workspace, name, member_id, self.settings)

    def diff(self, before: str, after: str) -> Diff:
        """Tell who moved between two lists, and by which rule."""
        from attitude.diff import diff

        with self._opened() as workspace:
            return diff(workspace, before, after)

    def replay(
        self,
        policy: Place | Mapping[str, Any],
        since: date | None = None,
        until: date | None = None,
    ) -> ReplayResult:
        """Say what other contact caps would have left out of past months, as `attitude replay` does.

        Parameters
        ----------
        policy
            A TOML file with ``[policy]``, or the rules themselves: ``{"all": {"max": 1, "days": 7}}``.
        since, until
            Any day of the first and the last month; by default the twelve months to the latest contact.

        Returns
        -------
        ReplayResult
            Frames ``months``, ``channels``, ``campaigns``, ``members`` and ``rules``, and ``notes``.
        """
        from attitude.replay import policy_of, read_policies, replay

        rules = policy_of(policy) if isinstance(policy, Mapping) else read_policies(Path(policy))[0]
        with self._opened() as workspace:
            return replay(workspace, rules, since, until, clock=self.settings.send.timezone)
