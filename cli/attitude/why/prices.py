"""What prices decided about a member: what each offer brings beyond the room it takes, and the runner-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attitude.targeting import beyond_room

if TYPE_CHECKING:
    from attitude.targeting import Candidate


def chosen(candidate: Candidate) -> str:
    """Say why the offer given was the one."""
    offer = candidate.offers[candidate.head["offer"] - 1]
    first = f"rank {candidate.head['rank']:,}: offer {offer['offer']}, {beyond_room(offer)}{_premium(candidate)}"
    other = next((o for o in (candidate.best, candidate.runner_up) if o and o["offer"] != offer["offer"]), None)
    if other is None:
        return f"{first}; no other offer is open to them"
    ahead = offer["gain"] - other["gain"]
    than = f"which leaves offer {offer['offer']} {abs(ahead):,.4g} {'ahead' if ahead >= 0 else 'behind'}"
    if ahead < 0:
        than += ": it was given where the other had no room left, or their scores have moved"
    return f"{first}; the runner-up is offer {other['offer']}, {beyond_room(other)}, {than}"


def to_stay(candidate: Candidate) -> str:
    """Say what keeps a member on the list."""
    offer = candidate.offers[candidate.head["offer"] - 1]
    if offer["toll"] <= 0:
        return f"on the list while they bring more than a contact costs (it is {offer['expected_value']:.4g})"
    return (
        f"on the list while they are worth {offer['toll']:,.4g} or more, the price of the room that offer "
        f"{offer['offer']} takes (it is {offer['expected_value']:.4g})"
    )


def _premium(candidate: Candidate) -> str:
    """Say what a contact counts besides, where the member's group would not reach its minimum without."""
    query = "select price::double from store.list_limits where list_key = ? and name = ? and price > 0"
    rows = candidate.workspace.rows(query, [candidate.head["list_key"], f"minimum of '{candidate.head['cell']}'"])
    return f", and {rows[0][0]:,.4g} for the minimum of '{candidate.head['cell']}'" if rows else ""
