"""Whom a later wave of a series goes to: those the wave before reached, as far as they answered as it asks."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from attitude.targeting.rules.questions import Query
from attitude.targeting.rules.rule import Base, Rule

if TYPE_CHECKING:
    from attitude.plan import Plan
    from attitude.targeting.rules.candidate import Candidate


@dataclass(frozen=True)
class NotReached(Rule):
    """Takes out whom the wave before did not reach; those it held out stay, and stay held out."""

    kind = "not_reached"

    wave: int
    before: str

    def words(self) -> str:
        return f"not reached by wave {self.wave}"

    def value(self, candidate: Candidate) -> str:
        rows = candidate.ask("on_lists", lists=[self.before])
        if not rows:
            return f"not on {self.before}"
        return f"held out from {self.before}, and from the whole series" if rows[0]["is_control"] else "no"

    def cure(self, candidate: Candidate) -> str:
        return f"{self.before} had reached them"

    def follow(self, base: Base, step: int) -> None:
        query = "select campaign_key from store.campaigns where campaign_id = ?"
        keys = tuple(key for (key,) in base.flow.workspace.rows(query, [base.plan.campaign.id]))
        asked = (("before", self.before), ("campaign_keys", keys))
        base.ask(step, Query("targeting/reached", asked), excludes=False)


@dataclass(frozen=True)
class AnsweredWave(Rule):
    """Takes out who has answered the series, or who has not as the wave asks.

    ``answer`` is the kind of answers, and ``product`` the use that is the plan's goal, None where it is another.
    """

    kind = "answered_wave"

    campaign: str
    since: str
    to: Literal["silent", "clicked", "bought"]
    answer: str | None = None
    product: str | None = None
    is_new: bool = False

    @classmethod
    def of(cls, plan: Plan, to: Literal["silent", "clicked", "bought"], since: str) -> AnsweredWave:
        """Give the rule that a plan's wave asks for."""
        goal = plan.goal
        if goal is None:
            return cls(plan.campaign.id, since, to)
        product = plan.campaign.product if goal.outcome == "product" else None
        return cls(plan.campaign.id, since, to, goal.kind, product, goal.new and product is not None)

    def words(self) -> str:
        return {"silent": "answered before", "clicked": "no click, or bought", "bought": "did not buy"}[self.to]

    def value(self, candidate: Candidate) -> str:
        rows = [row for row in candidate.answers if row["campaign_id"] == self.campaign]
        if not rows:
            return "no answer told of the series"
        day = rows[0]["answered_on"]
        return f"last answered {'on ' + str(day) if day else 'without a day'}"

    def cure(self, candidate: Candidate) -> str:
        cures = {"silent": "they had not answered", "clicked": "they had clicked and not bought"}
        return cures.get(self.to, "they had bought")

    def follow(self, base: Base, step: int) -> None:
        asked = {"to": "wanted_answer", "answer": "kind"}
        values: dict[str, Any] = {asked.get(name, name): value for name, value in asdict(self).items()}
        base.ask(step, Query("targeting/answered_wave", tuple(values.items())), excludes=self.to == "silent")
