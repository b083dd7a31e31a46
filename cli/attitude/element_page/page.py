"""What works, as one HTML page, see `attitude.pages`. Equal scores give equal bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from attitude import pages
from attitude.element_page import words
from attitude.months import month_name
from attitude.numbers import count, in_percent, share_tick
from attitude.pages import (
    HEIGHT,
    LEFT,
    WIDTH,
    Estimate,
    card,
    cards,
    dot,
    drawing,
    empty,
    forest,
    grid,
    lead,
    legend,
    line,
    listed,
    path,
    scale,
    section,
    table,
    text,
    ticks,
    upward,
    wide,
)

if TYPE_CHECKING:
    from attitude.element import ElementPage

Row = dict[str, Any]
_PARTNERS = 30  # on the drawing; the formats have them all


def page(known: ElementPage) -> bytes:
    """Draw what is known of a dimension, or of an element, as one HTML file: UTF-8, no script, no network."""
    said = [f"{one[:1].upper()}{one[1:]}." for one in words.sentences(known)]
    parts = [section("Beside the others", _beside(known))]
    if known.element is not None:
        parts += [
            section("Month by month", _months(known)),
            section("With elements of other dimensions", _partners(known)),
            section("After contacts lately", _fatigue(known)),
        ]
    return pages.page(words.title(known), lead(f"By the scores as of {known.as_of}", said), parts)


def _capital(about: str) -> str:
    return f"{about[:1].upper()}{about[1:]}."


def _beside(known: ElementPage) -> str:
    rows = known.beside.rows(named=True)
    if not rows:
        return empty(f"no contact had a {known.dimension}")
    drawn = _ratios("beside", rows, "ratio", lambda row: row["element"])
    head = ("Element", "Contacts", "Answers", "Rate, % (95 %)", "Campaigns")
    cells = [
        (row["element"], count(row["contacts"]), count(row["answers"]), words.rate_words(row), count(row["campaigns"]))
        for row in rows
    ]
    return cards([card(drawn, "Ratio", _capital(words.BESIDE)), card(wide(table(head, cells)), "Figures")])


def _ratios(chart: str, rows: list[Row], name: str, named: Callable[[Row], str]) -> str:
    estimates = [
        Estimate(
            named(row),
            *(row[name], row[f"{name}_low"], row[f"{name}_high"]),
            words.ratio_words(row, name),
            f"{named(row)}: {count(row.get('answers', row.get('responses')))} of {count(row['contacts'])} answered",
        )
        for row in rows
    ]
    return forest(chart, estimates, 1.0, "{:g}".format, "times")


def _months(known: ElementPage) -> str:
    if known.months is None or known.months.is_empty():
        return empty("no response window of its contacts has closed yet")
    rows = known.months.rows(named=True)
    head = ("Month", "Contacts", "Answers", "Rate, % (95 %)", "Others, %", "Ratio")
    cells = [
        (
            *(f"{row['month']:%Y-%m}", count(row["contacts"]), count(row["answers"]), words.rate_words(row)),
            *("" if row["rate_others"] is None else f"{100 * row['rate_others']:.1f}", f"{row['ratio']:.2f}"),
        )
        for row in rows
    ]
    drawn = card(_course(known.element or "", rows), "Rate by month", "Lines from end to end of the 95 % interval.")
    return "\n".join([cards([drawn]), card(wide(table(head, cells)), "Figures", _capital(words.MONTHS))])


def _course(name: str, rows: list[Row]) -> str:
    """Draw the rate of each month with its interval, and that of the other elements."""
    first = rows[0]["month"]
    places = [(row["month"].year - first.year) * 12 + row["month"].month - first.month for row in rows]
    marks_at = ticks(0, max(max(row["rate_high"], row["rate_others"] or 0) for row in rows), 4)
    across, up = scale(0, max(places[-1], 1), LEFT + 8, WIDTH - 14), upward(marks_at)
    marks = [*grid(marks_at, up, share_tick), *legend((name, "one"), ("others", "two"))]
    for place, row in zip(places, rows, strict=True):
        x, hover = across(place), _hover(row)
        marks.append(line(x, up(row["rate_low"]), x, up(row["rate_high"]), "one", hover))
        if row["rate_others"] is not None:
            marks.append(dot(x, up(row["rate_others"]), "two", hover, 2.5))
    points = [(across(place), up(row["rate"])) for place, row in zip(places, rows, strict=True)]
    marks.append(path(points, "one line thin"))
    marks += [dot(*point, "one", _hover(row)) for point, row in zip(points, rows, strict=True)]
    marks += _ends(across, places[-1], rows)
    return drawing("months", listed((f"{r['month']:%Y-%m}", in_percent(r["rate"])) for r in rows), HEIGHT, marks)


def _ends(across: Callable[[float], float], last: int, rows: list[Row]) -> Iterator[str]:
    yield text(across(0) - 8, HEIGHT - 18, f"{rows[0]['month']:%Y-%m}")
    if last:
        yield text(across(last) + 8, HEIGHT - 18, f"{rows[-1]['month']:%Y-%m}", anchor="end")


def _hover(row: Row) -> str:
    return f"{month_name(row['month'])}: {words.rate_words(row)} %, {count(row['answers'])} of {count(row['contacts'])}"


def _partners(known: ElementPage) -> str:
    if known.partners is None or known.partners.is_empty():
        return empty("no contact with it had an element of another dimension")
    rows = known.partners.rows(named=True)
    by = list(dict.fromkeys(row["dimension"] for row in rows))
    drawn = []
    for dimension in by:
        part = [row for row in rows if row["dimension"] == dimension][:_PARTNERS]
        chart = _ratios(f"with-{dimension}", part, "together", lambda row: row["element"])
        drawn.append(card(chart, f"With each {dimension}"))
    return "\n".join([f'<p class="quiet">{_capital(words.PARTNERS)}</p>', cards(drawn)])


def _fatigue(known: ElementPage) -> str:
    if known.fatigue is None or known.fatigue.is_empty():
        return empty(words.NO_FATIGUE)
    rows = known.fatigue.rows(named=True)
    drawn: list[str] = []
    for of in dict.fromkeys(row["of"] for row in rows):
        part = [row for row in rows if row["of"] == of]
        chart = _ratios(f"fatigue-{len(drawn)}", part, "ratio", _before)
        drawn.append(card(chart, "Answers to anything" if of == "everything" else f"Answers to {of}"))
    return "\n".join([f'<p class="quiet">{_capital(words.FATIGUE)}</p>', cards(drawn)])


def _before(row: Row) -> str:
    number = row["contacts_before"]
    several = {4: "4 or 5 contacts before", 6: "6 contacts before and more", 1: "1 contact before"}
    return several.get(number, f"{number} contacts before")
