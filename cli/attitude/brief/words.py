"""The result in words, and what a reader must know of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from attitude.brief.figures import Figure
from attitude.measure import sample_ratio
from attitude.months import month_name
from attitude.numbers import written

if TYPE_CHECKING:
    import polars as pl

_RARE = 0.001


def sentences(month: date, figures: tuple[Figure, ...], campaigns: pl.DataFrame) -> Iterator[str]:
    """Say the result in a few sentences, for those who read nothing else."""
    f = {figure.name: figure for figure in figures}
    if campaigns.is_empty():
        yield f"No campaign began in {month_name(month)}."
        return
    yield from _about_answers(month, f)
    yield from _about_gain(f, campaigns)
    yield from _about_each(campaigns)


def _about_answers(month: date, f: dict[str, Figure]) -> Iterator[str]:
    count, rate = f["campaigns"].value, f["rate"]
    began = f"{_count(count, 'campaign')} of {month_name(month)} contacted {_count(f['contacts'].value, 'member')}"
    if rate.value is None:
        yield f"{_count(count, 'campaign')} began in {month_name(month)}, and nobody was contacted."
        return
    words = f"{began}; {written(f['responses'].value, 'count')} answered, {written(rate.value, 'share')}"
    if rate.previous is not None:
        points = 100 * (rate.value - rate.previous)
        words += f", {abs(points):.2f} points {'more' if points >= 0 else 'less'} than the month before"
    yield f"{words}."


def _about_gain(f: dict[str, Figure], campaigns: pl.DataFrame) -> Iterator[str]:
    added, gain = f["incremental_responses"], f["return"]
    if added.value is None:
        yield "No campaign had a holdout, so what they added to what would have come anyway cannot be told."
        return
    count = campaigns["incremental_responses"].count()
    which = (
        "the campaigns" if count == campaigns.height else f"the {count:,} of {campaigns.height:,} that had a holdout"
    )
    words = _gained(added.value, added.low or 0.0, added.high or 0.0, which)
    if gain.value is not None and gain.low is not None and gain.high is not None:
        words += f"; each 1 spent brought {1 + gain.value:,.2f} back ({1 + gain.low:,.2f} to {1 + gain.high:,.2f})"
    elif gain.value is not None:
        words += f"; each 1 spent brought {1 + gain.value:,.2f} back"
    yield f"{words}."


def _gained(added: float, low: float, high: float, which: str) -> str:
    """Claim what the interval allows, and no more.

    Examples
    --------
    >>> _gained(12.0, 3.0, 21.0, "the campaigns")
    '12 answers (95 % interval 3 to 21) would not have come without the campaigns'
    >>> _gained(12.0, -3.0, 27.0, "the campaigns")
    'Whether the campaigns added any answers cannot be told from chance: +12 (95 % interval -3 to 27)'
    >>> _gained(-12.0, -21.0, -3.0, "the campaigns")
    'Those held out answered more often: 12 answers (95 % interval 3 to 21) were lost by the campaigns'
    """
    if low > 0:
        return f"{added:,.0f} answers (95 % interval {low:,.0f} to {high:,.0f}) would not have come without {which}"
    if high < 0:
        reach = f"95 % interval {-high:,.0f} to {-low:,.0f}"
        return f"Those held out answered more often: {-added:,.0f} answers ({reach}) were lost by {which}"
    reach = f"95 % interval {low:,.0f} to {high:,.0f}"
    return f"Whether {which} added any answers cannot be told from chance: {added:+,.0f} ({reach})"


def _about_each(campaigns: pl.DataFrame) -> Iterator[str]:
    known = campaigns.drop_nulls("p_adjusted")
    if known.height < 2:
        return
    # without a p-value while answers may still come: there the interval holds by itself
    away = (known["difference_low"] > 0) | (known["difference_high"] < 0)
    sure = known.filter((known["p_adjusted"] <= 0.05) | (known["p_adjusted"].is_null() & away))
    unsure = known.height - sure.height
    if not sure.height:
        yield f"None of the {known.height:,} with a holdout can by itself be told from chance."
        return
    best = sure.sort("incremental_responses", "campaign_id", descending=[True, False]).row(0, named=True)
    words = [f"{unsure:,} of {known.height:,} cannot be told from chance by themselves"] if unsure else []
    if best["incremental_responses"] > 0:
        added = f"{best['incremental_responses']:,.0f} answers, {100 * best['difference']:+.2f} points"
        words = [f"The most was added by {title(best)}, {added}", *words]
    if words:
        yield f"{'; '.join(words)}."


def title(row: Mapping[str, object]) -> str:
    """Call a campaign by its name, else by its id."""
    return str(row["name"] or row["campaign_id"])


def _count(number: float | None, noun: str) -> str:
    return f"{number or 0:,.0f} {noun}{'' if number == 1 else 's'}"


def about_month(
    month: date,
    latest: date | None,
    base: Mapping[str, float | None],
    totals: Mapping[str, int | None] | None,
    value_month: date | None,
) -> Iterator[str]:
    """Say what is missing of the month as a whole."""
    if latest is None:
        yield "no contacts and no responses are loaded: 'attitude load contacts FILE', 'attitude load responses FILE'"
    elif month > latest:
        yield f"nothing is known of {month:%Y-%m} yet: the last contact or answer loaded is of {latest}"
    if base["members"] is None:
        yield "no members are loaded: 'attitude load members FILE' tells how many there are and who can be reached"
    elif base["reachable"] is None:
        yield "no campaign names a channel, so who can be reached cannot be told"
    if base["optouts"] is None:
        yield "no opt-outs are loaded: 'attitude load optouts FILE'"
    if value_month is None:
        yield f"no usage with a revenue is loaded up to {month:%Y-%m}: no value tiers and no concentration"
    elif value_month != month:
        yield (
            f"no usage with a revenue is loaded of {month:%Y-%m}: value tiers are of {value_month:%Y-%m}, and what was "
            "bought without a code is not all seen"
        )
    if totals is not None:
        yield from _about_gaps(totals)


def _about_gaps(totals: Mapping[str, int | None]) -> Iterator[str]:
    """Name the sums that some campaigns could add nothing to, together where they are as many."""
    count, gaps = totals["campaigns"] or 0, dict[int, list[str]]()
    for name, words in _GAPS.items():
        known = totals[name] or 0
        if 0 < known < count:
            gaps.setdefault(known, []).append(words)
    for known, names in gaps.items():
        yield f"told by {known:,} of {count:,} campaigns alone: {', '.join(names)}"


_GAPS = {
    "with_holdout": "added answers",
    "with_cost": "cost",
    "with_value": "value of answers",
    "with_return": "return",
}


def about_open(campaigns: pl.DataFrame) -> Iterator[str]:
    """Say which campaigns may still be answered."""
    still = campaigns.drop_nulls("open_until")
    if not still.is_empty():
        days = (f"{row['campaign_id']} open until {row['open_until']}" for row in still.iter_rows(named=True))
        yield f"answers may still come: {', '.join(days)}"


def about_size(month: date, responders: pl.DataFrame | None) -> Iterator[str]:
    """Say where to look for what would take too long here."""
    if responders is None:
        yield (
            f"who answered, month by month, is not in it, for {month:%Y-%m} has many contacts; "
            f"'attitude measure --show responders --since {month:%Y-%m} --until {month:%Y-%m}' tells"
        )


def about_holdouts(odd: pl.DataFrame) -> Iterator[str]:
    """Say which holdouts are not what they should be; ``odd`` is ``queries/brief/odd.sql``."""
    for row in odd.iter_rows(named=True):
        name, control = row["campaign_id"], row["control"]
        if row["watched"] == 0:
            yield f"{name}: nothing loaded could show an answer of the {control:,} held out, so there is no lift"
        elif row["unseen"]:
            yield (
                f"{name}: {row['unseen']:,} of {row['answered']:,} answers can only be seen among those contacted, and "
                "are no part of the lift"
            )
        if row["contaminated"]:
            yield f"{name}: {row['contaminated']:,} of {control:,} held-out members were contacted all the same"
        if row["sharing"]:
            yield f"{name}: {row['sharing']:,} of {control:,} held-out members share an address with somebody contacted"
        if row["least_share"] is not None:
            yield (
                f"{name}: {row['least_share']:.1%} to {row['most_share']:.1%} were held out, by cell, so each of them "
                "stands for as many as were contacted in their cell"
            )
        expected = row["expected_control"]
        p = None if expected is None else sample_ratio(row["listed"], row["listed_control"], expected)
        if p is not None and p < _RARE:
            yield (
                f"{name}: the holdout is not what the plan drew: {row['listed_control']:,} of {row['listed']:,}, "
                f"expected {expected:,.0f} (p = {p:.1g})"
            )
