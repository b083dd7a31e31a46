"""The brief's step: each campaign of the month measured once, everything else read off what that left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from attitude.brief.figures import Figure, figures
from attitude.brief.words import about_campaigns, about_month, sentences
from attitude.database import Watch, Workspace
from attitude.errors import BadDataError
from attitude.measure import Part, corrected, measure_parts
from attitude.settings import ValueSettings
from attitude.value import ValueResult, months_with_revenue, value

if TYPE_CHECKING:
    import polars as pl

_PARTS: tuple[Part, ...] = ("lift", "deciles", "quality")


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
        The result in words.
    campaigns
        One row per campaign that began in the month: campaign_id, name, starts_on, open_until (None once the response
        window is over), contacts, responses, rate, control, control_rate, difference with difference_low and
        difference_high (shares), p_value, p_adjusted (after Holm, over the campaigns with a holdout),
        incremental_responses with its interval, cost, cost_per_response, value, incremental_value, return; of the
        list that was sent: listed (contacts), expected and answered (responses), auc. What cannot be told is NULL.
    rates
        One row per month of the last twelve, see ``queries/brief/rates.sql``.
    gains, tenths
        One row per campaign with a list and tenth of it (campaign_id, decile, share, gains), one per tenth of all
        lists together (decile, members, expected, answers, expected_rate, rate).
    days, hours, matrix
        When answers came, and what each channel did for each product; see ``queries/brief``.
    tiers, staircase, concentration
        As `attitude.value.value` gives them for ``value_month``; None where no usage with a revenue is loaded.
    notes
        What is missing, and what a reader must know.
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
    value_month: date | None
    tiers: pl.DataFrame | None
    staircase: pl.DataFrame | None
    concentration: pl.DataFrame | None
    notes: tuple[str, ...]


@dataclass
class _Measured:
    """What was gathered campaign by campaign."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    tenths: list[dict[str, Any]] = field(default_factory=list)
    notes: dict[str, list[str]] = field(default_factory=dict)


def brief(
    workspace: Workspace, settings: ValueSettings, month: date | None = None, watch: Watch | None = None
) -> Brief:
    """Tell what the campaigns that began in a month brought, and how the base stands at its end.

    Parameters
    ----------
    workspace
        May be open read-only.
    settings
        ``[value]`` of the settings.
    month
        Any day of it; by default the month in which the latest campaign that was sent began.
    watch
        Told how far it is, campaign by campaign.

    Raises
    ------
    BadDataError
        When no month is named, and there is no campaign to take it from.
    """
    workspace.run("brief/campaigns")
    asked = (month or _latest_month(workspace)).replace(day=1)
    before = (asked - timedelta(days=1)).replace(day=1)
    latest = workspace.result("score/latest_event").item()
    measured = _measure(workspace, asked, before, watch)
    totals = {row["month"]: row for row in workspace.result("brief/totals").iter_rows(named=True)}
    covered = dict(workspace.result("brief/coverage", months=[before, asked]).iter_rows())
    now, then = (_counted(workspace, one, totals.get(one), covered.get(one)) for one in (asked, before))
    campaigns = _campaigns(workspace, asked, latest, measured)
    worth = _value(workspace, settings, asked)
    rates = workspace.result("brief/rates", month=asked)
    found = figures(now, then)
    gains, tenths = _tenths(measured)
    return Brief(
        month=asked,
        latest=latest,
        figures=found,
        sentences=tuple(sentences(asked, found, campaigns)),
        campaigns=campaigns,
        rates=rates,
        gains=gains,
        tenths=tenths,
        days=workspace.result("brief/days", month=asked),
        hours=workspace.result("brief/hours", month=asked),
        matrix=workspace.result("brief/matrix", month=asked),
        value_month=worth.month if worth else None,
        tiers=worth.tiers if worth else None,
        staircase=worth.staircase if worth else None,
        concentration=worth.concentration if worth else None,
        notes=(
            *about_month(asked, latest, now, totals.get(asked), worth.month if worth else None),
            *about_campaigns(campaigns, measured.notes),
            *(worth.notes if worth else ()),
        ),
    )


def _latest_month(workspace: Workspace) -> date:
    (found,) = workspace.row("select coalesce(max(month) filter (where is_sent), max(month)) from brief_campaigns")
    if found is None:
        raise BadDataError(
            "no campaign is loaded whose day is known, so there is no month to tell of; 'attitude load contacts FILE', "
            "or name a month: 'attitude brief 2026-11'"
        )
    return date.fromisoformat(str(found))


def _measure(workspace: Workspace, asked: date, before: date, watch: Watch | None) -> _Measured:
    """Measure every campaign of both months; of the month before no more than is laid beside."""
    found = _Measured()
    campaigns = workspace.rows(
        "select campaign_id, month from brief_campaigns where month in (?, ?) order by month, starts_on, campaign_id",
        [before, asked],
    )
    workspace.run("brief/lifts")
    with _watched(watch, asked, len(campaigns)) as done:
        for campaign, month in campaigns:
            parts = measure_parts(workspace, campaign, _PARTS if month == asked else ("lift",))
            workspace.run("brief/keep", month=month)
            if month == asked:
                _gather(found, campaign, {name: part.table for name, part in parts.items()})
                for words in parts["lift"].notes:
                    found.notes.setdefault(words, []).append(campaign)
            done.append(campaign)
    return found


@contextmanager
def _watched(watch: Watch | None, month: date, campaigns: int) -> Iterator[list[str]]:
    """Give a list to put every campaign on that is done; how long it is shows how far one is."""
    done: list[str] = []
    if watch is None or campaigns == 0:
        yield done
        return
    with watch(f"brief of {month:%Y-%m}: {campaigns:,} campaigns", lambda: 100 * len(done) / campaigns, None):
        yield done


def _gather(found: _Measured, campaign: str, tables: dict[Part, pl.DataFrame]) -> None:
    lift = tables["lift"].row(0, named=True)
    quality = tables["quality"].row(0, named=True) if tables["quality"].height else {}
    found.rows.append(
        {
            "campaign_id": campaign,
            "p_value": lift["p_value"],
            "listed": quality.get("contacts"),
            "expected": quality.get("expected"),
            "answered": quality.get("answers"),
            "auc": quality.get("auc"),
        }
    )
    tenths = tables["deciles"].filter(tables["deciles"]["channel"] == "all")
    found.tenths += [{"campaign_id": campaign, **row} for row in tenths.iter_rows(named=True)]


def _counted(
    workspace: Workspace, month: date, totals: dict[str, Any] | None, coverage: float | None
) -> dict[str, float | None]:
    """Give all that was counted of a month by name; without campaigns, there were none and they brought nothing."""
    base = workspace.result("brief/base", month=month).row(0, named=True)
    sums = totals or {"campaigns": 0, "contacts": 0, "responses": 0}
    names = {"incremental_low": "incremental_responses_low", "incremental_high": "incremental_responses_high"}
    return {**base, "coverage": coverage, **{names.get(name, name): value for name, value in sums.items()}}


def _campaigns(workspace: Workspace, asked: date, latest: date | None, measured: _Measured) -> pl.DataFrame:
    import polars as pl

    kept = workspace.result("brief/table", month=asked, latest=latest)
    schema = {"campaign_id": pl.String, **dict.fromkeys(("p_value", "p_adjusted"), pl.Float64), "listed": pl.Int64}
    schema |= {"expected": pl.Float64, "answered": pl.Int64, "auc": pl.Float64}
    adjusted = corrected([row["p_value"] for row in measured.rows])
    rows = [{**row, "p_adjusted": p} for row, p in zip(measured.rows, adjusted, strict=True)]
    return kept.join(pl.DataFrame(rows, schema=schema), on="campaign_id", how="left", maintain_order="left")


def _tenths(measured: _Measured) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give the gains of each list, and the tenths of all lists together."""
    import polars as pl

    whole: dict[str, int] = {}
    for row in measured.tenths:
        whole[row["campaign_id"]] = whole.get(row["campaign_id"], 0) + row["members"]
    gains, so_far = [], dict.fromkeys(whole, 0)
    pooled = {decile: {"decile": decile, "members": 0, "answers": 0, "expected": 0.0} for decile in range(1, 11)}
    for row in measured.tenths:
        campaign = row["campaign_id"]
        so_far[campaign] += row["members"]
        share = so_far[campaign] / whole[campaign]
        gains.append({"campaign_id": campaign, "decile": row["decile"], "share": share, "gains": row["gains"]})
        for name in ("members", "expected", "answers"):
            pooled[row["decile"]][name] += row[name]
    tenths = [
        {**row, "expected_rate": row["expected"] / row["members"], "rate": row["answers"] / row["members"]}
        for row in pooled.values()
        if row["members"]
    ]
    return pl.DataFrame(gains, schema=_GAINS), pl.DataFrame(tenths, schema=_TENTHS)


_GAINS: dict[str, Any] = {"campaign_id": str, "decile": int, "share": float, "gains": float}
_TENTHS: dict[str, Any] = {
    **dict.fromkeys(("decile", "members", "answers"), int),
    **dict.fromkeys(("expected", "expected_rate", "rate"), float),
}


def _value(workspace: Workspace, settings: ValueSettings, asked: date) -> ValueResult | None:
    """Tell value and loyalty at the month's end, or at that of the latest month before it that has revenue."""
    known = [month for month in months_with_revenue(workspace) if month <= asked]
    return value(workspace, settings, known[-1], with_history=False) if known else None
