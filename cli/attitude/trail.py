"""The audit trail, read: all of it, or what of it is about a list or a member."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attitude.database import Workspace
from attitude.export import find_list
from attitude.member import key_of

if TYPE_CHECKING:
    import polars as pl


def entries(
    workspace: Workspace, since: date | None = None, of_list: str | None = None, of_member: str | None = None
) -> pl.DataFrame:
    """Give one row per step, the oldest first; ``digest`` of each is over what it says and over the one before.

    Parameters
    ----------
    since
        A day, in UTC.
    of_list
        A list, or a campaign for its latest.
    of_member
        The id of a member: files that told of them, and lists they are on.

    Raises
    ------
    UsageError
        When there is no such list or member, with the nearest.
    """
    return workspace.result(
        "audit/trail",
        since=since,
        list=find_list(workspace, of_list) if of_list is not None else None,
        member_key=key_of(workspace, of_member) if of_member is not None else None,
    )
