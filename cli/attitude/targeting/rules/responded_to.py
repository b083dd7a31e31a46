"""Who ever responded to one of some campaigns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attitude.targeting.rules.questions import Query
from attitude.targeting.rules.rule import Base, Rule

if TYPE_CHECKING:
    from attitude.targeting.rules.candidate import Candidate


@dataclass(frozen=True)
class RespondedTo(Rule):
    """Takes out who did."""

    kind = "responded_to"

    campaigns: tuple[str, ...]

    def words(self) -> str:
        return f"responded to {', '.join(self.campaigns)}"

    def value(self, candidate: Candidate) -> str:
        names = self._answered(candidate)
        return f"answered {names}" if names else "no"

    def cure(self, candidate: Candidate) -> str:
        return f"exclude.responded_to did not name {self._answered(candidate)}"

    def follow(self, base: Base, step: int) -> None:
        base.ask(step, Query("targeting/responded_to", (("campaigns", self.campaigns),)), excludes=True)

    def _answered(self, candidate: Candidate) -> str:
        names = {row["campaign_id"] for row in candidate.answers if row["campaign_id"] in self.campaigns}
        return ", ".join(sorted(names))
