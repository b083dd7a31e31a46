"""The headline figures, and what a reader must know of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from attitude.errors import nearest
from attitude.months import first_day
from attitude.settings import SETTINGS_NAME, ValueSettings
from attitude.value.costs import Unpriced
from attitude.value.months import Calendar
from attitude.value.moves import tier_names

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Findings:
    """What was found, before it is put in words.

    ``gaps`` is the row of ``queries/value/gaps.sql``; ``costs`` is there with history alone.
    """

    chosen: Calendar
    usage: pl.DataFrame
    gaps: dict[str, int | float]
    moves: pl.DataFrame
    lifetime: pl.DataFrame
    concentration: pl.DataFrame
    costs: Unpriced | None
    has_history: bool


def figures(settings: ValueSettings, findings: Findings) -> pl.DataFrame:
    """Give the headline figures, each with its definition; NULL where one cannot be told."""
    import polars as pl

    rows = [*_month_figures(findings), *_move_figures(settings, findings), *_lifetime_figures(settings, findings)]
    return pl.DataFrame(rows, schema={"figure": str, "value": float, "definition": str}, orient="row")


_Figure = tuple[str, float | None, str]


def _month_figures(findings: Findings) -> Iterator[_Figure]:
    count_known = len(findings.chosen.window(findings.chosen.month))
    members, paying = findings.gaps["members"], findings.gaps["with_revenue"]
    revenue = findings.gaps["revenue"] / count_known
    top = {row["top_share"]: row for row in findings.concentration.iter_rows(named=True)}
    yield "members", members, "members by the end of the month, those who have gone included"
    yield "members_with_revenue", paying, f"of them, with revenue above 0 in the {count_known} months of the window"
    yield "revenue", revenue, "revenue a month, mean of the window"
    yield "mean_revenue", revenue / paying if paying else None, "revenue a month, over members with revenue"
    for share in (0.1, 0.25):
        brings = top[share]["share_of_revenue"] if top else None
        yield f"top_{share:.0%}_share".replace("%", ""), brings, f"share of revenue of the {share:.0%} who bring most"
    gini = top[1.0]["gini"] if top else None
    yield "gini", gini, "Gini coefficient of revenue over members with revenue: 0 all bring the same, 1 one brings all"


def _move_figures(settings: ValueSettings, findings: Findings) -> Iterator[_Figure]:
    order = {name: place for place, name in enumerate(tier_names(settings))}
    last, counts = len(findings.chosen.states) - 1, {"up": 0, "down": 0, "gone": 0, "back": 0, "new": 0, "stayed": 0}
    for row in findings.moves.iter_rows(named=True):
        counts[_kind(order, row["tier_from"], row["tier_to"])] += row["latest"]
    has_moves = last in findings.chosen.pairs()
    for kind, words in _KINDS.items():
        yield f"moved_{kind}", counts[kind] if has_moves else None, f"{words}, since the month before"


_KINDS = {
    "up": "members now on a higher tier",
    "down": "members now on a lower tier",
    "gone": "members who have gone",
    "back": "members who had gone and have revenue again",
    "new": "members who were not there",
}


def _kind(order: dict[str, int], before: str, after: str) -> str:
    if before == "new":
        return "new"
    if before == after:
        return "stayed"
    if "gone" in (before, after):
        return "gone" if after == "gone" else "back"
    return "up" if order[after] < order[before] else "down"


def _lifetime_figures(settings: ValueSettings, findings: Findings) -> Iterator[_Figure]:
    known = findings.lifetime.drop_nulls("lifetime_value")
    total = float(known["total_value"].sum()) if known.height else None
    here = int(known.filter(known["tier"] != "gone")["members"].sum())
    period = f"this month and {settings.horizon_months} to come, discounted by {settings.discount:.3g} a month"
    earned = settings.margin * findings.gaps["revenue"] / len(findings.chosen.window(findings.chosen.month))
    yield "margin", earned, "what is earned of the revenue a month, by the margin of the settings"
    yield "contact_cost", _cost(findings), "contacts, and gifts for answers, a month, mean of the window"
    yield (
        "lifetime_value",
        total,
        f"margin less contacts and gifts, all members, {period}, by a Markov chain over steps",
    )
    yield "mean_lifetime_value", total / here if total is not None and here else None, "the same, per member not gone"


def _cost(findings: Findings) -> float | None:
    if not findings.has_history:
        return None
    rows = findings.lifetime.select("mean_cost", "members").drop_nulls().iter_rows()
    return float(sum(cost * members for cost, members in rows))


def notes(settings: ValueSettings, findings: Findings) -> tuple[str, ...]:
    """Say what is missing or odd."""
    parts = (
        _month_notes(settings, findings),
        _member_notes(findings.gaps),
        _history_notes(findings),
        _cost_notes(findings),
    )
    return tuple(words for part in parts for words in part)


def _month_notes(settings: ValueSettings, findings: Findings) -> Iterator[str]:
    chosen = findings.chosen
    if missing := chosen.missing():
        yield f"no usage with revenue in {_listed(missing)}: these months are left out, not taken as zero"
    window = chosen.window(chosen.month)
    if len(window) < settings.months:
        yield f"revenue is the mean of {len(window)} of the {settings.months} months to {chosen.month:%Y-%m}"
    used = [
        row for row in findings.usage.iter_rows(named=True) if chosen.first_month <= row["month"] <= chosen.month
    ]  # fmt: skip
    if refunds := sum(row["refunds"] for row in used):
        yield f"refunds, taken as they are: {refunds:,} rows of usage with revenue below zero"
    if empty := sum(row["without_revenue"] for row in used if row["month"] in chosen.known):
        yield f"rows of usage without a revenue, which add none: {empty:,}"


def _member_notes(gaps: dict[str, int | float]) -> Iterator[str]:
    if gaps["with_revenue"] == 0:
        yield "nobody has revenue in these months: there are no tiers to tell"
    if gaps["below_zero"]:
        yield (
            f"members whose refunds are more than their revenue: {gaps['below_zero']:,}, "
            f"{gaps['below_zero_revenue']:,.2f} in all; they are in 'none' or 'gone', and not in the concentration"
        )
    if gaps["not_loaded"]:
        yield f"members known from usage alone, never loaded: {gaps['not_loaded']:,}"
    yield from _loyalty_notes(gaps)


def _loyalty_notes(gaps: dict[str, int | float]) -> Iterator[str]:
    neither = gaps["without_band"]
    if gaps["without_score"] == gaps["members"]:
        yield "no scores, so loyalty rests on tenure alone; run 'attitude score'"
    elif only_tenure := gaps["without_score"] - neither:
        yield f"members without a score, whose loyalty rests on tenure alone: {only_tenure:,}"
    if only_score := gaps["without_tenure"] - neither:
        yield f"members without joined_on, whose loyalty rests on their score alone: {only_score:,}"
    if neither:
        yield f"members without score and joined_on, of unknown loyalty: {neither:,}"


def _history_notes(findings: Findings) -> Iterator[str]:
    if not findings.has_history:
        return
    if not findings.chosen.pairs():
        yield "no two months in a row have a staircase: no moves, no lifetime values, no campaigns to compare"
        return
    unseen = findings.lifetime.filter((findings.lifetime["moves_seen"] == 0) & (findings.lifetime["members"] > 0))
    if unseen.height:
        yield f"members on steps that no move was seen from, without a lifetime value: {unseen['members'].sum():,}"


def _cost_notes(findings: Findings) -> Iterator[str]:
    if findings.costs is None:
        return
    if contacts := findings.costs.contacts:
        window = _listed(findings.chosen.window(findings.chosen.month))
        told = ", ".join(f"{channel or 'no channel'} {number:,}" for channel, number in list(contacts.items())[:_FEW])
        yield (
            f"contacts of {window} whose cost nothing tells, taken as 0: {sum(contacts.values()):,} ({told}"
            f"{', …' if len(contacts) > _FEW else ''}); {_cure(contacts)}"
        )
    for name in findings.costs.unmet:
        yield (
            f"{SETTINGS_NAME}: value.contact_costs: nobody was ever contacted by '{name}'"
            f"{nearest(name, findings.costs.met)}; it costs nothing: mend or remove it"
        )
    below = findings.lifetime.filter((findings.lifetime["lifetime_value"] < 0) & (findings.lifetime["members"] > 0))
    if below.height:
        yield (
            f"members on steps whose lifetime value is below zero, which cost more than they earn: "
            f"{below['members'].sum():,}, {below['total_value'].sum():,.2f} in all"
        )


_FEW = 4  # channels that a note names


def _cure(contacts: dict[str | None, int]) -> str:
    """Say where the cost of some contacts goes.

    Examples
    --------
    >>> _cure({"sms": 3, None: 1})
    "say it in attitude.toml, [value] contact_costs = { sms = … }, or load 'cost' with the contacts"
    >>> _cure({None: 1})
    "load 'channel' or 'cost' with the contacts, or 'unit_cost' with the campaigns"
    """
    channel = next((name for name in contacts if name is not None), None)
    if channel is None:
        return "load 'channel' or 'cost' with the contacts, or 'unit_cost' with the campaigns"
    name = channel if channel.isascii() and channel.replace("-", "").replace("_", "").isalnum() else f'"{channel}"'
    return f"say it in {SETTINGS_NAME}, [value] contact_costs = {{ {name} = … }}, or load 'cost' with the contacts"


def campaign_notes(campaigns: pl.DataFrame, count_all: int) -> Iterator[str]:
    """Say what is to be known of the campaigns compared, of so many that there were."""
    if count_all > campaigns.height:
        left_out = count_all - campaigns.height
        yield f"campaigns too recent, or beside a missing month, so that there is no before or no after: {left_out:,}"
    if campaigns.is_empty():
        yield "no campaign has a staircase both before and after it"
        return
    groups = campaigns["compared_with"].fill_null("")
    if not groups.str.starts_with("holdout").all():
        yield "where there is no holdout the others were not chosen by chance: the difference claims no cause"
    if weighted := int((groups == "holdout, weighted").sum()):
        yield (
            f"campaigns of several cells: {weighted:,} (holdout*); each of those held out stands for as many as were "
            "contacted in their cell, as in attitude measure"
        )
    if campaigns.height > 1:
        yield f"of {campaigns.height:,} campaigns, one in twenty will seem to have moved members by chance alone"


def _listed(months: Iterable[date]) -> str:
    """Write months, in a row as a span.

    Examples
    --------
    >>> _listed([date(2026, 1, 1), date(2026, 2, 1), date(2026, 5, 1)])
    '2026-01 to 2026-02, 2026-05'
    """
    spans: list[list[date]] = []
    for month in months:
        if spans and first_day(month, 1) == spans[-1][-1]:
            spans[-1].append(month)
        else:
            spans.append([month])
    return ", ".join(f"{s[0]:%Y-%m}" + (f" to {s[-1]:%Y-%m}" if len(s) > 1 else "") for s in spans)
