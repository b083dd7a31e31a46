"""A month of campaigns at a terminal of 80 columns: weeks as rows, campaigns as letters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from attitude import say
from attitude.calendar import Calendar, Part
from attitude.calendar_page import words
from attitude.months import last_day
from attitude.numbers import count, percent
from attitude.widths import cut

if TYPE_CHECKING:
    import polars as pl

_NAME, _PAIR, _CELL, _PAIRS = 26, 22, 10, 12
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
Row = dict[str, Any]


def show(month: Calendar) -> None:
    """Print the month: sentences, its weeks, campaigns, overlaps, contacts a member and week."""
    say.text(words.title(month), is_title=True)
    for line in words.sentences(month):
        say.text(line)
    if month.campaigns.is_empty():
        return
    say.text("")
    for line in weeks(month):
        say.text(line)
    for part, title, about in _PARTS:
        table = getattr(month, part)
        if not table.is_empty():
            say.text("")
            say.text(title, is_title=True)
            say.data(screen_of(month, part), None, None)
            say.note(about)


_PARTS: tuple[tuple[Part, str, str], ...] = (
    ("campaigns", "Campaigns", words.STATES),
    ("overlaps", "Audiences that overlap", words.OVERLAPS),
    ("weeks", "Contacts a member and week", words.WEEKS),
)


def letters(month: Calendar) -> dict[str, str]:
    """Give each campaign a letter, in order of first days; the last one stands for all that are left."""
    names = dict.fromkeys(month.campaigns["campaign_id"])
    return {name: _LETTERS[min(place, len(_LETTERS) - 1)] for place, name in enumerate(names)}


def weeks(month: Calendar) -> Iterator[str]:
    """Lay the month out as weeks, each day with the letters of the campaigns that contact somebody on it."""
    on = _on_days(month)
    end = last_day(month.month)
    yield "".join(name.ljust(_CELL) for name in _DAYS).rstrip()
    day = month.month - timedelta(days=month.month.weekday())
    while day <= end:
        row = [day + timedelta(days=place) for place in range(7)]
        yield "".join(_cell(one, on, month.month).ljust(_CELL) for one in row).rstrip()
        day = row[-1] + timedelta(days=1)


def _cell(day: date, on: dict[date, str], month: date) -> str:
    return f"{day.day:>2} {cut(on.get(day, '·'), _CELL - 4)}" if day.month == month.month else ""


def _on_days(month: Calendar) -> dict[date, str]:
    letter = letters(month)
    found: dict[date, set[str]] = {}
    for row in month.days.iter_rows(named=True):
        found.setdefault(row["day"], set()).add(letter[row["campaign_id"]])
    for row in month.campaigns.iter_rows(named=True):
        for place in range((row["last_on"] - row["first_on"]).days + 1 if row["state"] == "plan" else 0):
            found.setdefault(row["first_on"] + timedelta(days=place), set()).add(letter[row["campaign_id"]])
    return {day: "".join(sorted(names, key=_LETTERS.index)) for day, names in found.items()}


def screen_of(month: Calendar, part: Part) -> pl.DataFrame:
    """Give what a person's table shows of a part."""
    import polars as pl

    table: pl.DataFrame = getattr(month, part)
    if table.is_empty() or part == "days":
        return table
    if part == "overlaps":
        table = table.head(_PAIRS)
    letter = letters(month)
    shapes: dict[str, Callable[[Row], Row]] = {
        "campaigns": lambda row: _campaign(row, letter),
        "overlaps": _overlap,
        "weeks": lambda row: _week(row, month.over),
    }
    return pl.DataFrame([shapes[part](row) for row in table.iter_rows(named=True)], infer_schema_length=None)


def _campaign(row: Row, letter: dict[str, str]) -> Row:
    days = f"{row['first_on']:%d}" if row["first_on"] == row["last_on"] else f"{row['first_on']:%d}–{row['last_on']:%d}"
    return {
        "": letter[row["campaign_id"]],
        "campaign": cut(row["campaign_id"], _NAME),
        "days": days,
        "state": row["state"],
        "contacts": row["contacts"],
        "members": row["members"],
        "by": cut(row["channels"] or "", 16),
    }


def _overlap(row: Row) -> Row:
    return {
        "campaign": cut(row["campaign"], _PAIR),
        "other": cut(row["other"], _PAIR),
        "in both": row["members_both"],
        "% of smaller": percent(row["share_of_smaller"], 1).rjust(12),
        "smaller": min(row["members_campaign"], row["members_other"]),
    }


def _week(row: Row, over: int) -> Row:
    return {
        "week of": row["week"],
        "contacts": row["contacts"],
        "members": row["members"],
        "mean": f"{row['mean']:.2f}",
        "95th": row["p95"],
        "most": row["most"],
        f"more than {over}": count(row["members_over"]).rjust(11),
    }
