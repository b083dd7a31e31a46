"""Who stands before a member, of their address or household; and of what else they were held out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from attitude.targeting.rules.candidate import Candidate


def others(candidate: Candidate, *, of_address: bool = False) -> str:
    """Name who is on the list with the member's address, or, where not told otherwise, of their household."""
    rows = _rows(candidate, of_address=of_address)
    lines = [f"{o['member_id']} of the same {o['shares']} has rank {o['rank']:,}" for o in rows[:3]]
    return "; ".join(lines) or "who was before them is not on the list either"


def others_cure(candidate: Candidate, *, of_address: bool = False) -> str:
    """Say who would have to be away."""
    rows = _rows(candidate, of_address=of_address)
    return f"{rows[0]['member_id'] if rows else 'another'}, who is before them, were not"


def _rows(candidate: Candidate, *, of_address: bool) -> list[dict[str, Any]]:
    return [row for row in candidate.others if not of_address or row["shares"] != "household"]


ALIKE = "counts as contacted, so that both arms stay alike"


def held_out(contact: dict[str, Any]) -> str:
    """Tell a contact that a member would have had.

    Examples
    --------
    >>> from datetime import datetime
    >>> held_out({"campaign_id": "may", "contacted_at": datetime(2026, 5, 1, 10)})
    'held out from may on 2026-05-01: counts as contacted, so that both arms stay alike'
    """
    return f"held out from {contact['campaign_id']} on {contact['contacted_at'].date()}: {ALIKE}"
