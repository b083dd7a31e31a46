"""Whom other lists contact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attitude.targeting.rules.rule import Base, Rule
from attitude.targeting.rules.where import take_out

if TYPE_CHECKING:
    from attitude.targeting.rules.candidate import Candidate


@dataclass(frozen=True)
class OnLists(Rule):
    """Takes out whom one of some lists contacts."""

    kind = "on_lists"

    lists: tuple[str, ...]

    def words(self) -> str:
        return f"on {', '.join(self.lists)}"

    def value(self, candidate: Candidate) -> str:
        names = self._contacting(candidate)
        return f"on {names}" if names else "no"

    def cure(self, candidate: Candidate) -> str:
        return f"they were not on {self._contacting(candidate)}"

    def follow(self, base: Base, step: int) -> None:
        take_out(base, step, "targeting/on_lists", excludes=True, lists=list(self.lists))

    def _contacting(self, candidate: Candidate) -> str:
        return ", ".join(row["list_id"] for row in candidate.ask("on_lists", lists=list(self.lists)))
