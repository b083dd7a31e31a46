"""One member and one list: all that a rule may ask to tell what it finds of the member."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

    from attitude.database import Flow, Workspace
    from attitude.plan import Plan
    from attitude.targeting.rules.rule import Rule

Row = dict[str, Any]


@dataclass(frozen=True)
class Candidate:
    """What is known of a member on a list.

    Parameters
    ----------
    key, head, plan, day
        The member; what was decided (see ``why/head``); the plan as it was; the first day of its sends.
    verdicts
        Each rule of the list in order, ``rule`` a `Rule`, with what it says of the member today (see ``why/verdicts``).
    offers, draws
        What each offer is worth today, ``closed_by`` a `Rule` or None; and what the member draws.
    last
        The last member contacted by rank, None for an empty list.
    """

    flow: Flow
    key: int
    head: Row
    plan: Plan
    day: date
    verdicts: list[Row]
    offers: list[Row]
    draws: list[Row]
    last: Row | None

    def ask(self, name: str, **variables: object) -> list[Row]:
        """Give the rows of one query of ``queries/why`` about this member."""
        return self.flow.ask(f"why/{name}", member_key=self.key, **variables)

    @property
    def chosen_by(self) -> str:
        """By what members of the list were taken; what the plan says, where the list does not."""
        return str(self.head["chosen_by"] or self.plan.choice.by)

    @property
    def is_by_value(self) -> bool:
        """Whether members were taken by money, of all they may answer or of what is added."""
        return self.chosen_by in ("value", "added")

    @property
    def workspace(self) -> Workspace:
        """The one that it is asked in."""
        return self.flow.workspace

    @cached_property
    def send_at(self) -> datetime:
        """When the member is, or would be, written to; the first moment of the sends where no contact is near."""
        rows = self.workspace.rows("select send_at from send_times") if self.flow.has("send_times") else []
        return datetime.combine(self.day, time()) if not rows else datetime.fromisoformat(str(rows[0][0]))

    @cached_property
    def contacts(self) -> list[Row]:
        """The contacts that contact rules count, latest first, those of the household among them."""
        wave = self.plan.later_wave.wave if self.plan.later_wave else None
        return self.ask("contacts", campaign=self.plan.campaign.id, wave=wave)

    @cached_property
    def answers(self) -> list[Row]:
        """What the member answered, latest first."""
        return self.ask("answers")

    @cached_property
    def scores(self) -> dict[tuple[str | None, str | None], float]:
        """The member's score by dimension and element; by (None, None) that for answering at all."""
        return {(row["dimension"], row["element"]): row["score"] for row in self.ask("scores")}

    @cached_property
    def others(self) -> list[Row]:
        """Who is on the list with the member's address, or of their household."""
        return self.ask("others", list_key=self.head["list_key"])

    @property
    def out(self) -> Rule | None:
        """The rule that took the member out; None where they are on the list."""
        return next((v["rule"] for v in self.verdicts if v["step"] == self.head["out_step"]), None)

    def closed(self, rule: Rule) -> list[int]:
        """Give the numbers of the offers that a rule closes to the member today."""
        return next((v["closed"] for v in self.verdicts if v["rule"] == rule), [])

    def closes_all(self, verdict: Row) -> bool:
        """Tell whether a rule takes the member out today, at once or by closing every offer."""
        return bool(verdict["is_failed"]) or len(verdict["closed"]) == len(self.plan.offer)

    @property
    def best(self) -> Row | None:
        """The offer the member would get: the best of those open."""
        return next((offer for offer in self.offers if offer["place"] == 1), None)

    @property
    def runner_up(self) -> Row | None:
        """The next best of the offers open to the member."""
        return next((offer for offer in self.offers if offer["place"] == 2), None)

    @property
    def is_drawn_out(self) -> bool:
        """Whether the holdout's draw keeps the member from being contacted."""
        return bool(self.draws[0]["draw"] < self.plan.holdout.share)

    @property
    def out_today(self) -> Rule | None:
        """The rule about the member that would take them out today: the first, or that which closes the last offer."""
        failed = [v["step"] for v in self.verdicts if v["is_failed"]]
        shut = {offer: v["step"] for v in reversed(self.verdicts) for offer in v["closed"]}
        closed = [max(shut.values())] if len(shut) == len(self.plan.offer) else []
        step = min(failed + closed, default=None)
        return next((v["rule"] for v in self.verdicts if v["step"] == step), None)


def worth(row: Row) -> str:
    """Say what an offer, or a place on a list, is worth."""
    return f"propensity {row['propensity']:.2%}, expected value {row['expected_value']:.4g}".replace("%", " %")


def last_place(candidate: Candidate) -> str:
    """Say what it took to be on the list."""
    if candidate.last is None:
        return "nobody is on the list"
    return f"the last one on the list, rank {candidate.last['rank']:,}, has {worth(candidate.last)}"


def beyond_room(offer: Row) -> str:
    """Say what an offer brings beyond the price of the room that it takes."""
    return (
        f"worth {offer['expected_value']:,.4g} less {offer['toll']:,.4g} for the room it takes = {offer['gain']:,.4g}"
    )


def best_beyond_room(candidate: Candidate) -> str:
    """Say the same of the best offer open to the member."""
    if candidate.best is None:
        return "no offer is open to them today"
    return f"the best offer open to them today is offer {candidate.best['offer']}, {beyond_room(candidate.best)}"
