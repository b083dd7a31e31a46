"""The measure step: what a campaign brought, beside what came without it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attitude.database import Workspace
from attitude.errors import UsageError, nearest

if TYPE_CHECKING:
    import polars as pl

_DEFAULT_WINDOW = 30


@dataclass(frozen=True)
class MeasureResult:
    """Response and lift, one row per cell with ``all`` first, and what a reader must know of them."""

    table: pl.DataFrame
    notes: tuple[str, ...]


def measure(workspace: Workspace, campaign: str, response_days: int | None = None) -> MeasureResult:
    """Compare the response of those contacted with that of the holdout.

    Parameters
    ----------
    workspace
        May be open read-only.
    campaign
        A campaign id, as loaded or as planned.
    response_days
        The window of a campaign that has none of its own; by default that of the scores, else 30 days.

    Raises
    ------
    UsageError
        When there is no such campaign.
    """
    _check_campaign(workspace, campaign)
    days = response_days or _scored_window(workspace)
    workspace.run("measure/arms", campaign=campaign, response_days=days)
    return MeasureResult(workspace.result("measure/lift"), _notes(workspace, campaign))


def _check_campaign(workspace: Workspace, campaign: str) -> None:
    known = [name for (name,) in workspace.rows(
        "select campaign_id from store.campaigns union select campaign_id from store.lists"
    )]  # fmt: skip
    if campaign not in known:
        raise UsageError(f"no campaign '{campaign}'{nearest(campaign, known)}")


def _scored_window(workspace: Workspace) -> int:
    found = workspace.rows("select response_days from store.scorings")
    return int(found[0][0]) if found else _DEFAULT_WINDOW


def _notes(workspace: Workspace, campaign: str) -> tuple[str, ...]:
    treated, control, contaminated = workspace.row(
        "select count(*) filter (where not is_control), count(*) filter (where is_control), "
        "count(*) filter (where is_contaminated) from arms"
    )
    notes = []
    if treated == 0:
        notes.append(f"nobody was contacted in '{campaign}': load its contacts, or export its list")
    elif control == 0:
        notes.append("no holdout: this is the response of those contacted, not what the campaign added")
    if contaminated:
        notes.append(f"{contaminated:,} of {control:,} held-out members were contacted all the same")
    if workspace.row(
        "select count(*) from store.contacts join store.treatments using (treatment_key) "
        "join store.campaigns using (campaign_key) where campaign_id = ?", [campaign]
    )[0] == 0 and treated:  # fmt: skip
        notes.append("no contacts loaded: the exported list is taken as sent")
    return tuple(notes)
