"""Who stands before a member, of their address or household."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from attitude.targeting.rules.case import Case


def others(case: Case, *, of_address: bool = False) -> str:
    """Name who is on the list with the member's address, or, where not told otherwise, of their household."""
    found = _found(case, of_address=of_address)
    named = [f"{o['member_id']} of the same {o['shares']} has rank {o['rank']:,}" for o in found[:3]]
    return "; ".join(named) or "who was before them is not on the list either"


def others_cure(case: Case, *, of_address: bool = False) -> str:
    """Say who would have to be away."""
    found = _found(case, of_address=of_address)
    return f"{found[0]['member_id'] if found else 'another'}, who is before them, were not"


def _found(case: Case, *, of_address: bool) -> list[dict[str, Any]]:
    return [row for row in case.others if not of_address or row["shares"] != "household"]
