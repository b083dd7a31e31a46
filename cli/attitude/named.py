"""Ids that somebody typed, read as those of files are: what nobody sees in them does not decide whom they mean."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attitude.database import Workspace

_AT_ONCE = 10_000


def ids_meant(workspace: Workspace, texts: Iterable[str]) -> dict[str, str]:
    """Give the member id that each text means: as the workspace has it, or as it is read where nobody has it."""
    workspace.define("create or replace temp table ids_typed (text varchar)")
    every = sorted(set(texts))
    for start in range(0, len(every), _AT_ONCE):
        workspace.rows("insert into ids_typed select unnest(?::varchar[])", [every[start : start + _AT_ONCE]])
    workspace.run("load/macros")
    workspace.run("load/keys")
    frame = workspace.result("load/ids_meant")
    return dict(zip(frame["text"].to_list(), frame["member_id"].to_list(), strict=True))
