"""The part of the way in for Python that looks at files and keeps nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attitude.api.calls import called

if TYPE_CHECKING:
    from attitude.load import FileKind, LoadOptions, Look
    from attitude.settings import Settings


class Looking:
    """What a `attitude.api.Session` can tell of a file before it is loaded."""

    path: Path

    @property
    def settings(self) -> Settings:
        """The settings of the workspace."""
        raise NotImplementedError

    def look(
        self, kind: str, file: str | os.PathLike[str], *, mapping: Mapping[str, str] | None = None, **how: Any
    ) -> Look:
        """Look at a file as `load` would, with proposals for its columns, and keep nothing.

        Parameters
        ----------
        kind, file, mapping, how
            As for `load`; what is proposed is taken by ``load(…, mapping=found.maps)``.

        Returns
        -------
        Look
            Its ``columns`` is a frame of a row per column of the file; ``maps`` are the proposals, theirs → ours;
            ``refusal`` says why the file would be refused, None where it would not.

        Raises
        ------
        BadDataError
            When the file cannot be read at all.
        """
        from attitude.load import look, opened_to_look

        names = dict(mapping or {})
        remembered: Mapping[str, str] = next((m for one, m in self.settings.load.map.items() if one == kind), {})
        options = replace(self._reading(), **how, mapping={**remembered, **names}, must_have=frozenset(names))
        with called(), opened_to_look(self.path, self.settings) as (workspace, _):
            return look(workspace, kind, Path(file), options)

    def kinds(self, *places: str | os.PathLike[str], **how: Any) -> list[FileKind]:
        """Tell the kind of each file of folders: ``path``, ``kind`` (None where it is not told), and ``by`` what.

        Raises
        ------
        UsageError
            When there is no such folder, or no file in it.
        """
        from attitude.load import opened_to_look, tell_kinds

        maps = {str(kind): names for kind, names in self.settings.load.map.items()}
        with called(), opened_to_look(self.path, self.settings) as (workspace, _):
            return tell_kinds(workspace, [*map(Path, places)], maps, replace(self._reading(), **how))

    def _reading(self) -> LoadOptions:
        from attitude.load import LoadOptions

        return LoadOptions(timezone=self.settings.send.timezone, **self.settings.how_to_load)
