"""The plan's own SQL over members: who may be on the list, and who may not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attitude.database import quoted, select_problem
from attitude.members import members_with
from attitude.targeting.rules.questions import Condition
from attitude.targeting.rules.rule import Base, Rule

if TYPE_CHECKING:
    from attitude.plan import Plan
    from attitude.targeting.rules.candidate import Candidate


@dataclass(frozen=True)
class Where(Rule):
    """Takes out of whom a condition is not true, or, where it excludes, is. The condition stands in the plan."""

    kind = "where"

    excludes: bool

    def words(self) -> str:
        return "exclude.where" if self.excludes else "audience.where"

    def value(self, candidate: Candidate) -> str:
        return "".join(self._condition_and_values(candidate))

    def cure(self, candidate: Candidate) -> str:
        condition, known = self._condition_and_values(candidate)
        return f"{condition} were {'not ' if self.excludes else ''}true of them{known}"

    def follow(self, base: Base, step: int) -> None:
        place = f"{'exclude' if self.excludes else 'audience'}.where"
        ask_condition(base, step, self._condition(base.plan), place, excludes=self.excludes)

    def _condition(self, plan: Plan) -> str:
        return (plan.exclude.where if self.excludes else plan.audience.where) or ""

    def _condition_and_values(self, candidate: Candidate) -> tuple[str, str]:
        """Give the condition in one line, and the member's values of the columns that it names."""
        condition = self._condition(candidate.plan)
        words = select_problem(f"select (\n{condition}\n)")[1]
        members = members_with(candidate.workspace, words)
        columns = [name for name in candidate.workspace.describe(f"from {members}") if name.lower() in words]
        known = ""
        if columns:
            names = ", ".join(quoted(name) for name in columns)
            (row,) = candidate.workspace.rows(f"select {names} from {members} where member_key = ?", [candidate.key])
            known = f" ({', '.join(f'{name} {_plain(value)}' for name, value in zip(columns, row, strict=True))})"
        return " ".join(condition.split()), known


def ask_condition(base: Base, step: int, condition: str, place: str, *, excludes: bool) -> None:
    """Take out of whom a condition of the plan is not true, or is; a fault in it is told with its place."""
    file = f"{base.plan.file}: " if base.plan.file else ""
    base.ask(step, Condition(condition, f"{file}{place}"), excludes=excludes)


def _plain(value: object) -> str:
    if value is None:
        return "is missing"
    return str(value).lower() if isinstance(value, bool) else str(value)
