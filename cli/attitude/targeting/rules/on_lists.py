"""Who is on other lists, contacted or held out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from attitude.targeting.rules.others import ALIKE
from attitude.targeting.rules.questions import Query
from attitude.targeting.rules.rule import Base, Rule

if TYPE_CHECKING:
    from attitude.targeting.rules.candidate import Candidate


@dataclass(frozen=True)
class OnLists(Rule):
    """Takes out who is on one of some lists; those held out too, so that both of its arms are contacted alike later."""

    kind = "on_lists"

    lists: tuple[str, ...]

    def words(self) -> str:
        return f"on {', '.join(self.lists)}"

    def value(self, candidate: Candidate) -> str:
        rows = self._rows(candidate)
        names = ", ".join(row["list_id"] for row in rows)
        if any(row["is_control"] for row in rows):
            return f"held out from {names}: {ALIKE}"
        return f"on {names}" if names else "no"

    def cure(self, candidate: Candidate) -> str:
        return f"they were not on {', '.join(row['list_id'] for row in self._rows(candidate))}"

    def follow(self, base: Base, step: int) -> None:
        base.ask(step, Query("targeting/on_lists", (("lists", self.lists),)), excludes=True)

    def _rows(self, candidate: Candidate) -> list[dict[str, Any]]:
        return candidate.ask("on_lists", lists=list(self.lists))
