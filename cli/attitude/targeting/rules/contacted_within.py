"""Who was contacted lately, by what is loaded or by another campaign's list; or held out of such a contact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from attitude.targeting.rules.others import held_out
from attitude.targeting.rules.questions import Query
from attitude.targeting.rules.rule import Base, Rule

if TYPE_CHECKING:
    from attitude.targeting.rules.candidate import Candidate


@dataclass(frozen=True)
class ContactedWithin(Rule):
    """Takes out who was, within days before the start; those held out are as those who were contacted."""

    kind = "contacted_within"

    days: int

    def words(self) -> str:
        return f"contacted within {self.days} days"

    def value(self, candidate: Candidate) -> str:
        last = _last(candidate)
        if last is None:
            return "never contacted"
        if last["is_held_out"]:
            return held_out(last)
        planned = "planned " if last["is_planned"] else ""
        return f"last {planned}{last['contacted_at'].date()} by {last['family']} ({last['campaign_id']})"

    def cure(self, candidate: Candidate) -> str:
        last = _last(candidate)
        free_on = last["contacted_at"].date() + timedelta(days=self.days + 1) if last else candidate.day
        return f"the campaign began on {free_on} or later"

    def follow(self, base: Base, step: int) -> None:
        values = (("day", base.day), ("days", self.days), ("campaign", base.plan.campaign.id))
        base.ask(step, Query("targeting/contacted_lately", values), excludes=True)


def _last(candidate: Candidate) -> dict[str, Any] | None:
    """Give the member's own latest contact up to the start."""
    return next(
        (row for row in candidate.contacts if row["is_own"] and row["contacted_at"].date() <= candidate.day), None
    )
