"""What members are worth at the end of a month, part by part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from attitude.database import Workspace, act
from attitude.months import first_day
from attitude.settings import ValueSettings
from attitude.value.costs import make_costs, unpriced
from attitude.value.months import Calendar, calendar
from attitude.value.moves import BANDS, moves_and_values, tier_names
from attitude.value.walk import walk
from attitude.value.words import Findings, campaign_notes, figures, notes

if TYPE_CHECKING:
    import polars as pl

_GIGABYTES = 5  # of memory; the rest is spilled to disk
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
    walk(workspace, settings, chosen, has_history=with_history)
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
