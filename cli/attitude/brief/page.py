"""The brief as one HTML page, see `attitude.pages`. Equal briefs give equal bytes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from attitude import pages
from attitude.brief.drawing import charts
from attitude.brief.figures import Figure
from attitude.brief.segment_cards import segment_cards
from attitude.brief.words import title
from attitude.forecasts import within
from attitude.months import first_day, month_name
from attitude.numbers import Unit, chance, in_percent, in_type, interval, written
from attitude.pages import Chart, card, cards, cell, chart_card, empty, laid, lead, marked_cell, section, table, wide

if TYPE_CHECKING:
    import polars as pl

    from attitude.brief.step import Brief

_WORTH = ("tiers", "concentration")
_NOBODY = "nobody was contacted, so there is nothing to draw"
_NO_USAGE = "no usage with a revenue is loaded: 'attitude load usage FILE'"
_MOST_ROWS = 8
_LONG = 9  # letters of a figure that fit a tile in large type
Row = dict[str, Any]


def page(brief: Brief) -> bytes:
    """Draw a brief as one HTML file: sentences, headline figures, campaigns, charts, notes, definitions; UTF-8."""
    drawn = list(charts(brief))
    tiles = "\n".join(_tile(figure, _before(brief)) for figure in brief.figures)
    answers = [
        *(chart_card(one) for one in drawn if one.name not in _WORTH),
        *_matrix(brief),
        *segment_cards(brief),
        *_usage(brief),
        *_bought(brief),
    ]
    answers += _seldom(brief)
    worth = [*(chart_card(one) for one in drawn if one.name in _WORTH), *_staircase(brief)]
    definitions = "\n".join(_definitions(brief, drawn))
    return pages.page(
        f"Marketing brief, {month_name(brief.month)}",
        lead(_scope(brief), brief.sentences),
        (
            f'<ul class="tiles">\n{tiles}\n</ul>',
            section("Campaigns", f'<div class="card">\n{_campaigns(brief)}\n</div>'),
            section("How they did", cards(answers or [empty(_NOBODY)])),
            section("What members are worth", cards(worth or [empty(_NO_USAGE)])),
            section("What must be known", _notes(brief)),
            section("What each number means", f"<dl>\n{definitions}\n</dl>"),
        ),
    )


def _scope(brief: Brief) -> str:
    known = f"by what is known up to {brief.latest}" if brief.latest else "nothing is known of contacts and answers"
    return f"Campaigns that began in {month_name(brief.month)}, beside the month before; {known}"


def _tile(figure: Figure, before: str) -> str:
    """Show a figure with the month before, its definition on hover and, where nothing hovers, behind its name."""
    now = _written(figure.value, figure.unit)
    inside = f'<a href="#{_anchor(figure.name)}">{escape(figure.label)}</a>'
    if now:
        inside += f'<data class="now{" long" if len(now) > _LONG else ""}" value="{figure.value!r}">{now}</data>'
    else:
        inside += '<span class="now none">not known</span>'
    if figure.low is not None and figure.high is not None:
        low, high = _written(figure.low, figure.unit), _written(figure.high, figure.unit)
        inside += f'<span class="before">95&nbsp;%: {low} to {high}</span>'
    previous = _written(figure.previous, figure.unit) or "not known"
    inside += f'<span class="before" title="the month before">{before}: {previous}</span>'
    return f'<li class="tile" data-figure="{figure.name}" title="{escape(figure.definition)}">{inside}</li>'


def _before(brief: Brief) -> str:
    return month_name(first_day(brief.month, 1))[:3]


def _written(value: float | None, unit: Unit) -> str:
    """Write a figure as type does: a minus of its own, no break before a sign."""
    return in_type(written(value, unit)).replace(" ", "\xa0")


def _anchor(name: str) -> str:
    return f"means-{name.replace('_', '-')}"


def _campaigns(brief: Brief) -> str:
    if brief.campaigns.is_empty():
        return empty(f"no campaign began in {month_name(brief.month)}")
    head = (cell(label, "th", title=means) for _, label, means, _ in _COLUMNS)
    return laid("campaigns", head, (_campaign(row) for row in brief.campaigns.iter_rows(named=True)))


def _campaign(row: Row) -> Iterator[str]:
    for _, label, means, write in _COLUMNS:
        yield marked_cell(write(row), data_label=label, title=f"{label}: {means}")


def _name(row: Row) -> str:
    words = escape(title(row))
    if row["name"] and row["name"] != row["campaign_id"]:
        words += f' <span class="id">{escape(row["campaign_id"])}</span>'
    if row["open_until"] is not None:
        words += f' <span class="open">open until {row["open_until"]}</span>'
    return words


def _lift(row: Row) -> str:
    if row["contacts"] == 0:
        return "nobody contacted"
    if row["difference"] is None:
        return "no lift" if row["control"] else "no holdout"
    return in_type(interval(row["difference"], row["difference_low"], row["difference_high"], 2))


def _added_value(row: Row) -> str:
    value = _written(row["incremental_value"], "money")
    if row["value_low"] is None:
        return value
    low, high = (_written(row[f"value_{end}"], "money") for end in ("low", "high"))
    return f'<span>{value} <span class="id">{low}</span> <span class="id">to {high}</span></span>'


def _foreseen(row: Row) -> str:
    if row["expected"] is None:
        return ""
    words = f"{row['expected']:,.0f} → {row['answered']:,}"
    if row["expected_low"] is None:
        return words
    return f'<span>{words} <span class="id">{within(row["expected_low"], row["expected_high"])}</span></span>'


def _of(name: str, unit: Unit) -> Callable[[Row], str]:
    return lambda row: _written(row[name], unit)


_COLUMNS: tuple[tuple[str, str, str, Callable[[Row], str]], ...] = (
    ("campaign", "Campaign", "as loaded; with the day until which answers count, where it is still to come", _name),
    ("contacts", "Contacts", "members who were to be contacted, by intention", _of("contacts", "count")),
    ("responses", "Answers", "of them, those who answered inside the response window", _of("responses", "count")),
    ("rate", "Rate", "answers / contacts", _of("rate", "share")),
    (
        *("lift", "Lift, points (95 %)"),
        "response rate less that of the holdout, in points, with Newcombe's 95 % interval",
        _lift,
    ),
    (
        *("p", "p"),
        "how likely such a lift is by chance alone, two-sided, corrected after Holm for several campaigns",
        lambda row: escape(chance(row["p_adjusted"])),
    ),
    (
        *("added", "Added answers"),
        "answers beyond those of the holdout, scaled to the contacts",
        _of("incremental_responses", "count"),
    ),
    ("cost", "Cost", "of the contacts whose cost is known", _of("cost", "money")),
    ("per_answer", "Cost / answer", "cost / answers", _of("cost_per_response", "money")),
    (
        *("added_value", "Added value"),
        "value beyond that of the holdout, scaled to the contacts, with its 95 % interval (Welch)",
        _added_value,
    ),
    ("return", "Return", "(added value − cost) / cost", _of("return", "ratio")),
    (
        *("foreseen", "Foreseen → came"),
        "answers that the propensities of the list foresaw (their sum), and those that came; below, between "
        "what eight of ten campaigns end",
        _foreseen,
    ),
    (
        *("auc", "AUC"),
        "chance that who answered stood above who did not, by the propensities of the list; 0.5 is no order at all",
        lambda row: "" if row["auc"] is None else f"{row['auc']:.3f}",
    ),
)  # fmt: skip


def _matrix(brief: Brief) -> Iterator[str]:
    """Show the response rate of every product by every channel, the higher the darker."""
    rows = [row for row in brief.matrix.iter_rows(named=True) if "all" not in (row["channel"], row["product"])]
    if not rows:
        return
    most = max(row["rate"] for row in rows) or 1.0
    cells = {}
    for row in rows:
        hover = f"{row['product']}, {row['channel']}: {row['responses']:,} of {row['contacts']:,} answered"
        if row["cost_per_response"] is not None:
            hover += f"; {written(row['cost_per_response'], 'money')} an answer"
        cells[row["product"], row["channel"]] = (in_percent(row["rate"]), row["rate"] / most, hover)
    yield _heat("matrix", _MATRIX, "product", cells)


def _usage(brief: Brief) -> Iterator[str]:
    """Lay what those who answered use beside what the base uses, product by product."""
    rows = [row for row in _rows(brief.usage) if row["responders"]]
    if not rows or brief.value_month is None:
        return
    head = ("product", "they", "base", "times (95 %)")
    lines = (
        (row["product"], *(in_percent(row[name]) for name in ("share", "base_share")), _times(row)) for row in rows
    )
    about = (
        f"Share of the {rows[0]['responders']:,} who answered in {month_name(brief.value_month)} that used a product "
        f"in it, beside all {rows[0]['base']:,} members. They are not like the rest: no difference here says what a "
        "campaign did."
    )
    yield card(wide(table(head, lines)), "What those who answered use", about)


def _bought(brief: Brief) -> Iterator[str]:
    """Show which products are used together more or less often than chance would have it, the furthest first."""
    clear = [row for row in _rows(brief.bought) if row["first"] < row["second"] and _is_clear(row)]
    rows = sorted(clear, key=lambda row: -abs(math.log(row["lift"])))[:_MOST_ROWS]
    if not rows:
        return
    lines = (
        (
            f"{row['first']}, {row['second']}",
            in_percent(row["share"]),
            f"{row['lift']:.2f} ({row['lift_low']:.1f}–{row['lift_high']:.1f})",
        )
        for row in rows
    )
    about = (
        "Share of those who used the first product in the year who used the second too, and how many times that of all "
        "who used anything, where its 95 % interval leaves out 1; of a sample. The question bought_together has all."
    )
    yield card(wide(table(("products", "both", "times (95 %)"), lines)), "Products used together", about)


def _is_clear(row: Row) -> bool:
    return bool(row["lift_low"] > 1 or row["lift_high"] < 1)


def _seldom(brief: Brief) -> Iterator[str]:
    """Show whom campaigns seldom choose."""
    rows = [row for row in _rows(brief.chosen) if row["is_seldom"]][:_MOST_ROWS]
    if not rows:
        return
    lines = (
        (
            f"{row['attribute']} {row['value'] or '(missing)'}",
            *(f"{row['members']:,}", in_percent(row["share"]), in_percent(row["share_all"])),
        )
        for row in rows
    )
    about = (
        "Share of those with a value who were contacted within a year, beside all members: the least, where it is less "
        "than chance would have it, of a sample. The question never_chosen counts everybody."
    )
    yield card(wide(table(("members", "sampled", "chosen", "of all"), lines)), "Seldom chosen", about)


def _times(row: Row) -> str:
    if row["ratio_low"] is None:
        return ""
    return f"{row['ratio']:.2f} ({row['ratio_low']:.1f}–{row['ratio_high']:.1f})"


def _rows(frame: pl.DataFrame | None) -> list[Row]:
    return [] if frame is None else list(frame.iter_rows(named=True))


def _staircase(brief: Brief) -> Iterator[str]:
    """Show how many members stand on every step, the more the darker."""
    if brief.staircase is None:
        return
    rows = [row for row in brief.staircase.iter_rows(named=True) if row["members"]]
    most = max((row["members"] for row in rows), default=1)
    cells = {}
    for row in rows:
        hover = f"{row['tier']}, loyalty {row['loyalty'] or 'none'}: {in_percent(row['share'])} of members"
        hover += f", {written(row['mean_revenue'], 'money')} a month each" if row["mean_revenue"] is not None else ""
        cells[row["tier"], row["loyalty"] or ""] = (f"{row['members']:,}", row["members"] / most, hover)
    if cells:
        yield _heat("staircase", _STAIRCASE, "tier", cells)


_MATRIX = (
    "Channel × product",
    "Response rate of the month's contacts by channel and product. Each goes to other members, so that a difference is "
    "not the channel's alone.",
)
_STAIRCASE = (
    "Value × loyalty",
    "Members on each step: value tier by revenue, loyalty by responsiveness and tenure; 'attitude value' tells more.",
)


def _heat(name: str, words: tuple[str, str], corner: str, cells: dict[tuple[str, str], tuple[str, float, str]]) -> str:
    rows, columns = (list(dict.fromkeys(key[side] for key in cells)) for side in (0, 1))
    columns = sorted(columns) if name == "matrix" else columns
    head = (cell(words, "th") for words in (corner, *columns))
    body = ((cell(row), *(_heated(cells.get((row, column))) for column in columns)) for row in rows)
    return card(wide(laid("heat", head, body, name)), *words)


def _heated(place: tuple[str, float, str] | None) -> str:
    if place is None:
        return cell("")
    words, share, hover = place
    return cell(words, style=f"--share: {0.55 * max(share, 0):.2f}", title=hover)


def _notes(brief: Brief) -> str:
    if not brief.notes:
        return empty("nothing is missing")
    return "\n".join(['<ul class="notes">', *(f"<li>{escape(words)}</li>" for words in brief.notes), "</ul>"])


def _definitions(brief: Brief, drawn: list[Chart]) -> Iterator[str]:
    """Say what every number is, for paper and for fingers, which do not hover."""
    for figure in brief.figures:
        yield _definition(_anchor(figure.name), figure.label, figure.definition)
    if not brief.campaigns.is_empty():
        for name, label, means, _ in _COLUMNS:
            yield _definition(_anchor(f"column_{name}"), f"{label}, of a campaign", means)
    for one in drawn:
        yield _definition(_anchor(f"chart_{one.name}"), one.title, one.definition)


def _definition(anchor: str, label: str, means: str) -> str:
    return f'<div><dt id="{anchor}">{escape(label)}</dt><dd>{escape(means[:1].upper() + means[1:])}</dd></div>'
