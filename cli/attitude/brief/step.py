"""The brief's step: the campaigns of the month measured together, once, and everything else read off what that left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from attitude.brief.figures import Figure, figures, value_reaches
from attitude.brief.segments import Segments, check_segments, segments_of
from attitude.brief.words import about_holdouts, about_month, about_open, about_size, sentences
from attitude.database import Workspace, act
from attitude.errors import BadDataError
from attitude.forecasts import interval
from attitude.measure import (
    compare_campaigns,
    drop_arms,
    make_arms,
    programme,
    programme_sentences,
    scored_window,
    span,
    span_notes,
    widened,
)
from attitude.months import first_day, last_day
from attitude.settings import ValueSettings
from attitude.value import ValueResult, months_with_revenue, value

if TYPE_CHECKING:
    import polars as pl
_GIGABYTES = 5  # of memory; the rest is spilled to disk
_SAMPLE = 200_000  # members of whom it is told what they buy together
_COLUMNS = (  # of everyone measured: what the month's own queries and those of `attitude.measure` that it runs ask for
    *("campaign_number", "member_key", "wave", "is_control", "is_contaminated", "shares_address", "delivered"),
    *("stratum", "channel", "product", "list_key", "rank", "propensity", "opens_on", "closes_on"),
    *("is_responder", "responded_at", "answered_on", "value", "cost", "weight"),
    *("has_outcome", "outcome_value", "is_compared"),
)
_MOST_CONTACTS = 2_000_000  # of the months whose responders are looked at one by one


@dataclass(frozen=True)
class Brief:
    """What a month's campaigns brought, and how the base stands.

    Parameters
    ----------
    month, latest
        The first day of the month; the last day on which anything is known to have happened, None where nothing has.
    figures
        The headlines, each with its definition and the month before.
    sentences
        The result in words; of the programme as a whole, too, where a universal control stood in the month.
    campaigns
        One row per campaign that began in the month: campaign_id, name, starts_on, open_until (None once the response
        window is over), contacts, responses, rate (of all answers), compared_rate (of what both arms can show),
        control, control_rate, difference with difference_low and difference_high (shares), p_value, p_adjusted (after
        Holm, over the campaigns with a holdout), incremental_responses with its interval, cost, cost_per_response,
        value, incremental_value with value_low, value_high, return; of the list that was sent: listed (contacts),
        expected and answered (responses), expected_low and expected_high (the 80 % interval), auc. What cannot be told
        is NULL.
    rates
        One row per month of the last twelve, see ``queries/brief/rates.sql``.
    gains, tenths
        One row per campaign with a list and tenth of it, see ``queries/brief/gains.sql``; one per tenth of all lists
        together, see ``queries/brief/foreseen.sql``.
    days, hours
        When answers came; see ``queries/brief``.
    matrix
        What each channel did for each product, as `attitude.measure.span` gives it for the month.
    responders
        Who answered, by month, as `attitude.measure.span` gives it for as many months up to this one, twelve at most,
        as have two million contacts together; None where the month alone has more.
    usage
        What all who answered in ``value_month`` used, beside the whole base, see
        ``queries/adhoc/responders_usage.sql``; None where no usage with a revenue is loaded.
    bought
        What else buyers of a product use, see ``queries/adhoc/bought_together.sql``: of the year up to
        ``value_month``, and of the sample of members that constants are learned from; None as above.
    chosen
        Whom campaigns of a year chose and whom they seldom do, see ``queries/brief/chosen.sql``.
    tiers, staircase, concentration
        As `attitude.value.value` gives them for ``value_month``; None where no usage with a revenue is loaded.
    notes
        What is missing, and what a reader must know.
    segments
        Who answered in the month by an attribute of members; None where none was named.
    """

    month: date
    latest: date | None
    figures: tuple[Figure, ...]
    sentences: tuple[str, ...]
    campaigns: pl.DataFrame
    rates: pl.DataFrame
    gains: pl.DataFrame
    tenths: pl.DataFrame
    days: pl.DataFrame
    hours: pl.DataFrame
    matrix: pl.DataFrame
    responders: pl.DataFrame | None
    usage: pl.DataFrame | None
    bought: pl.DataFrame | None
    chosen: pl.DataFrame
    value_month: date | None
    tiers: pl.DataFrame | None
    staircase: pl.DataFrame | None
    concentration: pl.DataFrame | None
    notes: tuple[str, ...]
    segments: Segments | None = None


@dataclass(frozen=True)
class _Measured:
    """What was found of the campaigns of both months together."""

    chances: pl.DataFrame
    reaches: dict[str, float | None]
    matrix: pl.DataFrame
    notes: tuple[str, ...]


@act
def brief(workspace: Workspace, settings: ValueSettings, month: date | None = None, *, by: str | None = None) -> Brief:
    """Tell what the campaigns that began in a month brought, and how the base stands at its end.

    Parameters
    ----------
    workspace
        May be open read-only.
    settings
        ``[value]`` of the settings.
    month
        Any day of it; by default the month in which the latest campaign that was sent began.
    by
        An attribute of members, by which who answered is broken down.

    Raises
    ------
    UsageError
        When no attribute has this name, or it has more values than a page has room for.
    BadDataError
        When no month is named, and there is no campaign to take it from.
    """
    if by is not None:
        check_segments(workspace, by)
    workspace.keep_to(_GIGABYTES)
    workspace.run("brief/dated_campaigns")
    month = first_day(month or _latest_month(workspace))
    before = first_day(month, 1)
    latest = workspace.result("score/latest_event").item()
    measured = _measure(workspace, month, before, latest)
    totals = {row["month"]: row for row in workspace.result("brief/totals").iter_rows(named=True)}
    bases = _bases(workspace, month)
    now, then = (
        {**bases[one], **_counted(totals.get(one)), "saved": _saved(workspace, one)} for one in (month, before)
    )
    now |= measured.reaches
    campaigns = _with_intervals(workspace.result("brief/table", month=month, latest=latest))
    campaigns = campaigns.join(measured.chances, on="campaign_id", how="left", maintain_order="left")
    days, hours = (workspace.result(f"brief/{name}") for name in ("days", "hours"))
    responders = _responders(workspace, month)
    worth = _value(workspace, settings, month)
    headlines = figures(now, then)
    whole = programme(workspace, month, month)
    return Brief(
        month=month,
        latest=latest,
        figures=headlines,
        sentences=(*sentences(month, headlines, campaigns), *programme_sentences(whole.table)),
        campaigns=campaigns,
        rates=workspace.result("brief/rates", month=month),
        gains=workspace.result("brief/gains"),
        tenths=workspace.result("brief/foreseen"),
        days=days,
        hours=hours,
        matrix=measured.matrix,
        responders=responders,
        usage=workspace.result("adhoc/responders_usage", month=worth.month) if worth else None,
        bought=_bought(workspace, worth.month) if worth else None,
        chosen=workspace.result("brief/chosen", month=month),
        value_month=worth.month if worth else None,
        tiers=worth.tiers if worth else None,
        staircase=worth.staircase if worth else None,
        concentration=worth.concentration if worth else None,
        notes=(
            *about_month(month, latest, now, totals.get(month), worth.month if worth else None),
            *about_open(campaigns),
            *about_size(month, responders),
            *measured.notes,
            *(() if whole.table.is_empty() else whole.notes),
            *(worth.notes if worth else ()),
        ),
        segments=segments_of(workspace, by, month, worth.month if worth else None) if by is not None else None,
    )


def _with_intervals(campaigns: pl.DataFrame) -> pl.DataFrame:
    """Put beside what each list expected its 80 % interval, where it was made with one."""
    import polars as pl

    pairs = [
        (None, None) if None in row else interval(*row) for row in campaigns.select("expected", "spread").iter_rows()
    ]
    at = campaigns.columns.index("answered")
    low, high = (
        pl.Series(f"expected_{end}", [pair[n] for pair in pairs], pl.Int64) for n, end in enumerate(("low", "high"))
    )
    columns = campaigns.drop("spread").get_columns()
    return pl.DataFrame([*columns[:at], low, high, *columns[at:]])


def _latest_month(workspace: Workspace) -> date:
    (month,) = workspace.row("select coalesce(max(month) filter (where is_sent), max(month)) from dated_campaigns")
    if month is None:
        raise BadDataError(
            "no campaign is loaded whose day is known, so there is no month to tell of; 'attitude load contacts FILE', "
            "or name a month: 'attitude brief 2026-11'"
        )
    return date.fromisoformat(str(month))


def _bought(workspace: Workspace, month: date) -> pl.DataFrame:
    """Look at the year up to a month, and at as many members as tell enough."""
    return workspace.result("adhoc/bought_together", since=first_day(month, 11), sample=_SAMPLE)


def _measure(workspace: Workspace, month: date, before: date, latest: date | None) -> _Measured:
    """Measure the campaigns of a month together; first those of the month before, of which sums alone are kept.

    Of that one no interval is told, so it is not asked who was in several of its campaigns.
    """
    workspace.run("brief/month_lifts")
    for start in (before, month):
        names = workspace.rows("select campaign_id from dated_campaigns where month = ? order by campaign_id", [start])
        columns = _COLUMNS if start == month else ()
        days = scored_window(workspace)
        make_arms(workspace, [name for (name,) in names], days, columns=columns, latest=latest)
        compared = compare_campaigns(workspace)
        wide = widened(workspace) if start == month else {}
        workspace.run("brief/keep", month=start, widened=wide.get("answers"))
    for step in ("answer_times", "listed_bands", "listed_tenths", "list_aucs"):
        workspace.run(f"brief/{step}")
    matrix = workspace.result("measure/matrix")
    lines = [*span_notes(workspace, "matrix", matrix, month, month), *about_holdouts(workspace.result("brief/odd"))]
    drop_arms(workspace)
    chances = compared.select("value_low", "value_high", "p_value", "p_adjusted", campaign_id="slice")
    return _Measured(chances, value_reaches(compared, wide), matrix, tuple(lines) if names else ())


def _responders(workspace: Workspace, month: date) -> pl.DataFrame | None:
    """Look at who answered in the months up to this one, as far back as it takes no more than a few seconds."""
    months = workspace.result("brief/lately", month=month, most=_MOST_CONTACTS)
    first = months["first_month"].item()
    return None if first is None else span(workspace, "responders", first, month).table


def _bases(workspace: Workspace, month: date) -> dict[date, dict[str, float | None]]:
    """Give what is counted of the members at the end of a month and of the one before, by name."""
    (most_key,) = workspace.row("select coalesce(max(member_key), 0) from store.persons")
    reached = dict(workspace.result("brief/reached", month=month, most_key=most_key).iter_rows())
    rows = workspace.result("brief/base", month=month).rows(named=True)
    return {one["month"]: {**one, "reached": reached[one["month"]]} for one in rows}


def _counted(totals: dict[str, Any] | None) -> dict[str, float | None]:
    """Give the sums of a month's campaigns by name; without campaigns, there were none and they brought nothing."""
    sums = totals or {"campaigns": 0, "contacts": 0, "responses": 0}
    names = {"incremental_low": "incremental_responses_low", "incremental_high": "incremental_responses_high"}
    return {names.get(name, name): value for name, value in sums.items()}


def _saved(workspace: Workspace, month: date) -> float | None:
    """Give what the lists that began in a month saved, by their plans; None where none was handed over."""
    lists = workspace.result("adhoc/cost_saved", since=month, until=last_day(month))
    return None if lists.is_empty() else float(lists["saved"][-1])


def _value(workspace: Workspace, settings: ValueSettings, month: date) -> ValueResult | None:
    """Tell value and loyalty at the month's end, or at that of the latest month before it that has revenue."""
    known = [one for one in months_with_revenue(workspace) if one <= month]
    return value(workspace, settings, known[-1], with_history=False) if known else None
