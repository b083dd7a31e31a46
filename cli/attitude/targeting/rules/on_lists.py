"""Whom other lists contact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attitude.targeting.rules.questions import Query
from attitude.targeting.rules.rule import Base, Rule

if TYPE_CHECKING:
    from attitude.targeting.rules.case import Case


@dataclass(frozen=True)
class OnLists(Rule):
    """Takes out whom one of some lists contacts."""

    kind = "on_lists"

    lists: tuple[str, ...]

    def words(self) -> str:
        return f"on {', '.join(self.lists)}"

    def value(self, case: Case) -> str:
        names = self._contacting(case)
        return f"on {names}" if names else "no"

    def cure(self, case: Case) -> str:
        return f"they were not on {self._contacting(case)}"

    def follow(self, base: Base, step: int) -> None:
        base.ask(step, Query("targeting/on_lists", (("lists", self.lists),)), excludes=True)

    def _contacting(self, case: Case) -> str:
        return ", ".join(row["list_id"] for row in case.ask("on_lists", lists=list(self.lists)))
