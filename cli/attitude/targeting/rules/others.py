"""Who stands before a member, of their address or household."""

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
