"""The plan's limit per household."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attitude.targeting.rules.others import others, others_cure
from attitude.targeting.rules.rule import Base, Rule

if TYPE_CHECKING:
    from attitude.targeting.rules.candidate import Candidate


@dataclass(frozen=True)
class HouseholdLimit(Rule):
    """Closes all offers to those of a household beyond the best so many."""

    kind = "household_limit"
    is_of_one = False

    most: int

    def words(self) -> str:
        return f"at most {self.most} of a household"

    def value(self, candidate: Candidate) -> str:
        return others(candidate)

    def cure(self, candidate: Candidate) -> str:
        return others_cure(candidate)

    def follow(self, base: Base, step: int) -> None:
        values: dict[str, object] = {"policy_step": None, "family": "all", "most": self.most}
        base.flow.add("targeting/one_household", **base.at(step), **values)
