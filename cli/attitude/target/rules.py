"""The rules of a plan, in order: each a few queries over everyone, so that its cut is known in sequence and alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from attitude.plan import define_answer, where_query
from attitude.target.controls import controls_on, in_words

if TYPE_CHECKING:
    from attitude.database import Workspace
    from attitude.plan import Group, Plan, Range, Ranges, Responded, Window
    from attitude.settings import Settings

FULL = "list full"
USED_UP = "no room or money left for the offers open"
SAME_ADDRESS = "same phone or e-mail as a better one"
GROUPS_FULL = "groups full"
OUTBID = "others bring more for the room and money there is"
LEFT = "no longer a member"
LOSING = "expected to cost more than they bring"


class Rules:
    """The rules of one plan, applied one after another.

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
        self._rooms: list[tuple[int, str, Window]] = []
        self._about_members = 0  # how many rules are about members themselves
        as_of: date = workspace.row("select as_of from store.scorings")[0]
        self.day: date = plan.campaign.starts_on or as_of

    def about_members(self) -> None:
        """Apply what is about members themselves, then what is about the ways to reach them."""
        plan = self._plan
        if self._workspace.rows("from store.departed limit 1"):
            self._workspace.run("target/rule_departed", step=self._step(LEFT))
        self._universal_controls()
        self._audience()
        if plan.audience.group:
            self._groups(plan.audience.group)
        self._exclude()
        channels = sorted({offer.channel for offer in plan.offer})
        refused, reached = (channels * 2) if len(channels) == 1 else ("every channel offered", "any channel offered")
        self._workspace.run("score/opted_out", as_of=None, not_after=self.day)
        self._workspace.run("target/opted_out", step=self._step(f"opted out of {refused}"))
        self._workspace.run("target/unreachable", step=self._step(f"not reachable by {reached}"))
        if plan.policy or plan.limits.per_household is not None:
            self._workspace.run("target/units")
        if plan.policy:
            self._policy()

    def between_members(self) -> None:
        """Apply what one member's place on the list does to another's; the value of the offers is known by now.

        May be done again, with other members looked at: what it found before is forgotten.
        """
        self._about_members = self._about_members or int(self._workspace.row("select count(*) from rules")[0])
        for table in ("rules", "failed", "shut"):
            self._workspace.rows(f"delete from {table} where step > ?", [self._about_members])
        self._workspace.run("target/one_address", step=self._step(SAME_ADDRESS))
        for room_step, family, rule in self._rooms:
            if rule.per == "household" and self._has_households():
                step = self._step(f"{_told(family, rule)}: another of the household is before")
                about: dict[str, object] = {"room_step": room_step, "family": family, "most": rule.max}
                self._workspace.run("target/one_household", step=step, **about)
        most = self._plan.limits.per_household
        if most is not None:
            step = self._step(f"at most {most} of a household")
            self._workspace.run("target/one_household", step=step, room_step=None, family="all", most=most)
        self._take_groups()

    @property
    def rooms(self) -> list[tuple[int, Window]]:
        """The steps that are rules of the contact policy, each with its rule."""
        return [(step, rule) for step, _, rule in self._rooms]

    def close(self, *, is_priced: bool = False) -> int:
        """Name the last two rules, those of the choice; gives the number of the last."""
        self._step(OUTBID if is_priced else USED_UP)
        return self._step(LOSING if is_priced else FULL)

    def _step(self, rule: str) -> int:
        step = int(self._workspace.row("select count(*) + 1 from rules")[0])
        self._workspace.rows("insert into rules values (?, ?)", [step, rule])
        return step

    def _universal_controls(self) -> None:
        for one, words in in_words(controls_on(self._workspace, self.day, self._settings)).items():
            about: dict[str, object] = {"seed": one.seed, "period": one.period, "share": one.share}
            self._workspace.run("target/rule_control", step=self._step(words), **about)

    def _audience(self) -> None:
        audience = self._plan.audience
        if audience.where is not None:
            self._where(audience.where, "audience.where", self._step("audience.where"), excludes=False)
        for rule, element, limits in asked_scores(audience.attitude, audience.responsiveness):
            self._score(element, limits, self._step(rule))
        for asked in audience.responded:
            self._lately(asked, self._step(f"not {told_lately(asked)}"), excludes=False)

    def _exclude(self) -> None:
        exclude, workspace = self._plan.exclude, self._workspace
        if exclude.where is not None:
            self._where(exclude.where, "exclude.where", self._step("exclude.where"), excludes=True)
        if exclude.responded_to:
            workspace.run("target/responded_to", campaigns=exclude.responded_to)
            self._wanted(self._step(f"responded to {', '.join(exclude.responded_to)}"), excludes=True)
        for asked in exclude.responded:
            self._lately(asked, self._step(told_lately(asked)), excludes=True)
        if exclude.contacted_within_days is not None:
            days = exclude.contacted_within_days
            workspace.run("target/contacted", day=self.day, days=days, campaign=self._plan.campaign.id)
            self._wanted(self._step(f"contacted within {days} days"), excludes=True)
        if exclude.lists:
            workspace.run("target/on_lists", lists=exclude.lists)
            self._wanted(self._step(f"on {', '.join(exclude.lists)}"), excludes=True)

    def _where(self, condition: str, place: str, step: int, *, excludes: bool) -> None:
        file = f"{self._plan.file}: " if self._plan.file else ""
        define_answer(self._workspace, "wanted", where_query(condition), f"{file}{place}")
        self._wanted(step, excludes=excludes)

    def _lately(self, asked: Responded, step: int, *, excludes: bool) -> None:
        about = asked.model_dump(exclude={"within_days"})
        self._workspace.run("target/responded_lately", day=self.day, days=asked.within_days, **about)
        self._wanted(step, excludes=excludes)

    def _wanted(self, step: int, *, excludes: bool) -> None:
        self._workspace.run("target/rule_where", step=step, excludes=excludes)

    def _score(self, element: tuple[str, str] | None, limits: Range, step: int) -> None:
        low, high = limits
        if element is None:
            self._workspace.run("target/rule_responsiveness", step=step, low=low, high=high)
            return
        key = self._workspace.row(
            "select element_key from store.elements where dimension = ? and element = ?", list(element)
        )[0]
        self._workspace.run("target/rule_score", step=step, element_key=key, low=low, high=high)

    def _groups(self, groups: list[Group]) -> None:
        """Draw each group's members: of whom every word of it is true. Its words are rules of their own for a while."""
        for cell, group in enumerate(groups, start=1):
            self._workspace.rows("insert into cells values (?, ?)", [cell, group.name])
            self._outside(group)
            about: dict[str, object] = {"name": group.name, "share": group.share, "seed": self._seed}
            self._workspace.run("target/in_group", cell=cell, campaign=self._plan.campaign.id, **about)
        step = self._step("in none of the groups")
        self._step("not drawn by its groups")
        self._workspace.run("target/rule_groups", step=step)

    def _outside(self, group: Group) -> None:
        """Find the members of whom not every word of a group is true."""
        self._workspace.define("create or replace temp table failed_before as from failed")
        self._workspace.define("delete from failed")
        if group.where is not None:
            self._where(group.where, f"audience.group '{group.name}'.where", 0, excludes=False)
        for _, element, limits in asked_scores(group.attitude, group.responsiveness):
            self._score(element, limits, 0)
        for asked in group.responded:
            self._lately(asked, 0, excludes=False)
        self._workspace.define("create or replace temp table outside as select distinct member_key from failed")
        self._workspace.define("create or replace temp table failed as from failed_before")

    def _take_groups(self) -> None:
        groups = self._plan.audience.group
        for cell, group in enumerate(groups, start=1):
            self._workspace.run("target/take_group", cell=cell, most=group.limit)
        if any(group.limit is not None for group in groups):
            self._workspace.run("target/group_full", step=self._step(GROUPS_FULL))

    def _policy(self) -> None:
        plan, first = self._plan, self.day
        last, longest = first + timedelta(days=plan.send.days - 1), max(rule.days for rule in plan.policy.values())
        about: dict[str, object] = {"first_day": first, "last_day": last, "days": longest}
        self._workspace.run("target/pressure", campaign=plan.campaign.id, **about)
        if self._settings.send.timezone is not None:
            self._workspace.run("target/own_clock", clock=self._settings.send.timezone)
        self.time_sends()
        for channel, rule in plan.policy.items():
            family = self._workspace.row("select channel_family(?)", [channel])[0]
            if family != "all" and not self._workspace.rows("select 1 from offers where family = ?", [family]):
                continue  # a rule of a channel that this plan does not use
            step = self._step(_told(family, rule))
            limits: dict[str, object] = {"most": rule.max, "days": rule.days, "per": rule.per}
            self._workspace.run("target/rule_policy", step=step, family=family, **limits)
            self._rooms.append((step, family, rule))

    def time_sends(self) -> None:
        """Find the send time of whoever stands in the table ``to_time``."""
        first, last = self._plan.send.hours or self._settings.send.hours
        about: dict[str, object] = {"first_day": self.day, "days": self._plan.send.days}
        self._workspace.run("target/send_times", first_hour=first, last_hour=last, **about)

    def _has_households(self) -> bool:
        return bool(self._workspace.rows("select 1 from units limit 1"))


def asked_scores(attitude: Ranges, responsiveness: Range | None) -> Iterator[tuple[str, tuple[str, str] | None, Range]]:
    """Every score range, with its name as a rule and its element (None: responsiveness)."""
    for dimension, ranges in attitude.items():
        for element, (low, high) in ranges.items():
            yield f"{dimension} {element} score {low:g}–{high:g}", (dimension, element), (low, high)
    if responsiveness is not None:
        low, high = responsiveness
        yield f"responsiveness {low:g}–{high:g}", None, responsiveness


def told_lately(asked: Responded) -> str:
    """Name a recency rule: "responded through wap within 90 days"."""
    through = f" through {asked.channel}" if asked.channel else ""
    to = ", ".join(word for word in (asked.campaign, asked.product, asked.timing, asked.gift) if word)
    return f"responded{f' to {to}' if to else ''}{through} within {asked.within_days} days"


def _told(family: str, rule: Window) -> str:
    return f"policy {family}: at most {rule.max} in {rule.days} days"
