"""The last two rules of a list that prices chose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attitude.targeting.rules.candidate import best_beyond_room
from attitude.targeting.rules.rule import Rule

if TYPE_CHECKING:
    from attitude.targeting.rules.candidate import Candidate


@dataclass(frozen=True)
class Outbid(Rule):
    """Takes out to whom an open offer would bring something, but less than the price of the room it takes."""

    kind = "outbid"
    is_of_one = False

    def words(self) -> str:
        return "others bring more for the room and money there is"

    def value(self, candidate: Candidate) -> str:
        return best_beyond_room(candidate)

    def cure(self, candidate: Candidate) -> str:
        """Say what a member would have to be worth, and which limits could be wider."""
        ways, best = [], candidate.best
        if best is not None and best["gain"] < 0:
            floor = f"{max(best['toll'], 0):,.4g} or more (it is {best['expected_value']:.4g})"
            ways.append(f"their expected value for offer {best['offer']} were {floor}")
        query = (
            "select name from store.list_limits where list_key = ? and price > 0 and kind <> 'minimum' order by place"
        )
        scarce = [name for (name,) in candidate.workspace.rows(query, [candidate.head["list_key"]])]
        if scarce:
            ways.append(f"there were more of {', '.join(scarce)}")
        return ", or if ".join(ways) or "they were worth more"


@dataclass(frozen=True)
class Losing(Rule):
    """Takes out whoever is left: a contact would cost more than it brings."""

    kind = "losing"
    is_of_one = False

    def words(self) -> str:
        return "expected to cost more than they bring"

    def value(self, candidate: Candidate) -> str:
        return best_beyond_room(candidate)

    def cure(self, candidate: Candidate) -> str:
        worth = f" (it is {candidate.best['expected_value']:.4g})" if candidate.best else ""
        return f"their expected value were above 0{worth}"
