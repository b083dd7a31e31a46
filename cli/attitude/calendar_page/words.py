"""What terminal and browser say alike of a month of campaigns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from attitude.months import month_name
from attitude.numbers import count, percent

if TYPE_CHECKING:
    from attitude.calendar import Calendar

Row = dict[str, Any]
STATES = (
    "run: contacts are loaded; planned: of a list approved or handed over; draft: of a list that is one; plan: no list "
    "yet"
)
WEEKS = (
    "whole weeks from Monday on, those who are held out left out; of the members contacted in the week: mean, 95th "
    "percentile and most"
)
OVERLAPS = "members who are in both campaigns in this month, and their share of the smaller of the two"


def title(month: Calendar) -> str:
    """Name the page."""
    return f"Campaigns of {month_name(month.month)}"


def sentences(month: Calendar) -> Iterator[str]:
    """Say the month in a few sentences."""
    if month.campaigns.is_empty():
        yield f"no campaign contacts anybody in {month_name(month.month)}, and none is planned"
        return
    names = month.campaigns["campaign_id"].n_unique()
    yield f"{names:,} campaign{'s' if names != 1 else ''}, {_by_state(month)}"
    if not month.overlaps.is_empty():
        row = month.overlaps.row(0, named=True)
        yield (
            f"{row['campaign']} and {row['other']} overlap most: {count(row['members_both'])} members are in both, "
            f"{percent(row['share_of_smaller'], 1)} % of the smaller"
        )
    if not month.weeks.is_empty():
        yield most_contacts(month)


def _by_state(month: Calendar) -> str:
    parts = []
    for state in ("run", "planned", "draft"):
        contacts = sum(row["contacts"] for row in month.campaigns.iter_rows(named=True) if row["state"] == state)
        parts += [f"{count(contacts)} contacts {state}"] if contacts else []
    plans = sum(row["state"] == "plan" for row in month.campaigns.iter_rows(named=True))
    return ", ".join([*parts, *([f"{plans} planned without a list"] if plans else [])])


def most_contacts(month: Calendar) -> str:
    """Say in which week contacts come thickest."""
    row = max(month.weeks.iter_rows(named=True), key=lambda one: (one["members_over"], one["contacts"], one["week"]))
    many = f"{count(row['members_over'])} of {count(row['members'])} members have more than {month.over}"
    return f"the week of {row['week']} has most contacts a member: {row['mean']:.2f}, at most {row['most']}; {many}"
