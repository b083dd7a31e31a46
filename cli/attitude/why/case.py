"""One member and one list: what was decided, and the plan's rules run again for this member alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from attitude.plan import Plan, number_query
from attitude.target.controls import Control, fill_controls
from attitude.target.step import prepare

if TYPE_CHECKING:
    from datetime import date

    from attitude.database import Workspace
    from attitude.settings import Settings

Row = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """What is known of a member on a list.

    Parameters
    ----------
    key, head, plan, day
        The member; what was decided (see ``why/head``); the plan as it was; the first day of its sends.
    verdicts
        Each rule in order, with what it says of the member today (see ``why/verdicts``).
    offers, draws
        What each offer is worth today, and what the member draws.
    last
        The last member contacted by rank, None for an empty list.
    controls
        The universal controls that hold on the day.
    """

    workspace: Workspace
    key: int
    head: Row
    plan: Plan
    day: date
    verdicts: list[Row]
    offers: list[Row]
    draws: list[Row]
    last: Row | None
    controls: list[Control]

    def ask(self, name: str, **variables: object) -> list[Row]:
        """Give the rows of one query of ``queries/why`` about this member."""
        return self.workspace.result(f"why/{name}", member_key=self.key, **variables).rows(named=True)

    @cached_property
    def contacts(self) -> list[Row]:
        """The contacts that contact rules count, latest first, those of the household among them."""
        return self.ask("contacts", campaign=self.plan.campaign.id)

    @cached_property
    def answers(self) -> list[Row]:
        """What the member answered, latest first."""
        return self.ask("answers")

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
    def out_today(self) -> str | None:
        """The rule about the member that would take them out today: the first, or that which closes the last offer."""
        failed = [v["step"] for v in self.verdicts if v["is_failed"]]
        shut = {offer: v["step"] for v in reversed(self.verdicts) for offer in v["closed"]}
        closed = [max(shut.values())] if len(shut) == len(self.plan.offer) else []
        step = min(failed + closed, default=None)
        return next((str(v["rule"]) for v in self.verdicts if v["step"] == step), None)


def open_case(workspace: Workspace, list_id: str, key: int, settings: Settings) -> Case:
    """Look up what was decided, and run the rules about members again for this one; writes nothing but scratch tables.

    Raises
    ------
    UsageError
        When the plan's own SQL does not run any more.
    """
    head = workspace.result("why/head", list_id=list_id, member_key=key).row(0, named=True)
    plan = Plan.model_validate_json(head["plan"])
    workspace.close_off()
    rules = prepare(workspace, plan, head["seed"], settings, key)
    kin = workspace.result("why/kin", member_key=key)["member_key"].to_list()
    workspace.remember(members_asked=kin)
    rules.about_members()
    by = plan.choice.by if plan.choice.by in ("value", "random") else "number"
    if by == "number":
        workspace.define_answer(
            "numbers", f"from (\n{number_query(plan.choice.by)}\n) where member_key = {key}", "choice.by"
        )
    about: dict[str, object] = {"member_key": key, "seed": head["seed"], "campaign": plan.campaign.id}
    drawn: dict[str, object] = {**about, "draw": plan.holdout.draw}
    controls = fill_controls(workspace, rules.day, settings)
    last = workspace.result("why/last", list_key=head["list_key"]).rows(named=True)
    return Case(
        workspace,
        key,
        head,
        plan,
        rules.day,
        workspace.result("why/verdicts", list_key=head["list_key"]).rows(named=True),
        workspace.result("why/offers", chosen_by=by, list_key=head["list_key"], **about).rows(named=True),
        workspace.result("why/draws", **drawn).rows(named=True),
        last[0] if last else None,
        controls,
    )
