"""What contacts and gifts of those on each step cost, and what of it nothing tells."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from attitude.database import Workspace
from attitude.settings import ValueSettings
from attitude.value.months import Calendar


@dataclass(frozen=True)
class Unpriced:
    """Costs that nothing tells, and those told of nothing.

    Parameters
    ----------
    contacts
        By channel (None: none is known), the contacts of the window whose cost nothing tells, the most first.
    unmet
        Channels of ``contact_costs`` that nobody was ever contacted by.
    met
        Those that somebody was.
    """

    contacts: dict[str | None, int]
    unmet: tuple[str, ...]
    met: tuple[str, ...]


def make_costs(workspace: Workspace, settings: ValueSettings, chosen: Calendar) -> None:
    """Sum up what was spent on each step: in the month asked for, and earlier on steps that nobody stands on then."""
    workspace.run("value/step_costs", "value/channel_costs", "value/list_costs", contact_costs=_told(settings))
    workspace.run("value/treatment_costs", "value/code_costs", "value/gifts", month=chosen.month)
    for place, (month, steps) in enumerate(_sought(workspace, chosen), start=1):
        if steps:
            asked = {"window_months": chosen.window(month), "month": month, "place": place, "steps": steps}
            workspace.run("value/spent", "value/add_costs", **asked)


def unpriced(workspace: Workspace, settings: ValueSettings, chosen: Calendar) -> Unpriced:
    """Say which costs are missing, once `make_costs` has summed up those that are not."""
    channels = workspace.result("value/unmet_channels", contact_costs=_told(settings)).rows()
    return Unpriced(
        contacts=dict(workspace.result("value/unpriced", month=chosen.month).iter_rows()),
        unmet=tuple(channel for channel, is_unmet in channels if is_unmet),
        met=tuple(channel for channel, is_unmet in channels if not is_unmet),
    )


def _told(settings: ValueSettings) -> str:
    return json.dumps([{"channel": name, "cost": str(cost)} for name, cost in settings.contact_costs.items()])


def _sought(workspace: Workspace, chosen: Calendar) -> list[tuple[date, list[int]]]:
    """Give each month with the steps whose costs are asked for there."""
    held: dict[date, set[int]] = {month: set() for month in chosen.states}
    for month, step in workspace.rows("select month, step from step_sums"):
        held[month].add(step)
    now = held[chosen.month]
    return [(month, sorted(steps if month == chosen.month else steps - now)) for month, steps in held.items()]
