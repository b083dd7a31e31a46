"""The order of a plan's rules: each is a few queries over everyone, so that its cut is known in sequence and alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from attitude.elements import as_columns
from attitude.errors import BadDataError
from attitude.plan import dated_query, define_answer
from attitude.targeting.capacity import money, problem_of
from attitude.targeting.controls import control_rules, controls_on
from attitude.targeting.draws import find_draw_ids
from attitude.targeting.policy import find_unsent, follow_policies
from attitude.targeting.rules import (
    AnsweredWave,
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
    NoOwnDay,
    NotDrawn,
    NotReached,
    OnLists,
    OptedOut,
    Outbid,
    OwnDayElsewhere,
    RespondedLately,
    RespondedTo,
    Responsiveness,
    SameAddress,
    Unreachable,
    UsedUp,
    Where,
)
from attitude.targeting.rules.questions import Questions
from attitude.targeting.rules.where import ask_condition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attitude.database import Flow, Workspace
    from attitude.plan import Audience, Group, Plan
    from attitude.settings import Settings
    from attitude.targeting.rules import Rule


def prepare(
    flow: Flow, plans: Sequence[Plan], seed: int, settings: Settings, member_key: int | None = None
) -> list[Rules]:
    """Make the relations of plans, for everyone or for one member, and follow the rules about members.

    Parameters
    ----------
    flow
        In a workspace with scores and members.
    plans, seed, settings
        Checked plans, numbered from 1; the seed of their draws; what holds for every plan.
    member_key
        The one asked about.

    Returns
    -------
    list
        The rules of each plan, with ``verdicts`` of those about members.
    """
    flow.make("targeting/pool", member_key=member_key)
    find_draw_ids(flow)
    (as_of,) = flow.workspace.row("select as_of from store.scorings")
    questions = Questions()
    base = [
        Base(flow, plan, n, plan.campaign.starts_on or as_of, questions=questions) for n, plan in enumerate(plans, 1)
    ]
    rules = [Rules(one, seed, settings, as_of) for one in base]
    flow.make("targeting/plans", plans=json.dumps([one.plan_row for one in rules]))
    flow.make("targeting/offers", offers=json.dumps(list(_offers(plans))))
    flow.make("targeting/cells", cells=json.dumps([cell for one in rules for cell in one.cells]))
    flow.make("targeting/series_arms")
    _find_own_days(flow, plans)
    for name in ("verdicts", "group_verdicts", "failed", "contacts_left", "siblings", "to_time", "send_times"):
        flow.make(f"targeting/{name}")
    flow.make("targeting/units", is_needed=any(plan.policy or plan.limits.per_household is not None for plan in plans))
    for one in rules:
        one.draw_groups()
    questions.answer(flow)
    flow.make("targeting/group_draws")
    find_unsent(flow, [(one.plan, one.day) for one in rules], of_one=member_key is not None)
    is_anyone_gone = bool(flow.workspace.rows("from store.departed limit 1"))
    for one in rules:
        one.about_members(is_anyone_gone=is_anyone_gone)
    questions.answer(flow)
    follow_policies(flow, rules, settings, member_key)
    return rules


def chosen_by(workspace: Workspace, plan: Plan) -> str:
    """Say by what a plan chooses: where it leaves that open, by what is added if holdouts show that lists gain by it.

    Raises
    ------
    BadDataError
        When it asks for what is added, and no holdout tells enough.
    """
    by = plan.choice.by
    if by not in ("added", "auto"):
        return by
    gains = workspace.rows("select is_clear from store.gains")
    if by == "auto":
        return "added" if gains == [(True,)] else "value"
    if not gains:
        raise BadDataError(
            'choice.by = "added" needs a campaign with a holdout, contacted or held out by its list or its contacts '
            'file, and at least 50 answers of each that both can show, at the last scoring: use by = "value", or '
            '"auto", until there is one'
        )
    return by


def _offers(plans: Sequence[Plan]) -> Iterator[dict[str, object]]:
    count = 0
    for place, plan in enumerate(plans, start=1):
        for number, offer in enumerate(plan.offer, start=1):
            count += 1
            row: dict[str, object] = {
                "plan": place,
                "offer": number,
                "number": count,
                **as_columns(plan.elements(offer)),
            }
            row["bonus"] = problem_of(plan).bonus[number - 1]
            gift = money(offer.response_cost)
            worth = (money(offer.unit_cost), gift, money(plan.value_of(offer)) - gift)
            row |= dict(zip(("unit_cost", "response_cost", "value_per_response"), map(str, worth), strict=True))
            yield row | {"capacity": offer.capacity}


class Rules:
    """The rules of one plan, followed one after another.

    Parameters
    ----------
    base
        A checked plan, its number among those of the act, and the relations that `prepare` makes.
    seed
        Of the plan's draws.
    settings
        What holds for every plan: send hours, universal control and the seed of its draw.
    as_of
        The day of the scores, from which a plan's days count that does not say when it begins.
    """

    def __init__(self, base: Base, seed: int, settings: Settings, as_of: date) -> None:
        self.plan, self.number, self.day, self.seed = base.plan, base.number, base.day, seed
        self._settings = settings
        self.as_of = as_of
        self.followed: list[Rule] = []
        self._base = base
        self.by = chosen_by(base.flow.workspace, base.plan)
        self._has_households: bool | None = None
        self._about_members = 0  # how many rules are about members themselves

    @property
    def plan_row(self) -> dict[str, object]:
        """What queries are to know of the plan; see ``targeting/plans``."""
        plan = self.plan
        first, last = plan.send.hours or self._settings.send.hours
        return {
            "plan": self.number,
            "campaign": plan.campaign.id,
            "seed": str(self.seed),
            "draw": plan.holdout.draw or plan.campaign.id,
            "holdout_share": plan.holdout.share,
            "chosen_by": self.chosen_by,
            "weight": plan.choice.weight or 1.0,
            "first_day": str(self.day),
            "days": plan.send_days,
            "first_hour": first,
            "last_hour": last,
            "is_dated": plan.campaign.starts_on is not None,
            "longest": max((window.days for window in plan.policy.values()), default=None),
            "wave": plan.later_wave.wave if plan.later_wave else None,
            "first_list": plan.later_wave.first if plan.later_wave else None,
        }

    @property
    def chosen_by(self) -> str:
        """By what members are taken: value, added, random or number."""
        return self.by if self.by in ("value", "added", "random") else "number"

    @property
    def cells(self) -> list[dict[str, object]]:
        """What queries are to know of the groups; see ``targeting/cells``."""
        return [
            {"plan": self.number, "cell": cell, "name": group.name, "share": group.share, "most": group.limit}
            for cell, group in enumerate(self.plan.audience.group, start=1)
        ]

    @property
    def rows(self) -> list[dict[str, object]]:
        """All rules; see ``targeting/rules``."""
        return [
            {"plan": self.number, "step": step, "kind": rule.kind, "about": rule.about, "rule": rule.words()}
            for step, rule in enumerate(self.followed, start=1)
        ]

    def draw_groups(self) -> None:
        """Find of whom a word of each group is not true."""
        for cell, group in enumerate(self.plan.audience.group, start=1):
            words = replace(self._base, cell=cell)
            if group.where is not None:
                ask_condition(words, 0, group.where, f"audience.group '{group.name}'.where", excludes=False)
            for rule in _scores_and_answers(group):
                rule.follow(words, 0)

    def about_members(self, *, is_anyone_gone: bool) -> None:
        """Follow what is about members themselves, then what is about the ways to reach them."""
        plan, workspace = self.plan, self._base.flow.workspace
        if is_anyone_gone:
            self._follow(Departed())
        for control in control_rules(controls_on(workspace, self.day, self._settings)):
            self._follow(control)
        self._follow(*_series(plan), *_own_day(plan), *_audience(plan.audience))
        if plan.audience.group:
            self._follow(InNoGroup(), NotDrawn())
        self._follow(*_exclusions(plan))
        channels = {offer.channel for offer in plan.offer}
        channel = channels.pop() if len(channels) == 1 else None
        self._follow(OptedOut(channel), Unreachable(channel))
        self._follow(*self._policies())
        self._about_members = len(self.followed)

    def between_members(self, flow: Flow, *, is_final: bool = True) -> None:
        """Follow what one member's place on the list does to another's; the value of the offers is known by now.

        May be done again, with other members looked at, or with lists made before.

        Parameters
        ----------
        flow
            With ``open_options``, ``closings`` and ``group_places``, empty of what is as final as this is.
        is_final
            Whether it holds for the list, see ``targeting/closings``.
        """
        del self.followed[self._about_members :]
        self._base = replace(self._base, flow=flow, is_final=is_final)
        self._follow(SameAddress())
        shared = [policy for _, policy in self.contact_policies if policy.per == "household"]
        if shared and self.has_households(flow):
            for policy in shared:
                self._follow(HouseholdPolicy(policy.family, policy.limit, policy.days))
        if self.plan.limits.per_household is not None:
            self._follow(HouseholdLimit(self.plan.limits.per_household))
        for cell in self.cells:
            flow.add("targeting/take_group", plan=self.number, cell=cell["cell"], most=cell["most"], is_final=is_final)
        if any(cell["most"] is not None for cell in self.cells):
            self._follow(GroupsFull())

    def has_households(self, flow: Flow) -> bool:
        """Tell whether contacts of any household count together."""
        if self._has_households is None:
            self._has_households = bool(flow.workspace.rows("select 1 from units limit 1"))
        return self._has_households

    def of(self, step: int | None) -> Rule | None:
        """Give the rule of a step."""
        return None if step is None else self.followed[step - 1]

    @property
    def contact_policies(self) -> list[tuple[int, ContactPolicy]]:
        """The steps that are rules of the contact policy, each with its rule."""
        return [(step, rule) for step, rule in enumerate(self.followed, start=1) if isinstance(rule, ContactPolicy)]

    def close(self, *, is_priced: bool = False) -> None:
        """Name the last two rules, those of the choice."""
        self._follow(*((Outbid(), Losing()) if is_priced else (UsedUp(), ListFull())))

    def _follow(self, *rules: Rule) -> None:
        for rule in rules:
            self.followed.append(rule)
            step = self._base.steps[rule] = len(self.followed)
            rule.follow(self._base, step)

    def _policies(self) -> Iterator[ContactPolicy]:
        """Give the rules of the contact policy, but for those of channels that this plan does not use."""
        plan, workspace = self.plan, self._base.flow.workspace
        if not plan.policy:
            return
        query = "select name, channel_family(name) from unnest(?) as t (name)"
        channels = [offer.channel for offer in plan.offer]
        families: dict[str, str] = dict(workspace.rows(query, [[*channels, *plan.policy]]))
        used = {families[channel] for channel in channels}
        for channel, window in plan.policy.items():
            family = families[channel]
            if family == "all" or family in used:
                yield ContactPolicy(family, window.max, window.days, window.per)


def _series(plan: Plan) -> Iterator[Rule]:
    """Give the rules of a later wave: whom the one before reached, as far as they answered as it asks."""
    if (series := plan.later_wave) is None:
        return
    yield NotReached(series.wave - 1, series.before)
    to = plan.wave[series.wave - 2].to
    if to != "all":
        yield AnsweredWave.of(plan, to, str(series.since))


def _own_day(plan: Plan) -> Iterator[Rule]:
    """Give the rules of a plan that writes to each member on a day of their own."""
    if (column := plan.send.on) is not None:
        yield NoOwnDay(column)
        yield OwnDayElsewhere(column, str(plan.campaign.starts_on), str(plan.campaign.ends_on))


def _find_own_days(flow: Flow, plans: Sequence[Plan]) -> None:
    """Make ``own_days``, with the day of each member where a plan gives each their own."""
    flow.make("targeting/own_days")
    for number, plan in enumerate(plans, start=1):
        if plan.send.on is None:
            continue
        part = flow.within()
        define_answer(part.workspace, "dated", dated_query(plan.send.on), "send.on")
        part.note("dated")
        ends = {"first_day": plan.campaign.starts_on, "last_day": plan.campaign.ends_on}
        part.add("targeting/add_own_days", plan=number, **ends)
        part.close()


def _audience(audience: Audience) -> Iterator[Rule]:
    if audience.where is not None:
        yield Where(excludes=False)
    yield from _scores_and_answers(audience)


def _scores_and_answers(audience: Audience | Group) -> Iterator[Rule]:
    for dimension, ranges in audience.attitude.items():
        for element, limits in ranges.items():
            yield ElementScore(dimension, element, *limits)
    if audience.responsiveness is not None:
        yield Responsiveness(*audience.responsiveness)
    for answer in audience.responded:
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
