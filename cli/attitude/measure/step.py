"""The measure step: who was contacted and who was not, what each of them answered, and each way to look at it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from attitude.database import Workspace, act
from attitude.elements import is_score_slice
from attitude.errors import UsageError, nearest
from attitude.goals import Goal
from attitude.measure.code_words import about_codes
from attitude.measure.course import course_notes, use
from attitude.measure.exposure import beside_exposure
from attitude.measure.lift import compare
from attitude.measure.money import money, profit
from attitude.measure.revenue import revenue, revenue_notes
from attitude.measure.words import about_bands, about_cells, about_ledger, about_series, notes

if TYPE_CHECKING:
    import polars as pl

_DEFAULT_WINDOW = 30
Part = Literal[
    "lift",
    "credit",
    "answers",
    "money",
    "profit",
    "beside",
    "deciles",
    "quality",
    "ledger",
    "days",
    "hours",
    "repeat",
    "revenue",
    "waves",
    "codes",
]
SpanPart = Literal["overlap", "matrix", "penetration", "coverage", "responders", "saved", "programme"]
_MEASURED = ("measured", "measured_lists", "series_spans", "series_listed", "measured_treatments")
_ASSIGNED = ("waves", "repeating", "placed", "calendars", "assigned")
# What answers and outcomes are put together from, in the order in which each is made of those before it.
_ANSWERS = (
    *("told_answers", "classed_answers", "contact_answers", "first_answers", "refunds"),
    *("unanswered", "traced_answers", "purchases"),
)
_OUTCOMES = ("told_kinds", "goals", "common_outcomes")


@dataclass(frozen=True)
class MeasureResult:
    """One part of what a campaign brought, and what a reader must know of it.

    ``table`` is the part asked for: ``lift`` (one row per slice with ``all`` first), ``credit`` (per treatment),
    ``answers`` (per class), ``money`` (per slice), ``profit`` (per curve and depth), ``beside`` (per group),
    ``deciles`` (per channel and tenth of the list, ``all`` first), ``quality`` (one row), ``ledger`` (see `ledger`),
    ``days`` (per day since the first contact), ``hours`` (per hour of the day), ``repeat`` (use of the product, per
    group and period), ``revenue`` (of all products, per measure and basis), ``waves`` (of a series) or ``codes`` (of
    members' own, per list that gave them); the columns of each are told in ``queries/measure``. ``answers`` and
    ``beside`` come along with ``credit`` and with a lift without a holdout. The parts of several campaigns are those of
    `attitude.measure.span`; ``since`` and ``until`` are the first and the last day on which they began. ``against`` is
    that of `attitude.measure.against`, of the two ``campaigns``.
    """

    table: pl.DataFrame
    notes: tuple[str, ...]
    part: Part | SpanPart | Literal["against"] = "lift"
    answers: pl.DataFrame | None = None
    beside: pl.DataFrame | None = None
    since: date | None = None
    until: date | None = None
    campaigns: tuple[str, ...] = ()


@act
def measure(
    workspace: Workspace,
    campaign: str,
    response_days: int | None = None,
    *,
    part: Part = "lift",
    by: str = "cell",
    fixed_cost: float = 0.0,
    goal: Goal | None = None,
) -> MeasureResult:
    """Compare the response of those contacted with that of the holdout, and say what it cost and earned.

    Parameters
    ----------
    workspace
        May be open read-only.
    campaign
        A campaign id, as loaded or as planned.
    response_days
        The window of a campaign that has none of its own; by default that of the scores, else 30 days.
    part
        Which table to give, see `MeasureResult`; for ``ledger``, use `ledger`.
    by
        What the rows of ``lift`` and ``money`` are: ``cell``, ``offer``, ``channel``, ``product``, ``timing``,
        ``gift``, or a dimension that the settings name; ``responsiveness``, ``channel-score`` and so on of each
        dimension: bands of the score that members had before the campaign; ``propensity``, ``added``: tenths of its
        list; or an attribute of members. ``deciles`` by ``added`` lay what contacts were to add beside what they
        added, tenth by tenth.
    fixed_cost
        What the model or the ranking cost, for ``profit``.
    goal
        The outcome by which the arms are compared, see `make_arms`.

    Raises
    ------
    UsageError
        When there is no such campaign or attribute.
    """
    parts = measure_parts(workspace, campaign, (part,), response_days, by=by, fixed_cost=fixed_cost, goal=goal)
    return parts[part]


@act
def measure_parts(
    workspace: Workspace,
    campaign: str,
    parts: Iterable[Part],
    response_days: int | None = None,
    *,
    by: str = "cell",
    fixed_cost: float = 0.0,
    goal: Goal | None = None,
) -> dict[Part, MeasureResult]:
    """Give several parts of one campaign; who was in which arm and what they answered is made once for all of them.

    Parameters are those of `measure`.

    Raises
    ------
    UsageError
        When there is no such campaign or attribute.
    """
    days = _arms_of(workspace, campaign, response_days, goal)
    return _read_off(workspace, campaign, tuple(parts), days, by, fixed_cost)


@act
def measure_whole(
    workspace: Workspace, campaign: str, parts: Iterable[Part], slices: Iterable[str]
) -> tuple[dict[Part, MeasureResult], dict[str, pl.DataFrame]]:
    """Give several parts of one campaign, and its lift by several slices, all from the same arms.

    Parameters
    ----------
    workspace, campaign, parts
        As in `measure_parts`.
    slices
        What the campaign is cut by, see ``by`` of `measure`.

    Returns
    -------
    tuple
        The parts; and by slice the table that ``measure --by`` gives, its first row all of the campaign.

    Raises
    ------
    UsageError
        When there is no such campaign or attribute.
    """
    days = _arms_of(workspace, campaign, None, None)
    results = _read_off(workspace, campaign, tuple(parts), days, "cell", 0.0)
    return results, {by: with_slice_name(compare(workspace, by), by) for by in slices}


def _arms_of(workspace: Workspace, campaign: str, response_days: int | None, goal: Goal | None) -> int:
    """Make the arms of a campaign that is known; gives its window."""
    check_campaign(workspace, campaign)
    days = response_days or scored_window(workspace)
    make_arms(workspace, [campaign], days, goal=goal)
    return days


def _read_off(
    workspace: Workspace, campaign: str, parts: Sequence[Part], days: int, by: str, fixed_cost: float
) -> dict[Part, MeasureResult]:
    """Give several parts of the campaign whose arms are in place, each with what a reader must know."""
    months = usage_months(workspace)
    checks = workspace.result("measure/checks", **months).row(0, named=True)
    series = about_series(campaign, workspace.rows("select waves, more_days from series_spans"))
    results: dict[Part, MeasureResult] = {}
    for part in parts:
        table, more = _part(workspace, part, campaign, days, by, fixed_cost, checks["control"] > 0)
        beside = more.get("beside")
        lines = (*notes(part, campaign, checks, table, beside), *series.get(part, ()))
        if part == "lift":
            table, more_lines = beside_exposure(workspace, table)
            lines += more_lines
        if part in ("lift", "codes"):
            lines += about_codes(part, campaign, workspace.result("measure/own_codes"))
        if part in ("lift", "money", "deciles"):
            lines += about_bands(workspace, campaign, by)
        if part in ("lift", "money"):
            lines += tuple(about_cells(workspace.result("measure/cell_ratios")))
        elif part in ("days", "hours", "repeat"):
            lines += course_notes(workspace, part, table)
        elif part == "revenue":
            lines += revenue_notes(workspace, table)
        results[part] = MeasureResult(table, lines, part, answers=more.get("answers"), beside=beside)
    return results


def _part(
    workspace: Workspace, part: Part, campaign: str, days: int, by: str, fixed_cost: float, has_control: bool
) -> tuple[pl.DataFrame, dict[str, pl.DataFrame]]:
    """Read one part off the arms, with what comes along with it."""
    if part == "lift":
        table = with_slice_name(compare(workspace, by), by)
        return table, {} if has_control else {"beside": workspace.result("measure/beside", **usage_months(workspace))}
    if part == "money":
        return with_slice_name(money(workspace, compare(workspace, by)), by), {}
    if part == "credit":
        workspace.run("measure/credit", campaign=campaign, response_days=days)
        return workspace.frame("from credit"), {"answers": workspace.result("measure/classes")}
    if part == "profit":
        return profit(workspace, campaign, fixed_cost), {}
    if part == "beside":
        return workspace.result("measure/beside", **usage_months(workspace)), {}
    if part == "repeat":
        return use(workspace), {}
    if part == "revenue":
        return revenue(workspace), {}
    if part == "deciles" and by == "added":
        compare(workspace, by)
        return workspace.result("measure/added_deciles"), {}
    return workspace.result(_QUERIES[part]), {}


_QUERIES: dict[Part, str] = {
    "answers": "measure/classes",
    "codes": "measure/own_codes",
    "days": "measure/days",
    "deciles": "measure/deciles",
    "hours": "measure/hours",
    "quality": "measure/quality",
    "waves": "measure/series_waves",
}


@act
def ledger(workspace: Workspace, campaign: str | None = None, response_days: int | None = None) -> MeasureResult:
    """Lay what every list that went out foresaw beside what came; nothing is kept for it but lists and answers.

    Parameters
    ----------
    workspace
        May be open read-only.
    campaign
        One campaign alone; by default all that had a list.
    response_days
        As in `measure`.

    Returns
    -------
    MeasureResult
        One row per campaign, channel and tenth of its propensities, the oldest campaign first.

    Raises
    ------
    UsageError
        When there is no such campaign.
    """
    if campaign is not None:
        check_campaign(workspace, campaign)
    sent = workspace.rows("select distinct campaign_id from store.lists where status in ('exported', 'sent')")
    campaigns = [name for (name,) in sent if campaign in (None, name)]
    make_arms(workspace, campaigns, response_days or scored_window(workspace), is_told_only=True)
    table = workspace.result("measure/ledger")
    return MeasureResult(table, about_ledger(campaign, table), "ledger")


def with_slice_name(table: pl.DataFrame, by: str) -> pl.DataFrame:
    """Call the slices by what they are; an attribute with the name of a figure is told from it."""
    by = by.replace("-", "_") if is_score_slice(by) else by
    return table.rename({"slice": f"member_{by}" if by in table.columns else by})


def check_campaign(workspace: Workspace, campaign: str) -> None:
    """Refuse a campaign that is not known, with the nearest that is."""
    known = [name for (name,) in workspace.rows(
        "select campaign_id from store.campaigns union select campaign_id from store.lists"
    )]  # fmt: skip
    if campaign not in known:
        cure = nearest(campaign, known) if known else "; none is loaded: 'attitude load campaigns FILE'"
        raise UsageError(f"no campaign '{campaign}'{cure}")


def scored_window(workspace: Workspace) -> int:
    """Give the response window of campaigns that have none: that of the scores, else 30 days."""
    rows = workspace.rows("select response_days from store.scorings")
    return int(rows[0][0]) if rows else _DEFAULT_WINDOW


def make_arms(
    workspace: Workspace,
    campaigns: Sequence[str],
    days: int,
    *,
    is_told_only: bool = False,
    goal: Goal | None = None,
    columns: Sequence[str] | None = None,
    latest: date | None = None,
) -> None:
    """Make the temp tables that every part reads.

    ``arms`` has one row per campaign and member, contacted or held out; ``answers`` one per campaign and answer;
    ``measured`` one per campaign.

    Parameters
    ----------
    workspace
        May be open read-only.
    campaigns
        Their ids; any number.
    days
        The window of campaigns that have none of their own.
    is_told_only
        Leave out purchases without a code.
    goal
        The outcome by which the arms are compared; by default what their plans say.
    columns
        The columns of ``arms`` that are asked for, by default all; where there are none it is not kept, but looked up
        whenever it is read.
    latest
        The last day on which anything happened, where it is known already.
    """
    drop_arms(workspace)
    for step in _MEASURED:
        workspace.run(f"measure/{step}", campaigns=list(campaigns), response_days=days)
    keys = workspace.rows("select campaign_key from measured where campaign_key is not null order by campaign_key")
    workspace.run("measure/contacted", campaign_keys=[key for (key,) in keys])
    (most_key,) = workspace.row("select coalesce(max(member_key), 0) from contacted")
    workspace.run(*(f"measure/{step}" for step in _ASSIGNED), most_key=most_key)
    workspace.define("drop table temp.placed")
    _make_answers(workspace, {} if is_told_only else usage_months(workspace), goal)
    latest = latest or workspace.result("score/latest_event").item()
    workspace.run("measure/openness", latest=latest)
    workspace.run("measure/cell_counts")
    workspace.define("create or replace temp view weighed_cells as from cell_counts")
    workspace.run("measure/cell_weights")
    workspace.run("measure/armed")
    if columns is None or columns:
        workspace.run("measure/arms", columns=columns and list(columns))
    else:
        workspace.define("create or replace temp view arms as from armed")


def _make_answers(workspace: Workspace, months: Mapping[str, object], goal: Goal | None) -> None:
    """Make ``answers`` and ``outcomes``, and let go of what they were put together from."""
    workspace.run(*(f"measure/{step}" for step in ("known_months", *_ANSWERS, "answers")), **months)
    asked = {"goal": goal.outcome, "goal_kind": goal.kind, "is_goal_new": goal.new} if goal else {}
    workspace.run(*(f"measure/{step}" for step in _OUTCOMES), **months, **asked)
    for name in (*reversed(_ANSWERS), "told_kinds"):
        workspace.define(f"drop {'view' if name == 'unanswered' else 'table'} temp.{name}")


def drop_arms(workspace: Workspace) -> None:
    """Let go of what `make_arms` made of members; what is measured, and sums that were taken, stay."""
    views = {name for (name,) in workspace.rows("select view_name from duckdb_views() where temporary")}
    for name in ("contacted", *_ASSIGNED, "known_months", "answers", "openness", "goals", "common_outcomes", "arms"):
        workspace.define(f"drop {'view' if name in views else 'table'} if exists temp.{name}")


def usage_months(workspace: Workspace) -> dict[str, object]:
    """Give the months of usage that can matter: from the one before the first contact to the last window's end."""
    first, last = workspace.row(
        "select date_trunc('month', min(least(opens_on, from_on)))::date - interval 1 month, "
        "date_trunc('month', max(greatest(closes_on, until_on))) "
        "from assigned"
    )
    return {"first_month": first, "last_month": last}
