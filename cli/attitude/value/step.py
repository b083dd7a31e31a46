"""The walk through the months, and the parts that come of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING

from attitude.database import Workspace, act
from attitude.months import first_day
from attitude.settings import ValueSettings
from attitude.value.costs import make_costs, unpriced
from attitude.value.months import Calendar, calendar
from attitude.value.moves import BANDS, moves_and_values, tier_names
from attitude.value.words import Findings, campaign_notes, figures, notes

if TYPE_CHECKING:
    import polars as pl

_GIGABYTES = 5  # of memory; the rest is spilled to disk
_PERSONS = 1_310_720  # that are looked at together: ten row groups of the database
_ALONE = ("member_key", "is_loaded", "joined_on", "revenue", "is_unscored", "kind", "band")  # of a month alone
PARTS = ("staircase", "tiers", "moves", "lifetime", "campaigns", "concentration")


@dataclass(frozen=True)
class ValueResult:
    """Value and loyalty at the end of a month, part by part, each a frame.

    Parameters
    ----------
    month, months
        The month, and those of its window that have revenue.
    staircase
        One row per step, tier by band: tier, loyalty, members, share, revenue (a month), share_of_revenue,
        mean_revenue.
    tiers
        One row per tier: the same, with least_revenue and most_revenue.
    moves
        One row per pair of steps that members went between from one month to the next: tier_from (``new`` for members
        who were not there), loyalty_from, tier_to, loyalty_to, latest (into this month), members (all months), share
        (of those on the step they came from), probability (what lifetime values use).
    lifetime
        One row per step: tier, loyalty, members, mean_revenue (a month), mean_margin (what is earned of it), mean_cost
        (contacts and gifts a month; NULL without history), lifetime_value (margin less cost), total_value (of all on
        the step), stays (the chance, month to month), gone (the chance at the horizon), moves_seen; NULL where no move
        was seen from the step.
    campaigns
        One row per campaign with a staircase before and after: see ``queries/value/campaigns.sql``.
    concentration
        One row per top share of members: top_share, members, revenue (a month), share_of_revenue, gini.
    figures
        The headlines: figure, value (NULL where it cannot be told), definition.
    notes, campaign_notes
        What a reader must know of them, such as what is missing; and of the campaigns.
    """

    month: date
    months: tuple[date, ...]
    staircase: pl.DataFrame
    tiers: pl.DataFrame
    moves: pl.DataFrame
    lifetime: pl.DataFrame
    campaigns: pl.DataFrame
    concentration: pl.DataFrame
    figures: pl.DataFrame
    notes: tuple[str, ...]
    campaign_notes: tuple[str, ...]


@act
def value(
    workspace: Workspace, settings: ValueSettings, month: date | None = None, *, with_history: bool = True
) -> ValueResult:
    """Tell who stands on which step of value and loyalty, how they move, and what that is worth.

    Parameters
    ----------
    workspace
        May be open read-only.
    settings
        ``[value]`` of the settings.
    month
        Any day of it; by default the latest month with revenue. Nothing that came later is looked at.
    with_history
        Without it, the month alone is looked at: no moves, costs, lifetime values and campaigns, in a fraction of the
        time.

    Raises
    ------
    BadDataError
        When no usage with a revenue is loaded.
    UsageError
        When there is none in that month.
    """
    workspace.keep_to(_GIGABYTES)
    usage = workspace.result("value/months")
    chosen = calendar(_with_revenue(usage), month, settings, with_history=with_history)
    _make_months(workspace, settings, chosen, with_history)
    if with_history:
        make_costs(workspace, settings, chosen)
    else:
        workspace.run("value/step_costs")
    return _parts(workspace, settings, chosen, usage, with_history)


def months_with_revenue(workspace: Workspace) -> list[date]:
    """Give the months that `value` can be asked for, in order."""
    return _with_revenue(workspace.result("value/months"))


def _with_revenue(usage: pl.DataFrame) -> list[date]:
    return [row["month"] for row in usage.iter_rows(named=True) if row["rows"] > row["without_revenue"]]


def _make_months(workspace: Workspace, settings: ValueSettings, chosen: Calendar, has_history: bool) -> None:
    """Let everybody take one step a month."""
    people = {"last_month": chosen.month, "first_month": chosen.first_month, "first_state": chosen.states[0]}
    is_alone = not has_history  # else each is asked for by name: what contacts of theirs cost
    workspace.run("value/people_known", "value/known_later", "value/step_sums")
    _begin(workspace, is_alone=is_alone, people=people)
    tiers = {
        "shares": list(accumulate(settings.tiers.values()))[:-1],
        "tier_from": list(settings.tiers_from.values())[:-1] if settings.tiers_from else None,
    }
    limits = {"scores": list(settings.scores), "tenure_months": list(settings.tenure_months)}
    before = chosen.window(chosen.states[0])
    for month in chosen.states:
        window = chosen.window(month)
        asked: dict[str, object] = {
            "month": month,
            "entering": [one for one in window if one not in before],
            "leaving": [one for one in before if one not in window],
            "gone_before": chosen.gone_before(month, settings.gone_months),
            **limits,
            **people,
        }
        _take_in(workspace, is_alone=is_alone, asked=asked)
        workspace.run("value/cuts", count_known=len(window), **tiers)
        workspace.run("value/tied")
        _rank(workspace, is_alone=is_alone)
        workspace.run("value/standing", count_tiers=len(settings.names))
        workspace.run("value/add_step", month=month, count_known=len(window))
        workspace.define("create or replace temp view standing_before as from standing")
        before = window


def _begin(workspace: Workspace, *, is_alone: bool, people: dict[str, date]) -> None:
    """Say what the months are made of: each of the one before it, or the only one at once."""
    if is_alone:
        return
    workspace.run("value/people_before", **people)
    workspace.define("create or replace temp view standing_before as from people_before")
    workspace.run("value/moved_on")
    workspace.define("create or replace temp view scored_now as from moved_on")


def _take_in(workspace: Workspace, *, is_alone: bool, asked: dict[str, object]) -> None:
    """Make everybody at the end of a month; of one that is alone by and by, for of a few the sums stay small."""
    workspace.run("value/tenures", **asked)
    if not is_alone:
        workspace.run("value/people_now", "value/month_now", "value/add_people", **asked)
        return
    workspace.run("value/later_alone", "value/month_alone", **asked)
    workspace.define("create or replace temp view scored_now as from month_alone")
    (last,) = workspace.row("select coalesce(max(member_key), 0) from store.persons")
    asked["columns"] = list(_ALONE)
    workspace.run("value/people_now", "value/month_now", **asked)
    for key in range(0, int(last) + 1, _PERSONS):
        workspace.run("value/add_people", first_key=key, last_key=key + _PERSONS - 1, **asked)


def _rank(workspace: Workspace, *, is_alone: bool) -> None:
    """Say who takes a step, with their places among equals: everybody by themselves, or counted where that is all."""
    workspace.run("value/placed_now")
    if is_alone:
        workspace.run("value/counted_now")
    ranked = "counted_now" if is_alone else "placed_now"
    workspace.define(f"create or replace temp view ranked_now as from {ranked}")


def _parts(
    workspace: Workspace, settings: ValueSettings, chosen: Calendar, usage: pl.DataFrame, has_history: bool
) -> ValueResult:
    """Read each part off the steps that were taken."""
    names, count_known = tier_names(settings), len(chosen.window(chosen.month))
    staircase = workspace.result("value/staircase", month=chosen.month, names=names, bands=list(BANDS))
    moves, lifetime = moves_and_values(workspace, settings, chosen, staircase, with_costs=has_history)
    campaigns = _campaigns(workspace, settings, chosen)
    concentration = workspace.result("value/concentration", count_known=count_known)
    costs = unpriced(workspace, settings, chosen) if has_history else None
    findings = Findings(chosen, usage, _gaps(workspace, settings), moves, lifetime, concentration, costs, has_history)
    return ValueResult(
        month=chosen.month,
        months=tuple(chosen.window(chosen.month)),
        staircase=staircase,
        tiers=workspace.result("value/tiers", month=chosen.month, names=names),
        moves=moves,
        lifetime=lifetime,
        campaigns=campaigns,
        concentration=concentration,
        figures=figures(settings, findings),
        notes=notes(settings, findings),
        campaign_notes=tuple(campaign_notes(campaigns, _count_campaigns(workspace))),
    )


def _campaigns(workspace: Workspace, settings: ValueSettings, chosen: Calendar) -> pl.DataFrame:
    """Look at the campaigns since the first month that has a month with a staircase before it."""
    workspace.run("value/value_campaigns", month=chosen.month, first_month=first_day(chosen.states[0], -1))
    workspace.run("value/value_arms")
    workspace.run("value/value_cells")
    workspace.define("create or replace temp view weighed_cells as from value_cells")
    workspace.run("measure/cell_weights")
    return workspace.result(
        "value/campaigns",
        after_months=settings.after_months,
        state_months=list(chosen.states),
        count_tiers=len(settings.names),
    )


def _count_campaigns(workspace: Workspace) -> int:
    return int(workspace.row("select count(*) from value_campaigns")[0])


def _gaps(workspace: Workspace, settings: ValueSettings) -> dict[str, int | float]:
    counts = workspace.result("value/gaps", count_tiers=len(settings.names)).row(0, named=True)
    return {str(name): number for name, number in counts.items()}
