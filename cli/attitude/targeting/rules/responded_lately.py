"""Who answered lately: within days before the start, in a channel or to an element or campaign where told."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from attitude.elements import own_elements, own_text
from attitude.targeting.rules.questions import Query
from attitude.targeting.rules.rule import Base, Rule

if TYPE_CHECKING:
    from attitude.plan import Responded
    from attitude.targeting.rules.candidate import Candidate


@dataclass(frozen=True)
class RespondedLately(Rule):
    """Takes out who answered so, or, where it does not exclude, who did not.

    Examples
    --------
    >>> RespondedLately(excludes=True, within_days=90, channel="wap").words()
    'responded through wap within 90 days'
    >>> RespondedLately(excludes=False, within_days=9, campaign="may", gift="data").words()
    'not responded to may, data within 9 days'
    >>> RespondedLately(excludes=True, within_days=9, own_elements='{"form":"gift"}').words()
    'responded to gift within 9 days'
    """

    kind = "responded_lately"

    excludes: bool
    within_days: int
    channel: str | None = None
    product: str | None = None
    timing: str | None = None
    gift: str | None = None
    campaign: str | None = None
    own_elements: str | None = None  # those of dimensions that the settings name, as the workspace keeps them

    @classmethod
    def of(cls, responded: Responded, *, excludes: bool) -> RespondedLately:
        """Give the rule that a plan asks for."""
        return cls(
            excludes,
            **responded.model_dump(exclude={"elements"}),
            own_elements=own_text(responded.elements),
        )

    @property
    def figures(self) -> dict[str, Any]:
        """Its figures by name; one that names no such elements is the same rule as before there were any."""
        return {name: value for name, value in super().figures.items() if name != "own_elements" or value is not None}

    def words(self) -> str:
        through = f" through {self.channel}" if self.channel else ""
        told = (self.campaign, self.product, self.timing, self.gift, *own_elements(self.own_elements).values())
        to = ", ".join(word for word in told if word)
        words = f"responded{f' to {to}' if to else ''}{through} within {self.within_days} days"
        return words if self.excludes else f"not {words}"

    def value(self, candidate: Candidate) -> str:
        answers = self._answers(candidate)
        if not answers:
            return "never answered"
        campaign = f" {answers[0]['campaign_id']}" if answers[0]["campaign_id"] else ""
        return f"last answered{campaign} on {answers[0]['answered_on']}"

    def cure(self, candidate: Candidate) -> str:
        if not self.excludes:
            return f"they had answered since {candidate.day - timedelta(days=self.within_days)}"
        answers = self._answers(candidate)
        free_on = answers[0]["answered_on"] + timedelta(days=self.within_days + 1) if answers else candidate.day
        return f"the campaign began on {free_on} or later"

    def follow(self, base: Base, step: int) -> None:
        values = {name: value for name, value in asdict(self).items() if name not in ("excludes", "within_days")}
        values |= {"day": base.day, "days": self.within_days}
        base.ask(step, Query("targeting/responded_lately", tuple(values.items())), excludes=self.excludes)

    def _answers(self, candidate: Candidate) -> list[dict[str, Any]]:
        """Give the answers that it speaks of, however long ago, latest first."""
        values = {"product": self.product, "timing": self.timing, "gift": self.gift, "campaign_id": self.campaign}
        if self.channel is not None:
            (values["family"],) = candidate.workspace.row("select channel_family(?)", [self.channel])
        return [
            row
            for row in candidate.answers
            if row["answered_on"] is not None
            and row["answered_on"] <= candidate.day
            and all(name is None or row[key] == name for key, name in values.items())
            and own_elements(self.own_elements).items() <= own_elements(row["own_elements"]).items()
        ]
