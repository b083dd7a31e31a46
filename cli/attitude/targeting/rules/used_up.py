"""No offer open to a member had room or money left when their turn came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from attitude.targeting.rules.rule import Rule

if TYPE_CHECKING:
    from attitude.targeting.rules.candidate import Candidate


@dataclass(frozen=True)
class UsedUp(Rule):
    """Takes out of whom that is so, see ``targeting/crowded``."""

    kind = "used_up"
    is_of_one = False

    def words(self) -> str:
        return "no room or money left for the offers open"

    def value(self, candidate: Candidate) -> str:
        return "; ".join(_limits(candidate)) or "every offer open to them costs more than there was"

    def cure(self, candidate: Candidate) -> str:
        return f"there were more room: {'; '.join(_limits(candidate))}"


def _limits(candidate: Candidate) -> Iterator[str]:
    """Tell the limits that left no room: of offers, and the budget."""
    rows = candidate.flow.ask("why/used", list_key=candidate.head["list_key"])
    used = {row["offer"]: row["contacts"] for row in rows}
    for number, offer in enumerate(candidate.plan.offer, start=1):
        if offer.capacity is not None and used.get(number, 0) >= offer.capacity:
            yield f"offer {number}, capacity {offer.capacity:,}: {used.get(number, 0):,} taken"
    budget = candidate.plan.limits.budget
    if budget is not None:
        yield f"limits.budget {budget:,.2f}: {candidate.head['list_cost']:,.2f} spent"
