"""A month of campaigns as one HTML page, see `attitude.pages`. Equal months give equal bytes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from html import escape
from typing import TYPE_CHECKING, Any

from attitude import pages
from attitude.calendar_page import words
from attitude.months import last_day
from attitude.numbers import count, percent
from attitude.pages import card, cell, empty, laid, lead, marked_cell, section, table, wide

if TYPE_CHECKING:
    from attitude.calendar import Calendar

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_PAIRS = 50
Row = dict[str, Any]


def page(month: Calendar) -> bytes:
    """Draw a month as one HTML file: its days, campaigns, overlaps, contacts a member and week; UTF-8."""
    if month.campaigns.is_empty():
        return pages.page(words.title(month), lead("", words.sentences(month)), ())
    return pages.page(
        words.title(month),
        lead("", [f"{line[:1].upper()}{line[1:]}." for line in words.sentences(month)]),
        (
            section("Days", f'<div class="card">\n{_grid(month)}\n</div>', about=words.STATES),
            section("Campaigns", f'<div class="card">\n{_campaigns(month)}\n</div>'),
            section("Audiences that overlap", _overlaps(month), about=words.OVERLAPS),
            section("Contacts a member and week", _weeks(month), about=words.WEEKS),
        ),
    )


def _grid(month: Calendar) -> str:
    """Lay the days out, a week a row; on a narrow screen each day with something in it is a line of its own."""
    on = _on_days(month)
    monday, end = month.month - timedelta(days=month.month.weekday()), last_day(month.month)
    weeks = range(((end - monday).days // 7) + 1)
    rows = ([_day(monday + timedelta(days=7 * week + place), on, month.month) for place in range(7)] for week in weeks)
    return laid("month", (cell(name, "th") for name in _DAYS), rows)


def _day(day: date, on: dict[date, list[Row]], month: date) -> str:
    if day.month != month.month:
        return '<td class="out"></td>'
    items = "".join(_item(row) for row in on.get(day, []))
    return f'<td class="{"has" if items else "none"}"><b>{day.day}</b>{items}</td>'


def _item(row: Row) -> str:
    contacts = "" if row["contacts"] is None else f" {count(row['contacts'])}"
    channel = row["channel"] or "no channel"
    hover = escape(f"{row['campaign_id']}, {channel}, {row['state']}:{contacts or ' no list yet'}")
    look = "open" if row["state"] != "run" else "id"
    return f'<span class="{look}" title="{hover}">{escape(row["campaign_id"])}{contacts}</span>'


def _on_days(month: Calendar) -> dict[date, list[Row]]:
    found: dict[date, list[Row]] = {}
    for row in month.days.iter_rows(named=True):
        found.setdefault(row["day"], []).append(row)
    for row in month.campaigns.iter_rows(named=True):
        for place in range((row["last_on"] - row["first_on"]).days + 1 if row["state"] == "plan" else 0):
            plan = {**row, "channel": row["channels"]}
            found.setdefault(row["first_on"] + timedelta(days=place), []).append(plan)
    return found


_HEADS = ("Campaign", "State", "From", "To", "Channels", "Contacts", "Members")


def _campaigns(month: Calendar) -> str:
    rows = (
        [marked_cell(text, data_label=name) for name, text in zip(_HEADS, _campaign(row), strict=True)]
        for row in month.campaigns.iter_rows(named=True)
    )
    return laid("campaigns", (cell(name, "th") for name in _HEADS), rows)


def _campaign(row: Row) -> Iterator[str]:
    name, has_name = escape(row["campaign_id"]), row["name"] not in (None, row["campaign_id"])
    yield f'{escape(row["name"])} <span class="id">{name}</span>' if has_name else name
    yield row["state"]
    yield from (str(row["first_on"]), str(row["last_on"]), escape(row["channels"] or ""))
    yield from (count(row["contacts"]), count(row["members"]))


def _overlaps(month: Calendar) -> str:
    if month.overlaps.is_empty():
        return empty("no member is in two of these campaigns")
    head = ("Campaign", "Other", "In both", "Of the smaller", "Members", "Members of the other")
    rows = [
        (
            *(row["campaign"], row["other"], count(row["members_both"]), f"{percent(row['share_of_smaller'], 1)} %"),
            *(count(row["members_campaign"]), count(row["members_other"])),
        )
        for row in month.overlaps.head(_PAIRS).iter_rows(named=True)
    ]
    return card(wide(table(head, rows)))


def _weeks(month: Calendar) -> str:
    if month.weeks.is_empty():
        return empty("no contact is known in these weeks")
    head = ("Week of", "Contacts", "Members", "Mean", "95th", "Most", f"With more than {month.over}")
    rows = [
        (
            *(str(row["week"]), count(row["contacts"]), count(row["members"]), f"{row['mean']:.2f}"),
            *(count(row["p95"]), count(row["most"]), count(row["members_over"])),
        )
        for row in month.weeks.iter_rows(named=True)
    ]
    return card(wide(table(head, rows)))
