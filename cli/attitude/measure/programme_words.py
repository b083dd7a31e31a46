"""What a reader must know of the programme as a whole, in plain lines, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from attitude.measure.chance import sample_ratio

if TYPE_CHECKING:
    import polars as pl

_NAMED = 6
_RARE = 0.001
Row = dict[str, Any]


def programme_notes(
    known: Row, months: Sequence[Row], rows: Sequence[Row], odd: Sequence[Row], *, is_asked: bool
) -> tuple[str, ...]:
    """Say how to set up a universal control where none stood, what is missing where one did, and what is odd of it.

    Parameters
    ----------
    known, months
        The row of ``queries/measure/programme_known.sql``, and those of ``programme_months.sql``.
    rows, odd
        What was compared, and one row per month or quarter with the units of both arms.
    is_asked
        Whether somebody asked for the first month, so that those before the first control are missed.
    """
    stood = [one for one in months if one["draws"]]
    if not stood:
        return (_how_to(months[0]["month"], months[-1]["month"], known["periods"] or []),)
    if known["members"] == 0:
        return ("no members are loaded, so nobody was drawn: 'attitude load members FILE'",)
    return (*_about_months(known, months, stood, is_asked=is_asked), *_about_outcomes(rows), *_about_arms(known, odd))


def _how_to(first: date, last: date, periods: Sequence[str]) -> str:
    ever = f"; those that ever did: {_names(periods)}" if periods else ""
    return (
        f"no universal control stood from {first:%Y-%m} to {last:%Y-%m}, so there is nothing to compare with{ever}: "
        'share = 0.05 and period = "quarter" below [control] in attitude.toml keep so many members from all '
        "campaigns, from the next 'attitude target' on"
    )


def _about_months(known: Row, months: Sequence[Row], stood: Sequence[Row], *, is_asked: bool) -> Iterator[str]:
    bare = [one["month"] for one in months if not one["draws"] and (is_asked or one["month"] > stood[0]["month"])]
    if bare:
        yield f"no universal control stood in {_months(bare)}"
    yield from _about_quarters(stood)
    later = [one["month"] for one in stood if one["month"] > known["last_month"]]
    if later:
        yield f"nothing is known yet of {_months(later)}"
    unused = [one["month"] for one in stood if not one["has_usage"] and one["month"] not in later]
    if unused:
        yield f"no usage is loaded of {_months(unused)}, so use and revenue are not known: 'attitude load usage FILE'"


def _about_quarters(stood: Sequence[Row]) -> Iterator[str]:
    """Say which quarters are not told as one."""
    draws: dict[tuple[int, int], list[object]] = {}
    for one in stood:
        draws.setdefault(_quarter(one["month"]), []).append(one["draws"])
    apart = [f"{year}-Q{at}" for (year, at), found in sorted(draws.items()) if any(one != found[0] for one in found)]
    if apart:
        yield (
            f'told by month alone, for other members were kept out in each: {_names(apart)}; period = "quarter" below '
            "[control] keeps out the same"
        )


def _about_outcomes(rows: Sequence[Row]) -> Iterator[str]:
    found = {one["outcome"] for one in rows}
    if not rows:
        return
    if "optouts" not in found:
        yield "no opt-outs are loaded: 'attitude load optouts FILE'"
    if "gone" not in found:
        yield (
            "who is gone is not known: neither usage of the month before the control's period nor a file of the whole "
            "base ('attitude load members FILE --full-list') is loaded"
        )


def _about_arms(known: Row, odd: Sequence[Row]) -> Iterator[str]:
    empty = [one for one in odd if one["is_empty"]]
    if empty:
        yield f"nobody is in one of the arms, or nothing is loaded to compare: {_months(one['month'] for one in empty)}"
    for one in _widest(odd):
        when = name_of(one)
        if one["contaminated"]:
            yield (
                f"{when}: {one['contaminated']:,} members of the universal control were contacted all the same; they "
                "stay in it"
            )
        expected = one["share"] * one["units"]
        p = sample_ratio(one["units"], one["control_units"], expected)
        if p is not None and p < _RARE:
            yield (
                f"{when}: the universal control is not what was drawn: {one['control_units']:,} of {one['units']:,}, "
                f"expected {expected:,.0f} (p = {p:.1g})"
            )
    if known["erased"]:
        yield f"{known['erased']:,} erased members are in neither arm: nothing says any more who they were"


def _widest(odd: Sequence[Row]) -> list[Row]:
    """Leave out months whose quarter is told as one."""
    quarters = {_quarter(one["month"]) for one in odd if one["span"] == "quarter"}
    return [one for one in odd if one["span"] == "quarter" or _quarter(one["month"]) not in quarters]


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month + 2) // 3


def name_of(row: Row) -> str:
    """Name a month or a quarter.

    Examples
    --------
    >>> name_of({"span": "quarter", "month": date(2026, 5, 1)}), name_of({"span": "month", "month": date(2026, 5, 1)})
    ('2026-Q2', '2026-05')
    """
    year, quarter = _quarter(row["month"])
    return f"{year}-Q{quarter}" if row["span"] == "quarter" else f"{row['month']:%Y-%m}"


def _months(months: Iterable[date]) -> str:
    return _names([f"{month:%Y-%m}" for month in sorted(set(months))])


def _names(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def programme_sentences(table: pl.DataFrame) -> Iterator[str]:
    """Say what the programme as a whole came to in one month; nothing where no universal control stood in it.

    Parameters
    ----------
    table
        Of `attitude.measure.programme`, of that month alone.
    """
    rows = {row["outcome"]: row for row in table.iter_rows(named=True) if row["span"] == "month"}
    told = [_outcome(rows[name]) for name in ("revenue", "users", "optouts", "gone") if name in rows]
    if told:
        control = next(iter(rows.values()))["control"]
        yield f"The programme as a whole: {'; '.join(told)}; universal control of {control:,} members."


def _outcome(row: Row) -> str:
    """Say one outcome of all members outside of the control.

    Examples
    --------
    >>> row = {"outcome": "optouts", "added": 12.0, "added_low": 3.0, "added_high": 21.0}
    >>> _outcome(row), _outcome({**row, "added_low": -3.0})
    ('opt-outs +12 (95 % interval 3 to 21)', 'opt-outs +12 (95 % interval -3 to 21), no more than chance')
    """
    words = f"{_WORDS[row['outcome']]} {row['added']:+,.0f}"
    low, high = row["added_low"], row["added_high"]
    if low is None or high is None:
        return f"{words} (no interval)"
    unsure = ", no more than chance" if low <= 0 <= high else ""
    return f"{words} (95 % interval {low:,.0f} to {high:,.0f}){unsure}"


_WORDS = {"revenue": "revenue", "users": "users", "optouts": "opt-outs", "gone": "members gone"}
