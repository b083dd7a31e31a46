"""What rules ask of every member: the same question of several rules, plans or groups is answered once for all."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from attitude.members import members_for
from attitude.plan import define_answer, where_query

if TYPE_CHECKING:
    from attitude.database import Flow

Row = dict[str, object]


class Question(ABC):
    """Of whom something is true. Two that are equal have the same answer."""

    @abstractmethod
    def answer(self, flow: Flow) -> None:
        """Make ``wanted``: one row per member of whom it is true."""


@dataclass(frozen=True)
class Condition(Question):
    """A condition in the plan's own SQL; a fault in it is told with its place."""

    sql: str
    place: str = field(compare=False)

    def answer(self, flow: Flow) -> None:
        asked = where_query(self.sql, members_for(flow.workspace, self.sql))
        define_answer(flow.workspace, "wanted", asked, self.place)
        flow.note("wanted")


@dataclass(frozen=True)
class Query(Question):
    """A query of ours, with its variables; lists among them are tuples."""

    name: str
    variables: tuple[tuple[str, object], ...]

    def answer(self, flow: Flow) -> None:
        flow.make(self.name, **{name: list(v) if isinstance(v, tuple) else v for name, v in self.variables})
        flow.given(wanted=self.name.split("/")[1])


class Questions:
    """The questions that wait, each with the rules that ask it: plan, step, cell, and whether it says who may not."""

    def __init__(self) -> None:
        self._rules: dict[Question, list[Row]] = {}

    def add(self, question: Question, rule: Row) -> None:
        """Let a rule ask."""
        self._rules.setdefault(question, []).append(rule)

    def answer(self, flow: Flow) -> None:
        """Answer what waits, to ``verdicts``; a question is a part of the flow, and its answer ends with it."""
        for question, rules in self._rules.items():
            part = flow.within()
            question.answer(part)
            part.add("targeting/rule_where", rules=json.dumps(rules))
            part.close()
        self._rules.clear()
