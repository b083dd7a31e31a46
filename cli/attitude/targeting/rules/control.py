"""The universal control: members whom a hash of seed, period and member keeps from all campaigns of a period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attitude.targeting.rules.rule import Rule

if TYPE_CHECKING:
    from attitude.targeting.rules.candidate import Candidate


@dataclass(frozen=True)
class UniversalControl(Rule):
    """Takes out a share of all members for a period; ``draws`` is how many draws that period has.

    Examples
    --------
    >>> UniversalControl("2026-Q1", 0.4, 1, draws=1).words()
    'universal control 40 % of 2026-Q1'
    """

    kind = "universal_control"
    query = "targeting/rule_control"

    period: str
    share: float
    seed: int
    draws: int

    def words(self) -> str:
        words = f"universal control {self.share:.0%} of {self.period}".replace("%", " %")
        return words if self.draws == 1 else f"{words}, seed {self.seed}"

    def value(self, candidate: Candidate) -> str:
        name = f"{self.period}/{self.seed}"
        drawn = [row["draw"] for row in candidate.draws if (row["kind"], row["name"]) == ("control", name)]
        return f"draw {drawn[0]:.4f}" if drawn else "a draw that does not hold any more"
