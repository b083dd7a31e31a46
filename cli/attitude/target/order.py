"""The order of a plan's rules: each is a few queries over everyone, so that its cut is known in sequence and alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from attitude.target.controls import control_rules, controls_on
from attitude.target.rules import (
    Base,
    ContactedWithin,
    ContactPolicy,
    Departed,
    ElementScore,
    GroupsFull,
    HouseholdLimit,
    HouseholdPolicy,
    InNoGroup,
    ListFull,
    Losing,
    NotDrawn,
    OnLists,
    OptedOut,
    Outbid,
    RespondedLately,
    RespondedTo,
    Responsiveness,
    SameAddress,
    Unreachable,
    UsedUp,
    Where,
)
from attitude.target.rules.where import find_true, take_out

if TYPE_CHECKING:
    from attitude.database import Workspace
    from attitude.plan import Audience, Group, Plan
    from attitude.settings import Settings
    from attitude.target.rules import Rule


class Rules:
    """The rules of one plan, followed one after another.

    Parameters
    ----------
    workspace
        With the pool, offers and empty tables in place.
    plan, seed
        A checked plan, and the seed of its draws.
    settings
        What holds for every plan: send hours, universal control and the seed of its draw.
    """

    def __init__(self, workspace: Workspace, plan: Plan, seed: int, settings: Settings) -> None:
        self._workspace, self._plan, self._seed, self._settings = workspace, plan, seed, settings
        as_of: date = workspace.row("select as_of from store.scorings")[0]
        self.day: date = plan.campaign.starts_on or as_of
        self.followed: list[Rule] = []
        self._base = Base(workspace, plan, self.day)
        self._about_members = 0  # how many rules are about members themselves

    def about_members(self) -> None:
        """Follow what is about members themselves, then what is about the ways to reach them."""
        plan = self._plan
        if self._workspace.rows("from store.departed limit 1"):
            self._follow(Departed())
        for control in control_rules(controls_on(self._workspace, self.day, self._settings)):
            self._follow(control)
        self._follow(*_audience(plan.audience))
        if plan.audience.group:
            self._draw(plan.audience.group)
            self._follow(InNoGroup(), NotDrawn())
        self._follow(*_exclusions(plan))
        channels = {offer.channel for offer in plan.offer}
        channel = channels.pop() if len(channels) == 1 else None
        self._follow(OptedOut(channel), Unreachable(channel))
        if plan.policy or plan.limits.per_household is not None:
            self._workspace.run("target/units")
        if plan.policy:
            self._policy()
        self._about_members = len(self.followed)

    def between_members(self) -> None:
        """Follow what one member's place on the list does to another's; the value of the offers is known by now.

        May be done again, with other members looked at: what it found before is forgotten.
        """
        del self.followed[self._about_members :]
        for table in ("rules", "failed", "shut"):
            self._workspace.rows(f"delete from {table} where step > ?", [self._about_members])
        self._follow(SameAddress())
        for _, policy in self.rooms:
            if policy.per == "household" and self._has_households():
                self._follow(HouseholdPolicy(policy.family, policy.most, policy.days))
        if self._plan.limits.per_household is not None:
            self._follow(HouseholdLimit(self._plan.limits.per_household))
        self._take_groups()

    def of(self, step: int | None) -> Rule | None:
        """Give the rule of a step."""
        return None if step is None else self.followed[step - 1]

    @property
    def rooms(self) -> list[tuple[int, ContactPolicy]]:
        """The steps that are rules of the contact policy, each with its rule."""
        return [(step, rule) for step, rule in enumerate(self.followed, start=1) if isinstance(rule, ContactPolicy)]

    def close(self, *, is_priced: bool = False) -> int:
        """Name the last two rules, those of the choice; gives the number of the last."""
        self._follow(*((Outbid(), Losing()) if is_priced else (UsedUp(), ListFull())))
        return len(self.followed)

    def _follow(self, *rules: Rule) -> None:
        for rule in rules:
            self.followed.append(rule)
            step = self._base.steps[rule] = len(self.followed)
            told: list[object] = [step, rule.kind, rule.about, rule.words()]
            self._workspace.rows("insert into rules values (?, ?, ?, ?)", told)
            rule.follow(self._base, step)

    def _draw(self, groups: list[Group]) -> None:
        """Draw each group's members: of whom every word of it is true."""
        for cell, group in enumerate(groups, start=1):
            self._workspace.rows("insert into cells values (?, ?)", [cell, group.name])
            self._outside(group)
            about: dict[str, object] = {"name": group.name, "share": group.share, "seed": self._seed}
            self._workspace.run("target/in_group", cell=cell, campaign=self._plan.campaign.id, **about)

    def _outside(self, group: Group) -> None:
        """Find the members of whom not every word of a group is true: its words are rules of step 0 for a while."""
        if group.where is not None:
            find_true(self._base, group.where, f"audience.group '{group.name}'.where")
            take_out(self._base, 0, excludes=False)
        for rule in _scores_and_answers(group):
            rule.follow(self._base, 0)
        self._workspace.define(
            "create or replace temp table outside as select distinct member_key from failed where step = 0"
        )
        self._workspace.define("delete from failed where step = 0")

    def _take_groups(self) -> None:
        groups = self._plan.audience.group
        for cell, group in enumerate(groups, start=1):
            self._workspace.run("target/take_group", cell=cell, most=group.limit)
        if any(group.limit is not None for group in groups):
            self._follow(GroupsFull())

    def _policy(self) -> None:
        plan, first = self._plan, self.day
        last, longest = first + timedelta(days=plan.send.days - 1), max(rule.days for rule in plan.policy.values())
        about: dict[str, object] = {"first_day": first, "last_day": last, "days": longest}
        self._workspace.run("target/pressure", campaign=plan.campaign.id, **about)
        if self._settings.send.timezone is not None:
            self._workspace.run("target/own_clock", clock=self._settings.send.timezone)
        self.time_sends()
        for channel, window in plan.policy.items():
            family = self._workspace.row("select channel_family(?)", [channel])[0]
            if family != "all" and not self._workspace.rows("select 1 from offers where family = ?", [family]):
                continue  # a rule of a channel that this plan does not use
            self._follow(ContactPolicy(family, window.max, window.days, window.per))

    def time_sends(self) -> None:
        """Find the send time of whoever stands in the table ``to_time``."""
        first, last = self._plan.send.hours or self._settings.send.hours
        about: dict[str, object] = {"first_day": self.day, "days": self._plan.send.days}
        self._workspace.run("target/send_times", first_hour=first, last_hour=last, **about)

    def _has_households(self) -> bool:
        return bool(self._workspace.rows("select 1 from units limit 1"))


def _audience(audience: Audience) -> Iterator[Rule]:
    if audience.where is not None:
        yield Where(excludes=False)
    yield from _scores_and_answers(audience)


def _scores_and_answers(asked: Audience | Group) -> Iterator[Rule]:
    for dimension, ranges in asked.attitude.items():
        for element, limits in ranges.items():
            yield ElementScore(dimension, element, *limits)
    if asked.responsiveness is not None:
        yield Responsiveness(*asked.responsiveness)
    for answer in asked.responded:
        yield RespondedLately.of(answer, excludes=False)


def _exclusions(plan: Plan) -> Iterator[Rule]:
    exclude = plan.exclude
    if exclude.where is not None:
        yield Where(excludes=True)
    if exclude.responded_to:
        yield RespondedTo(tuple(exclude.responded_to))
    for answer in exclude.responded:
        yield RespondedLately.of(answer, excludes=True)
    if exclude.contacted_within_days is not None:
        yield ContactedWithin(exclude.contacted_within_days)
    if exclude.lists:
        yield OnLists(tuple(exclude.lists))
