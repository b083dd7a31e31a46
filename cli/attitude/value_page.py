"""Value and loyalty as a person reads them: the headlines as sentences, each part as a table of 80 columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from attitude import say
from attitude.numbers import percent
from attitude.value import Cohorts, GoneTold, ValueResult

if TYPE_CHECKING:
    import polars as pl

_PAGE = {"staircase": "Value × loyalty: members on each step", "lifetime": "Lifetime value of a member on each step"}


def show(result: ValueResult) -> None:
    """Print the headlines, the staircase and the lifetime values."""
    for line in headlines(result):
        say.note(line)
    for part, title in _PAGE.items():
        say.headline(title)
        say.data(on_screen(result, part), None, None)
    say.note("more: --show tiers, moves, campaigns or concentration")


def headlines(result: ValueResult) -> list[str]:
    """Put the headline figures in sentences; what cannot be told is left to the notes."""
    f: dict[str, float | None] = dict(result.figures.select("figure", "value").iter_rows())
    window = f", mean of {len(result.months)} months" if len(result.months) > 1 else ""
    lines = [
        f"{result.month:%Y-%m}: {f['members']:,.0f} members, {f['members_with_revenue']:,.0f} with revenue; "
        f"{f['revenue']:,.0f} a month{window}"
    ]
    if f["gini"] is not None:
        lines.append(
            f"10 % of members with revenue bring {f['top_10_share']:.0%} of it, 25 % bring {f['top_25_share']:.0%}; "
            f"Gini {f['gini']:.2f}"
        )
    if f["moved_up"] is not None:
        lines.append(
            f"since last month: {f['moved_up']:,.0f} up a tier, {f['moved_down']:,.0f} down, "
            f"{f['moved_gone']:,.0f} gone, {f['moved_back']:,.0f} back, {f['moved_new']:,.0f} new"
        )
    if f["contact_cost"] is not None and (f["contact_cost"] or f["margin"] != f["revenue"]):
        lines.append(f"earned: {f['margin']:,.0f} a month, less {f['contact_cost']:,.0f} for contacts and gifts")
    if f["mean_lifetime_value"] is not None:
        lines.append(f"lifetime value: {f['mean_lifetime_value']:,.2f} a member, {f['lifetime_value']:,.0f} in all")
    return lines


def on_screen(result: ValueResult, part: str) -> pl.DataFrame:
    """Give a part in few narrow columns."""
    frame: pl.DataFrame = getattr(result, part)
    return _SCREENS[part](frame)


def _staircase(frame: pl.DataFrame) -> pl.DataFrame:
    rows = []
    for tier, part in _by_tier(frame):
        members, revenue = int(part["members"].sum()), float(part["revenue"].sum())
        rows.append(
            {
                "tier": tier,
                **_bands(frame, part, "members"),
                "members": members,
                "%": _percent(float(part["share"].sum())),
                "revenue": round(revenue),
                "revenue %": _percent(float(part["share_of_revenue"].sum())),
                "mean": revenue / members if members else None,
            }
        )
    return _frame(rows)


def _lifetime(frame: pl.DataFrame) -> pl.DataFrame:
    rows = []
    for tier, part in _by_tier(frame):
        known = part.drop_nulls("lifetime_value")
        total = float(known["total_value"].sum()) if known.height else None
        members = int(known["members"].sum())
        rows.append(
            {
                "tier": tier,
                **_bands(frame, part, "lifetime_value"),
                "mean": None if total is None or not members else total / members,
                "total": None if total is None else round(total),
                **_net(frame, part),
            }
        )
    return _frame(rows)


def _net(frame: pl.DataFrame, part: pl.DataFrame) -> dict[str, float | None]:
    """Say what a member of a tier earns and costs a month, where that is more to tell than the revenue."""
    has_costs = bool(frame["mean_cost"].sum())
    if not has_costs and frame["mean_margin"].equals(frame["mean_revenue"], check_names=False):
        return {}
    return {"earned": _mean(part, "mean_margin"), "cost": _mean(part, "mean_cost")}


def _mean(part: pl.DataFrame, column: str) -> float | None:
    rows = part.select(column, "members").drop_nulls().rows()
    members = sum(members for _, members in rows)
    return sum(mean * members for mean, members in rows) / members if members else None


def _by_tier(frame: pl.DataFrame) -> list[tuple[str, pl.DataFrame]]:
    return [(tier, frame.filter(frame["tier"] == tier)) for tier in frame["tier"].unique(maintain_order=True)]


def _bands(frame: pl.DataFrame, part: pl.DataFrame, column: str) -> dict[str, Any]:
    """Spread a column over the bands of loyalty."""
    values = dict(part.select("loyalty", column).iter_rows())
    return {band: values.get(band) for band in frame["loyalty"].unique(maintain_order=True) if band is not None}


def _tiers(frame: pl.DataFrame) -> pl.DataFrame:
    rows = [
        {
            "tier": row["tier"],
            "members": row["members"],
            "%": _percent(row["share"]),
            "revenue": round(row["revenue"]),
            "revenue %": _percent(row["share_of_revenue"]),
            "mean": row["mean_revenue"],
            "least": row["least_revenue"],
            "most": row["most_revenue"],
        }
        for row in frame.iter_rows(named=True)
    ]
    return _frame(rows)


def _moves(frame: pl.DataFrame) -> pl.DataFrame:
    """Give the moves between tiers, loyalty aside, in percent of those who stood on each."""
    counts: dict[tuple[str, str], int] = {}
    for row in frame.iter_rows(named=True):
        pair = row["tier_from"], row["tier_to"]
        counts[pair] = counts.get(pair, 0) + row["members"]
    starts = dict.fromkeys(frame["tier_from"])
    ends = sorted(dict.fromkeys(frame["tier_to"]), key=[*starts, "none", "gone"].index)
    rows = []
    for start in starts:
        whole = sum(counts.get((start, end), 0) for end in ends)
        shares = {end: _percent(counts[start, end] / whole) if (start, end) in counts else "" for end in ends}
        rows.append({"from, % to": start, **shares, "moves": whole})
    return _frame(rows)


def _campaigns(frame: pl.DataFrame) -> pl.DataFrame:
    rows = [
        {
            "campaign": row["campaign_id"],
            "up % (95 % interval)": f"{_percent(row['difference'])} ({_percent(row['difference_low'])} to "
            f"{_percent(row['difference_high'])})" if row["difference"] is not None else "",
            "sent": row["contacted"],
            "up %": _percent(row["rate"]),
            "beside": (row["compared_with"] or "nobody").replace(", weighted", "*"),
            "theirs %": _percent(row["others_rate"]),
        }
        for row in frame.iter_rows(named=True)
    ]  # fmt: skip
    return _frame(rows)


def _concentration(frame: pl.DataFrame) -> pl.DataFrame:
    rows = [
        {
            "top % of members": percent(row["top_share"], 0),
            "members": row["members"],
            "revenue": round(row["revenue"]),
            "% of revenue": _percent(row["share_of_revenue"]),
        }
        for row in frame.iter_rows(named=True)
    ]
    return _frame(rows)


_SCREENS: dict[str, Callable[[pl.DataFrame], pl.DataFrame]] = {
    "staircase": _staircase,
    "tiers": _tiers,
    "moves": _moves,
    "lifetime": _lifetime,
    "campaigns": _campaigns,
    "concentration": _concentration,
}


def _frame(rows: list[dict[str, Any]]) -> pl.DataFrame:
    import polars as pl

    return pl.DataFrame(rows, infer_schema_length=None)


def _percent(share: float | None) -> str:
    return percent(share, 1)


def gone_on_screen(fifths: pl.DataFrame) -> pl.DataFrame:
    """Give what was foreseen of each fifth of members, and what came, as shares."""
    rows = [
        {
            "fifth": row["fifth"],
            "members": row["members"],
            "foreseen %": _percent(row["foreseen"]),
            "came %": _percent(row["came"]),
        }
        for row in fifths.iter_rows(named=True)
    ]
    return _frame(rows)


def about_gone(told: GoneTold, months: int) -> str:
    """Say how well the chance of staying away foretold."""
    terms = told.terms
    if not terms:
        return "p_gone: too few members stayed away, or too few months are known, to tell who will"
    ahead = f"p_gone: the chance of no revenue in {months} months"
    if "auc" not in terms:
        return f"{ahead}; too few months are over to judge it by"
    return (
        f"{ahead}; of the last {months} it told those who stayed away with an AUC of {terms['auc']:.3f}, months since "
        f"revenue alone with {terms['auc_recency']:.3f} (difference {terms['low']:+.3f} to {terms['high']:+.3f})"
    )


def cohorts_on_screen(table: pl.DataFrame) -> pl.DataFrame:
    """Give what was foreseen of cohorts beside what came, in few narrow columns; the year since where it is several."""
    has_years = table["year"].n_unique() > 1
    rows = [
        {
            **({"year": row["year"]} if has_years else {}),
            "joined": row["joined"],
            "members": row["members"],
            "active %": _percent(row["active"]),
            "foreseen": row["foreseen"],
            "came": row["came"],
            "95 %": "" if row["came_low"] is None else f"{row['came_low']:,.2f} to {row['came_high']:,.2f}",
            "ratio": row["ratio"],
        }
        for row in table.iter_rows(named=True)
    ]
    return _frame(rows)


def about_cohorts(result: Cohorts) -> str:
    """Say what the figures are of, and how it went in all."""
    last = result.table.filter(result.table["joined"] == "all")
    unforeseen = max(last["unforeseen"].to_list())
    left_out = f"; {unforeseen:,} are on steps that nobody was seen to leave, and left out" if unforeseen else ""
    return (
        f"per member, foreseen at the end of {result.month:%Y-%m} beside what came up to {result.until:%Y-%m}: margin, "
        f"less contacts and gifts, nothing discounted; ratio: came / foreseen{left_out}"
    )


def needs_on_screen(needs: pl.DataFrame) -> pl.DataFrame:
    """Give value beside needs in few narrow columns."""
    rows = [
        {
            "treatment": row["treatment"],
            "members": row["members"],
            "%": _percent(row["share"]),
            "margin %": _percent(row["share_of_margin"]),
            "lifetime value": row["mean_lifetime_value"],
            "need spread": row["mean_need_spread"],
            "leanings": row["mean_leaning_spread"],
            "p gone": row["mean_p_gone"],
        }
        for row in needs.iter_rows(named=True)
    ]
    return _frame(rows)


def about_needs(needs: pl.DataFrame) -> str:
    """Say what the rows are made of."""
    if needs.is_empty():
        return "nobody's needs can be told from everybody's: it takes usage of several products with revenue"
    return (
        "leanings: how far members lean from what all do, by their scores; "
        "one-to-one and loyalty: revenue from the mean of those with any on; one-to-one and niche: need_spread above "
        "its median; who has no revenue in the window has none of them"
    )
