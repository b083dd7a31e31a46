"""Several campaigns at once: all that began in a span of months, looked at together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, get_args

from attitude.database import act
from attitude.elements import CAMPAIGN_SLICES, LIST_SLICES, SCORE_SLICES
from attitude.errors import BadDataError, UsageError
from attitude.measure.lift import cut_in_segments
from attitude.measure.programme import programme
from attitude.measure.span_words import span_notes
from attitude.measure.step import MeasureResult, SpanPart, make_arms, scored_window, usage_months, with_slice_name
from attitude.months import first_day, last_day
from attitude.profiles import find_scores_before

if TYPE_CHECKING:
    import polars as pl

    from attitude.database import Workspace

SPAN_PARTS: tuple[SpanPart, ...] = get_args(SpanPart)
_MONTHS = 12
_Z = 1.959963984540054


@act
def span(
    workspace: Workspace,
    part: SpanPart = "matrix",
    since: date | None = None,
    until: date | None = None,
    response_days: int | None = None,
    *,
    by: str | None = None,
) -> MeasureResult:
    """Lay several campaigns side by side: those that began between two months, both included.

    An answer is what it is to `measure`, purchases without a code among them; a member counts once a campaign. Each
    run leaves the temp table ``arms`` (see ``queries/measure/arms.sql``), one row per campaign and member.

    Parameters
    ----------
    workspace
        May be open read-only.
    part
        ``overlap``: one row per pair of campaigns: how many answered both, beside what chance would make of it.
        ``matrix``: one row per channel and product, ``all`` for totals: campaigns, contacts, responses, cost, value,
        return; answers beyond the holdouts with their 95 % interval, in which members of several campaigns count once.
        ``penetration``: one row per channel and product used: share of the channel's responders, of the base,
        their ratio. ``coverage``: one row per month of the span: members, and those there is evidence of.
        ``responders``: one row per month of contact: who answered, how many for the first time, their score and
        revenue, how many answered again. ``saved``: one row per month, quarter and year: what lists cost beside what
        contacting all who were eligible would have. ``programme``: see
        `attitude.measure.programme`. The columns are told in ``queries/measure/PART.sql``.
    since, until
        Any day of the first and the last month in which the campaigns began; by default the twelve months to the
        latest campaign that anybody was contacted by. Of ``programme``: the months that are looked at.
    response_days
        As in `measure`.
    by
        An attribute of members: the rows of ``responders`` by month and segment.

    Raises
    ------
    UsageError
        When ``since`` is after ``until``, or members have no such attribute.
    BadDataError
        When no month is named, and there is no campaign to take it from.
    """
    return span_parts(workspace, (part,), since, until, response_days, by=by)[part]


def span_parts(
    workspace: Workspace,
    parts: Iterable[SpanPart],
    since: date | None = None,
    until: date | None = None,
    response_days: int | None = None,
    *,
    by: str | None = None,
) -> dict[SpanPart, MeasureResult]:
    """Give several parts of one span of campaigns, which is gone through once; see `span`."""
    parts = tuple(parts)
    results: dict[SpanPart, MeasureResult] = {}
    if "programme" in parts:
        results["programme"] = programme(workspace, since, until)
        parts = tuple(part for part in parts if part != "programme")
        if not parts:
            return results
    workspace.run("measure/begun")
    first, last = _days(workspace, since, until)
    if set(parts) != {"coverage"}:
        began = workspace.rows("select campaign_id from begun where began_on between ? and ?", [first, last])
        make_arms(workspace, [name for (name,) in began], response_days or scored_window(workspace))
    for part in parts:
        table = _part(workspace, part, first, last, by)
        notes = span_notes(workspace, part, table, first, last)
        results[part] = MeasureResult(table, notes, part, since=first, until=last)
    return results


def _part(workspace: Workspace, part: SpanPart, first: date, last: date, by: str | None) -> pl.DataFrame:
    if part == "responders":
        return _responders(workspace, by)
    if part == "penetration":
        return workspace.result("measure/penetration", until=last)
    if part == "coverage":
        return workspace.result("measure/coverage", since=first, until=last)
    return matrix(workspace) if part == "matrix" else workspace.result(f"measure/{part}")


def _responders(workspace: Workspace, by: str | None) -> pl.DataFrame:
    """Give who answered by month; by an attribute, by month and segment, which is then the second column."""
    workspace.run("measure/asked_scores", dimension=None, is_responders=True)
    find_scores_before(workspace)
    if by is None:
        none = "select null::integer as member_key, null::varchar as slice where false"
        workspace.define(f"create or replace temp view responder_segments as {none}")
        return workspace.result("measure/responders", **usage_months(workspace)).drop("slice")
    if by in (*CAMPAIGN_SLICES, *SCORE_SLICES, *LIST_SLICES):
        raise UsageError(f"--by {by}: --show responders goes by an attribute of members, such as those of their file")
    cut_in_segments(workspace, by)
    workspace.run("measure/responder_segments")
    table = workspace.result("measure/responders", **usage_months(workspace))
    others = [name for name in table.columns if name not in ("month", "slice")]
    return with_slice_name(table.select("month", "slice", *others), by)


def matrix(workspace: Workspace) -> pl.DataFrame:
    """Give channel by product of the ``arms`` in place, with the 95 % interval of what was added."""
    import polars as pl

    table = workspace.result("measure/matrix")
    added, reach = pl.col("incremental_responses"), _Z * workspace.result("measure/matrix_spread")["error"]
    at = table.columns.index("incremental_responses") + 1
    ends = table.select(incremental_low=added - reach, incremental_high=added + reach)
    return table.select(*table.columns[:at], *ends, *table.columns[at:])


def _days(workspace: Workspace, since: date | None, until: date | None) -> tuple[date, date]:
    """Give the first and the last day of the span."""
    (latest,) = workspace.row("select coalesce(max(began_on) filter (where is_sent), max(began_on)) from begun")
    newest = until or latest or since
    if newest is None:
        raise BadDataError(
            "no campaign is loaded whose day is known, so there are no months to look at; 'attitude load contacts "
            "FILE', or name them: --since 2026-01 --until 2026-06"
        )
    last = last_day(newest)
    first = first_day(since) if since else first_day(last, _MONTHS - 1)
    if first > last:
        end = f"--until {last:%Y-%m}" if until else f"{last:%Y-%m}, the month of the latest campaign"
        raise UsageError(f"--since {first:%Y-%m} is after {end}")
    return first, last
