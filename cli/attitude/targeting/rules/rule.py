"""What a rule of a plan is: a kind with figures. Its sentence, a member's own value and a cure are made when asked."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from attitude.targeting.rules.questions import Question, Questions

if TYPE_CHECKING:
    from datetime import date

    from attitude.database import Flow
    from attitude.plan import Plan
    from attitude.targeting.rules.candidate import Candidate


@dataclass(frozen=True)
class Base:
    """What a rule is followed on.

    Parameters
    ----------
    flow
        With the relations that `attitude.targeting.order.prepare` makes.
    plan, number, day
        The plan, its number among those of the act, its first day.
    cell
        The group of which the rule is a word; None where it is a rule of the plan.
    is_final
        Whether what one member's place does to another's holds for the list, see ``targeting/closings``.
    steps
        The step of each rule followed so far.
    questions
        What rules of all plans ask of every member; answered once they all have asked.
    """

    flow: Flow
    plan: Plan
    number: int
    day: date
    cell: int | None = None
    is_final: bool = True
    steps: dict[Rule, int] = field(default_factory=dict)
    questions: Questions = field(default_factory=Questions)

    def at(self, step: int) -> dict[str, object]:
        """Give what every query of a rule asks for: which rule of which plan it speaks for."""
        return {"plan": self.number, "step": step, "cell": self.cell, "is_final": self.is_final}

    def ask(self, step: int, question: Question, *, excludes: bool) -> None:
        """Let a rule take out of whom something is not true or, where it excludes, is."""
        rule: dict[str, object] = {"plan": self.number, "step": step, "cell": self.cell, "excludes": excludes}
        self.questions.add(question, rule)


@dataclass(frozen=True)
class Rule(ABC):
    """A rule of a plan. Its fields are its figures: two rules of one kind with the same figures are the same rule.

    Nothing but a person reads `words`: who has to know which rule it is asks for its class, its kind or its figures.
    """

    kind: ClassVar[str]
    """Its name for machines. It is kept with lists: it never changes."""

    query: ClassVar[str | None] = None
    """Its query, which finds whom it takes out, or which offers it closes to whom: with the step, and its figures.

    None where the query of another rule finds it, or the choice.
    """

    is_of_one: ClassVar[bool] = True
    """Whether it looks at a member alone, so that it can be asked again; else it looks at their place among others."""

    @property
    def figures(self) -> dict[str, Any]:
        """Its figures by name, as JSON has them."""
        return asdict(self)

    @property
    def about(self) -> str:
        """Its figures as JSON, keys in order: the same text for the same figures."""
        return json.dumps(self.figures, sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    @abstractmethod
    def words(self) -> str:
        """Say it in a few words."""

    @abstractmethod
    def value(self, candidate: Candidate) -> str:
        """Say what it finds of a member."""

    def cure(self, candidate: Candidate) -> str:
        """Say what would have to be otherwise for it to let them pass; follows "on the list if".

        Empty where a draw decides, so that there is nothing to change.
        """
        return ""

    def follow(self, base: Base, step: int) -> None:
        """Run its query, as the rule of a step."""
        if self.query is not None:
            base.flow.add(self.query, **base.at(step), **self.figures)
