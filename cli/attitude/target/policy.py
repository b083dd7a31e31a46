"""The contact policy: all its rules at once, for all plans; and again for a list beside those made before it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from attitude.database import Flow
    from attitude.settings import Settings
    from attitude.target.order import Rules


def follow_policies(flow: Flow, rules: Sequence[Rules], settings: Settings, *, is_beside: bool = False) -> Flow | None:
    """Close the offers that would be one contact too many.

    Parameters
    ----------
    flow
        With ``siblings``, the contacts of the lists made before, and ``rooms``.
    rules
        Those of each plan.
    settings
        Whose clock files tell.
    is_beside
        Whether it is asked again, for lists were made since: what it closes then goes to ``closings``.

    Returns
    -------
    Flow
        The part with what it was found from, ``send_times`` among it, to be closed; None where there is no policy.
    """
    windows = list(_windows(rules))
    if not windows:
        return None
    part = flow.within()
    part.make("target/windows", windows=json.dumps(windows))
    longest = max(window.days for one in rules for window in one.plan.policy.values())
    part.make("target/near_contacts", first_day=min(one.day for one in rules), days=longest)
    if settings.send.timezone is None:
        part.given(pressure="near_contacts")
    else:
        part.make("target/pressure", clock=settings.send.timezone)
    part.make("target/near_members")
    part.given(to_time="near_members")
    part.make("target/send_times", is_dated=True)
    for window in windows:
        part.add("target/count_rooms", **window)
    part.make("target/crammed")
    part.add("target/policy_beside" if is_beside else "target/rule_policy")
    return part


def _windows(rules: Sequence[Rules]) -> Iterator[dict[str, object]]:
    for one in rules:
        for step, rule in one.rooms:
            about: dict[str, object] = {"plan": one.number, "step": step, "family": rule.family, "most": rule.most}
            yield about | {"days": rule.days, "per": rule.per}
