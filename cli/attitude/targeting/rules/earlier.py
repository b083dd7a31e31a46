"""A rule that this version does not know: its words are kept as they were told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attitude.targeting.rules.rule import Rule

if TYPE_CHECKING:
    from attitude.targeting.rules.candidate import Candidate


@dataclass(frozen=True)
class EarlierRule(Rule):
    """A rule of an earlier version, which is not asked again."""

    kind = "told"
    is_of_one = False

    sentence: str

    def words(self) -> str:
        return self.sentence

    def value(self, candidate: Candidate) -> str:
        return "a rule of an earlier version, which cannot be asked again"

    def cure(self, candidate: Candidate) -> str:
        return "that rule let them pass"
