"""Where a plan writes to each member on a day of their own: who has none, and whose is not within its dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attitude.database import literal, quoted
from attitude.targeting.rules.questions import Condition
from attitude.targeting.rules.rule import Base, Rule

if TYPE_CHECKING:
    from attitude.targeting.rules.candidate import Candidate


@dataclass(frozen=True)
class NoOwnDay(Rule):
    """Takes out whose date is not known."""

    kind = "no_own_day"

    column: str

    def words(self) -> str:
        return f"no {self.column} known"

    def value(self, candidate: Candidate) -> str:
        return date_of(candidate, self.column)

    def cure(self, candidate: Candidate) -> str:
        return f"a members file told their {self.column}"

    def follow(self, base: Base, step: int) -> None:
        base.ask(step, Condition(f"{quoted(self.column)} is not null", "send.on"), excludes=False)


@dataclass(frozen=True)
class OwnDayElsewhere(Rule):
    """Takes out whose day does not come round within the plan's dates."""

    kind = "own_day_elsewhere"

    column: str
    first: str
    last: str

    def words(self) -> str:
        return f"{self.column} not from {self.first} to {self.last}"

    def value(self, candidate: Candidate) -> str:
        return date_of(candidate, self.column)

    def cure(self, candidate: Candidate) -> str:
        return f"their {self.column} came round within the plan's dates"

    def follow(self, base: Base, step: int) -> None:
        ends = f"{literal(self.first)}::date, {literal(self.last)}::date"
        condition = f"anniversary({quoted(self.column)}::date, {ends}) is not null"
        base.ask(step, Condition(condition, "send.on"), excludes=False)


def date_of(candidate: Candidate, column: str) -> str:
    """Say the date that a member has in a column."""
    query = f"select {quoted(column)}::date::varchar from store.typed_members where member_key = ?"
    rows = candidate.workspace.rows(query, [candidate.key])
    return f"{column} {rows[0][0]}" if rows and rows[0][0] else f"{column} is missing"
