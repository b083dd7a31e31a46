"""A range of scores: for an element, or for answering at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attitude.targeting.rules.rule import Base, Rule

if TYPE_CHECKING:
    from attitude.targeting.rules.candidate import Candidate


@dataclass(frozen=True)
class ElementScore(Rule):
    """Takes out whose score for an element lies outside a range, both ends included."""

    kind = "element_score"

    dimension: str
    element: str
    low: float
    high: float

    def words(self) -> str:
        return f"{self.dimension} {self.element} score {self.low:g}–{self.high:g}"

    def value(self, candidate: Candidate) -> str:
        return _written(candidate.scores[self.dimension, self.element], self.low, self.high)

    def cure(self, candidate: Candidate) -> str:
        score = candidate.scores[self.dimension, self.element]
        return f"their score for {self.element} were {_wanted(score, self.low, self.high)}"

    def follow(self, base: Base, step: int) -> None:
        key = "select element_key from store.elements where dimension = ? and element = ?"
        values: dict[str, object] = {"low": self.low, "high": self.high}
        (values["element_key"],) = base.flow.workspace.row(key, [self.dimension, self.element])
        base.flow.add("targeting/rule_score", **base.at(step), **values)


@dataclass(frozen=True)
class Responsiveness(Rule):
    """Takes out whose score for answering at all lies outside a range, both ends included."""

    kind = "responsiveness"
    query = "targeting/rule_responsiveness"

    low: float
    high: float

    def words(self) -> str:
        return f"responsiveness {self.low:g}–{self.high:g}"

    def value(self, candidate: Candidate) -> str:
        return _written(candidate.scores[None, None], self.low, self.high)

    def cure(self, candidate: Candidate) -> str:
        return f"their score for responsiveness were {_wanted(candidate.scores[None, None], self.low, self.high)}"


def _written(score: float, low: float, high: float) -> str:
    """Write a score with as many digits as show on which side of the range it lies.

    Examples
    --------
    >>> _written(44.9876, 45, 100), _written(41.2345, 45, 100)
    ('44.9876', '41.2')
    """
    is_within = low <= score <= high
    return f"{score:.1f}" if (low <= round(score, 1) <= high) == is_within else f"{score:.4f}"


def _wanted(score: float, low: float, high: float) -> str:
    """Say what a score would have to be.

    Examples
    --------
    >>> _wanted(41.2345, 45, 100)
    '45 or more (it is 41.2)'
    """
    return f"{f'{low:g} or more' if score < low else f'{high:g} or less'} (it is {_written(score, low, high)})"
