"""What a reader must know of several campaigns laid side by side, in plain lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

    from attitude.database import Workspace

_NAMED = 3
Campaign = dict[str, Any]


def span_notes(workspace: Workspace, part: str, table: pl.DataFrame, first: date, last: date) -> tuple[str, ...]:
    """Say what is missing of a span of campaigns, and what its figures rest on, as far as the part needs it."""
    if part == "coverage":
        return tuple(_about_coverage(workspace, last))
    campaigns = workspace.result("measure/span_checks").rows(named=True)
    sent = [one for one in campaigns if one["treated"]]
    if not campaigns:
        return (f"no campaign began from {first:%Y-%m} to {last:%Y-%m}",)
    if not sent:
        return (f"nobody was contacted by the campaigns that began from {first:%Y-%m} to {last:%Y-%m}",)
    if part == "saved":
        return (*_about_unsent(campaigns), *_about_lists(workspace, len(sent)))
    lines = [*_about_unsent(campaigns), *_about_purchases(sent)]
    if part == "overlap" and len(sent) == 1:
        lines.append("only one campaign contacted anybody: there is no pair")
    elif part == "matrix":
        lines += [*_about_holdouts(sent), *_about_money(sent)]
    elif part == "penetration":
        lines += _about_usage(workspace, table, last)
    elif part == "responders":
        lines += [*_about_scores(workspace), *_about_months(table)]
    return tuple(lines)


def _names(names: list[str]) -> str:
    """Name a few, and count the others.

    Examples
    --------
    >>> _names(["a", "b"]), _names(["a", "b", "c", "d", "e"])
    ('a, b', 'a, b, c and 2 more')
    """
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _those(campaigns: list[Campaign], **values: object) -> list[str]:
    return [one["campaign_id"] for one in campaigns if all(one[name] == value for name, value in values.items())]


def _about_lists(workspace: Workspace, sent: int) -> Iterator[str]:
    """Say how many campaigns had no list, of whom nobody knows who was eligible."""
    (listed,) = workspace.row("select count(distinct campaign_number) from measured_lists")
    if listed < sent:
        yield f"left out, for no list of theirs tells who was eligible: {sent - listed:,} of {sent:,} campaigns"


def _about_unsent(campaigns: list[Campaign]) -> Iterator[str]:
    unsent = _those(campaigns, treated=0)
    if unsent:
        yield f"nobody was contacted by {_names(unsent)}"


def _about_purchases(campaigns: list[Campaign]) -> Iterator[str]:
    bought = sum(one["purchases"] for one in campaigns)
    shared = sum(one["shared"] for one in campaigns)
    if bought:
        words = f"purchases without a code are answers too: {bought:,}"
        yield words + (f"; {shared:,} of them fit several campaigns, and count in each" if shared else "")


def _about_holdouts(campaigns: list[Campaign]) -> Iterator[str]:
    bare = _those(campaigns, control=0)
    if len(bare) == len(campaigns):
        yield "no campaign had a holdout: what they added cannot be told"
    elif bare:
        yield f"no holdout, left out of what was added: {_names(bare)}"
    unseen = [one["campaign_id"] for one in campaigns if one["control"] and not one["watched"]]
    if unseen:
        yield f"nothing loaded could show an answer of those held out, left out of what was added: {_names(unseen)}"


def _about_money(campaigns: list[Campaign]) -> Iterator[str]:
    free = [one["campaign_id"] for one in campaigns if one["without_cost"] == one["treated"]]
    if free:
        yield f"no cost is known, left out of cost and returns: {_names(free)}"
    part = sum(one["without_cost"] for one in campaigns if one["without_cost"] < one["treated"])
    if part:
        yield f"{part:,} other contacts have no known cost, and count as free"
    worthless = [one["campaign_id"] for one in campaigns if one["without_value"] == one["responders"] > 0]
    if worthless:
        yield f"no answer carries a value, left out of value and returns: {_names(worthless)}"
    part = sum(one["without_value"] for one in campaigns if one["without_value"] < one["responders"])
    if part:
        yield f"{part:,} other answers carry no value, and count as 0"


def _about_scores(workspace: Workspace) -> Iterator[str]:
    rows = workspace.rows("select as_of from store.scorings")
    if rows:
        yield f"scores as they were before each campaign, with the constants and look-alikes of {rows[0][0]}"
    else:
        yield "no scores yet: 'attitude score' makes them"


def _about_usage(workspace: Workspace, table: pl.DataFrame, last: date) -> Iterator[str]:
    month, members = workspace.row(
        "select (select max(month) from store.usage where month <= ?), (select count(*) from store.base)", [last]
    )
    if month is None:
        yield f"no usage is loaded of any month up to {last:%Y-%m}"
    elif table.is_empty():
        yield "nobody answered, or nobody used anything: there are no shares to compare"
    else:
        yield f"use in {month:%Y-%m}, the last month with usage"
    if not members:
        yield "no members are loaded: the base is everyone named in any file"


def _about_coverage(workspace: Workspace, last: date) -> Iterator[str]:
    scored = workspace.rows("select as_of from store.scorings")
    if not scored:
        yield "no scores yet: 'attitude score' makes them"
    elif scored[0][0] < last:
        yield f"scores are those of {scored[0][0]}: evidence that came later is not in them"
    members, undated = workspace.row("select count(*), count(*) filter (where joined_on is null) from store.base")
    if not members:
        yield "no members are loaded: everyone named in any file counts, from the beginning"
    elif undated:
        yield f"{undated:,} of {members:,} members have no joined_on, and count from the beginning"


def _about_months(table: pl.DataFrame) -> Iterator[str]:
    bare = [month for month, revenue in table.select("month", "revenue_contacted").rows() if revenue is None]
    if len(bare) == table.height:
        yield "no usage is loaded of the months before the contacts: revenue is not known"
    elif bare:
        yield f"no usage is loaded of the month before {_names([f'{month:%Y-%m}' for month in bare])}"
