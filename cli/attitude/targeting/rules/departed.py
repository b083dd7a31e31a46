"""Who left: missing from the last file of the whole base that tells of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attitude.targeting.rules.rule import Rule

if TYPE_CHECKING:
    from attitude.targeting.rules.candidate import Candidate


@dataclass(frozen=True)
class Departed(Rule):
    """Takes out who is no longer a member."""

    kind = "departed"
    query = "targeting/rule_departed"

    def words(self) -> str:
        return "no longer a member"

    def value(self, candidate: Candidate) -> str:
        file = candidate.head["left_with"]
        return f"missing from {file}, which is the whole base" if file else "a member"

    def cure(self, candidate: Candidate) -> str:
        return "a members file named them again" if candidate.head["left_with"] else "the list were made anew"
