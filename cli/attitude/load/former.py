"""Addresses that members have no more: what is said from there holds for them still."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attitude.emails import make_ascii
from attitude.load.base import POINTS
from attitude.load.erased import kept_points
from attitude.phones import make_e164

if TYPE_CHECKING:
    from attitude.database import Workspace


def give_up_addresses(workspace: Workspace, before: str, after: str, **variables: object) -> None:
    """Keep the phones and e-mail addresses that members give up.

    Parameters
    ----------
    before
        A query that gives each row that was of a member: ``member_key``, ``phone``, ``email``.
    after
        One that gives their rows from now on.
    variables
        ``load_id`` where it is not that of the running load.
    """
    workspace.define(f"create or replace temp view rows_had as {before}")
    workspace.define(f"create or replace temp view rows_to_be as {after}")
    workspace.run("load/given_up_addresses", **variables)
    workspace.define("drop view rows_had")
    workspace.define("drop view rows_to_be")


def keep_former(workspace: Workspace) -> None:
    """Keep the addresses that the members in ``updated_members`` have no more."""
    before = "select member_key, phone, email from store.members semi join updated_members using (member_key)"
    give_up_addresses(workspace, before, "from updated_members")


def keep_aside(workspace: Workspace, region: str | None) -> None:
    """Keep the addresses of rows of a members file that another row of the same person stands before.

    So of all rows of an id but the last, and of one by an id that was merged into theirs. To be called when the members
    of the file are taken in.
    """
    if not _find_aside(workspace):
        return
    workspace.define("create or replace temp view arriving as from rows_aside")
    make_e164(workspace, "arriving", region)
    make_ascii(workspace, "arriving")
    workspace.run(*POINTS)
    points, _ = kept_points(workspace)
    give_up_addresses(workspace, f"select person_key as member_key, phone, email from {points}", "from store.members")


def _find_aside(workspace: Workspace) -> bool:
    workspace.run("load/rows_aside")
    return bool(workspace.rows("from rows_aside limit 1"))
