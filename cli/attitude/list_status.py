"""The life of a list: draft, approved, exported, and taken back; each turn an entry in ``runs``, nothing deleted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from attitude.audit import Run, noted, recorded, who
from attitude.check import Checked, check
from attitude.database import act
from attitude.errors import UsageError
from attitude.settings import SETTINGS_NAME

if TYPE_CHECKING:
    from attitude.database import Workspace
    from attitude.settings import Settings


@dataclass(frozen=True)
class RecallResult:
    """What was taken back: contacts planned no longer; whether the campaign that an export made known went too."""

    list_id: str
    contacts: int
    is_campaign_gone: bool


@act
def approve(workspace: Workspace, list_id: str, settings: Settings, allow: Collection[str] = ()) -> Checked:
    """Check a draft and mark it as approved: from now on its contacts count in the policies of other lists.

    Parameters
    ----------
    workspace
        Open for writing.
    list_id
        A list that is there.
    settings, allow
        See `attitude.check.check`.

    Raises
    ------
    BlockedError
        When a check stands in the way.
    UsageError
        When the list was approved before, or the settings ask for another than whoever made it.
    """
    checked = check(workspace, list_id, settings, allow)
    status = _status(workspace, list_id)
    if status != "draft":
        raise UsageError(f"{list_id}: was {status} before; 'attitude export {list_id}' writes it")
    _check_another(workspace, list_id, settings)
    with recorded(workspace, "approve", list_id) as run:
        _mark_approved(workspace, list_id, checked, run)
    return checked


def approve_draft(workspace: Workspace, list_id: str, checked: Checked, settings: Settings) -> None:
    """Approve a checked list on the way to its export, as an entry of its own, unless it is approved already.

    Raises
    ------
    UsageError
        When the settings ask for another than whoever made it.
    """
    if _status(workspace, list_id) == "draft":
        _check_another(workspace, list_id, settings)
        run = Run()
        _mark_approved(workspace, list_id, checked, run)
        noted(workspace, "approve", list_id, run)


@act
def recall(workspace: Workspace, list_id: str, reason: str | None = None) -> RecallResult:
    """Take a list back: what approval and export did is undone, all that was made stays to be looked at.

    Parameters
    ----------
    workspace
        Open for writing.
    list_id
        A list that is there.
    reason
        Kept in the entry.

    Raises
    ------
    UsageError
        When it was recalled before, or sent.
    """
    status = _status(workspace, list_id)
    if status == "recalled":
        raise UsageError(f"{list_id}: was recalled before; nothing is left to take back")
    _check_not_sent(workspace, list_id)
    with recorded(workspace, "recall", list_id) as run:
        workspace.run("list_status/unneeded", list_id=list_id)
        workspace.run("list_status/recall", list_id=list_id)
        (gone,) = workspace.row("select count(*) from unneeded")
        (contacts,) = workspace.row("select count_treated from store.lists where list_id = ?", [list_id])
        run.rows_out, run.detail = contacts, f"was {status}{f': {reason}' if reason else ''}"
    return RecallResult(list_id, contacts if status != "draft" else 0, bool(gone))


def _status(workspace: Workspace, list_id: str) -> str:
    return str(workspace.row("select status from store.lists where list_id = ?", [list_id])[0])


def _check_another(workspace: Workspace, list_id: str, settings: Settings) -> None:
    """Refuse to let whoever made a list approve it, where the settings say so."""
    if settings.approve.by == "anyone":
        return
    rule = f'[approve] by = "another" in {SETTINGS_NAME}'
    maker = workspace.result("list_status/maker", list_id=list_id).item()
    if maker is None:
        raise UsageError(f"{list_id}: nobody knows who made it, and {rule} asks that another approves; target it again")
    if maker == who():
        raise UsageError(f"{list_id}: {maker} made it, and {rule} asks that somebody else approves it")


def _mark_approved(workspace: Workspace, list_id: str, checked: Checked, run: Run) -> None:
    workspace.rows("update store.lists set status = 'approved' where list_id = ?", [list_id])
    (contacts,) = workspace.row("select count_treated from store.lists where list_id = ?", [list_id])
    run.rows_out = contacts - checked.left_out
    run.detail = f"allowed: {', '.join(checked.allowed)}" if checked.allowed else "all checks passed"


def _check_not_sent(workspace: Workspace, list_id: str) -> None:
    contacts = workspace.result("list_status/contacted", list_id=list_id).item()
    if contacts:
        (campaign,) = workspace.row("select campaign_id from store.lists where list_id = ?", [list_id])
        raise UsageError(
            f"{list_id}: {contacts:,} contacts of it were loaded, so it was sent and is not taken back; where that is "
            f"wrong, 'attitude load contacts FILE --replace {campaign}' loads what was sent"
        )
