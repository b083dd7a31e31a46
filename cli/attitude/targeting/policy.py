"""The contact policy: all its rules at once, for all plans; and again for a list beside those made before it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from attitude.database import Flow
    from attitude.plan import Plan
    from attitude.settings import Settings
    from attitude.targeting.order import Rules


def find_unsent(flow: Flow, plans: Iterable[tuple[Plan, date]], *, of_one: bool = False) -> None:
    """Find the contacts that those held out of other campaigns would have had: ``unsent``, for rules that count them.

    Parameters
    ----------
    flow
        Of the act.
    plans
        With their first days; where none of them counts contacts, there are none.
    of_one
        Whether one member is asked about: then all of theirs are told, however long ago.
    """
    reaches = [(day, days) for plan, day in plans if (days := _reach(plan)) is not None]
    since = None if of_one else min((day - timedelta(days=days) for day, days in reaches), default=None)
    flow.make("targeting/held_out", is_needed=bool(reaches), since=since)
    flow.make("targeting/contact_times")
    flow.make("targeting/unsent", since=since)


def _reach(plan: Plan) -> int | None:
    """Say how many days before its start a plan's rules count contacts; None where none does."""
    days = [window.days for window in plan.policy.values()]
    within = plan.exclude.contacted_within_days
    return max([*days, *([] if within is None else [within])], default=None)


def follow_policies(flow: Flow, rules: Sequence[Rules], settings: Settings, member_key: int | None = None) -> None:
    """Close the offers that would be one contact too many.

    Parameters
    ----------
    flow
        With the empty ledgers ``contacts_left``, ``to_time`` and ``send_times``.
    rules
        Those of each plan; where none of them is of a contact policy, nothing is made.
    settings
        Whose clock files tell.
    member_key
        The one asked about.
    """
    windows = [window for one in rules for window in _windows(one)]
    if not windows:
        return
    flow.make("targeting/windows", windows=json.dumps(windows))
    asked = None if member_key is None else [member_key]
    flow.make("targeting/own_counts", is_needed=any(window["is_own"] for window in windows), members_shown=asked)
    flow.add("targeting/own_counts_left")
    flow.make("targeting/pressure")
    longest = max(window.days for one in rules for window in one.plan.policy.values())
    first_day = min(one.day for one in rules)
    flow.add("targeting/near_contacts", plan=None, first_day=first_day, days=longest, clock=settings.send.timezone)
    flow.make("targeting/crammed")
    _count_rooms(flow, None, windows)
    flow.add("targeting/rule_policy")


def tell_siblings(flow: Flow, rules: Rules, settings: Settings) -> None:
    """Let the contacts of a plan's list count for the plans after it."""
    if flow.has("windows"):
        values: dict[str, object] = {"plan": rules.number, "clock": settings.send.timezone}
        flow.add("targeting/send_siblings", plan=rules.number)
        flow.add("targeting/near_contacts", first_day=rules.day, days=0, **values)


def follow_beside(flow: Flow, rules: Rules) -> None:
    """Close the offers of a plan that would be one contact too many beside the lists before it, to ``closings``."""
    if windows := list(_windows(rules)):
        _count_rooms(flow, rules.number, windows)
        flow.add("targeting/policy_beside", plan=rules.number)


def _count_rooms(flow: Flow, plan: int | None, windows: list[dict[str, object]]) -> None:
    """Count how many contacts each rule leaves to those whom contacts are near; their send times are found first."""
    flow.add("targeting/time_near", plan=plan)
    flow.add("targeting/find_send_times")
    for window in windows:
        flow.add("targeting/count_contacts_left", **window)


def _windows(rules: Rules) -> Iterator[dict[str, object]]:
    for step, rule in rules.contact_policies:
        window: dict[str, object] = {"plan": rules.number, "step": step, "family": rule.family, "most": rule.limit}
        yield window | {"days": rule.days, "per": rule.per, "is_own": rule.most is None}
