"""A month of campaigns: who is contacted when, which audiences overlap, how many contacts a member has in a week."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, get_args

from attitude.database import Workspace, act
from attitude.errors import BadDataError
from attitude.months import first_day, last_day
from attitude.plan import Plan

if TYPE_CHECKING:
    import polars as pl

Part = Literal["campaigns", "days", "overlaps", "weeks"]
PARTS: tuple[Part, ...] = get_args(Part)
OVER = 2


@dataclass(frozen=True)
class Calendar:
    """A month of campaigns.

    Parameters
    ----------
    month
        Its first day.
    campaigns
        One row per campaign and state: ``run`` (contacts are loaded), ``planned`` (of a list approved or handed over),
        ``draft`` (of a list that is one), ``plan`` (of a plan without a list: contacts and members are not known).
    days
        One row per day, campaign, channel and state: contacts.
    overlaps
        One row per pair of campaigns with members in both.
    weeks
        One row per week, whole ones, from the Monday of the month's first day on: contacts a member of those
        contacted, mean, 95th percentile and most, and how many members have more than ``over``.
    over
        So many contacts in a week are not yet many.
    """

    month: date
    campaigns: pl.DataFrame
    days: pl.DataFrame
    overlaps: pl.DataFrame
    weeks: pl.DataFrame
    over: int


@act
def calendar(workspace: Workspace, month: date | None = None, plans: Iterable[Plan] = (), over: int = OVER) -> Calendar:
    """Lay a month of campaigns out, by contacts that are loaded and by lists that are to come; reads only.

    Parameters
    ----------
    workspace
        May be open read-only.
    month
        Any day of it; by default that of the latest contact or list.
    plans
        Of campaigns to come that have no list yet: shown by their days alone.
    over
        Members with more contacts in a week than this are counted.

    Raises
    ------
    BadDataError
        When no month is named, and there is no contact or list to take it from.
    """
    start = first_day(month or _latest(workspace))
    monday = start - timedelta(days=start.weekday())
    end = last_day(start)
    workspace.run("calendar/drafts")
    workspace.run("calendar/month_contacts", since=monday, until=_sunday(end))
    workspace.run("calendar/audiences", month=start)
    campaigns = workspace.result("calendar/campaigns", month=start)
    return Calendar(
        month=start,
        campaigns=_with_plans(campaigns, plans, start, end),
        days=workspace.result("calendar/days", month=start),
        overlaps=workspace.result("calendar/overlaps"),
        weeks=workspace.result("calendar/weeks", over=over),
        over=over,
    )


def _sunday(day: date) -> date:
    """Give the last day of a day's week, or the last there is."""
    days = min(6 - day.weekday(), (date.max - day).days)
    return day + timedelta(days=days)


def _latest(workspace: Workspace) -> date:
    month: date | None = workspace.result("calendar/latest").item()
    if month is None:
        raise BadDataError(
            "no contact and no list is there, so there is no month to show; 'attitude load contacts FILE', or name "
            "one: 'attitude calendar 2026-11'"
        )
    return month


def _with_plans(campaigns: pl.DataFrame, plans: Iterable[Plan], start: date, end: date) -> pl.DataFrame:
    """Add the plans of the month of which there is no list."""
    import polars as pl

    known = set(campaigns["campaign_id"])
    rows = []
    for plan in plans:
        first, last = plan.campaign.starts_on, plan.campaign.ends_on or plan.campaign.starts_on
        if first is None or last is None or first > end or last < start or plan.campaign.id in known:
            continue
        channels = ", ".join(sorted({offer.channel for offer in plan.offer}))
        about = {"campaign_id": plan.campaign.id, "name": plan.campaign.name, "product": plan.campaign.product}
        days = {"first_on": max(first, start), "last_on": min(last, end)}
        rows.append({**about, "channels": channels, "state": "plan", **days})
    return pl.concat([campaigns, pl.DataFrame(rows, schema=campaigns.schema)]) if rows else campaigns
