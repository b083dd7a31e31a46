"""Of those who share a phone or an e-mail address that an offer goes to, only the best one keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attitude.targeting.rules.others import others, others_cure
from attitude.targeting.rules.rule import Rule

if TYPE_CHECKING:
    from attitude.targeting.rules.candidate import Candidate


@dataclass(frozen=True)
class SameAddress(Rule):
    """Closes such offers to the others, so that nobody gets a message twice."""

    kind = "same_address"
    query = "targeting/one_address"
    is_of_one = False

    def words(self) -> str:
        return "same phone or e-mail as a better one"

    def value(self, candidate: Candidate) -> str:
        return others(candidate, of_address=True)

    def cure(self, candidate: Candidate) -> str:
        return others_cure(candidate, of_address=True)
