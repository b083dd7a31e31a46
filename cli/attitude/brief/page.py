"""The brief as one HTML page that needs nothing else: no script, no network, no font. Equal briefs give equal bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Any

from attitude.brief.drawing import Chart, charts
from attitude.brief.figures import Figure
from attitude.brief.words import title
from attitude.chart import FONTS
from attitude.months import first_day, month_name
from attitude.numbers import Unit, chance, in_percent, in_type, interval, written

if TYPE_CHECKING:
    from attitude.brief.step import Brief

_WORTH = ("tiers", "concentration")
_LONG = 9  # letters of a figure that fit a tile in large type
Row = dict[str, Any]


def page(found: Brief) -> bytes:
    """Draw a brief as one HTML file: sentences, headline figures, campaigns, charts, notes, definitions; UTF-8."""
    drawn = list(charts(found))
    template = Template((files("attitude") / "brief" / "page.html").read_text(encoding="utf-8"))
    return template.substitute(
        headline=escape(f"Marketing brief, {month_name(found.month)}"),
        scope=escape(_scope(found)),
        fonts=FONTS,
        sentences="\n".join(f"<p>{escape(words)}</p>" for words in found.sentences),
        tiles="\n".join(_tile(figure, _before(found)) for figure in found.figures),
        campaigns=_campaigns(found),
        answers="\n".join([*(_card(one) for one in drawn if one.name not in _WORTH), *_matrix(found)])
        or _nothing("nobody was contacted, so there is nothing to draw"),
        worth="\n".join([*(_card(one) for one in drawn if one.name in _WORTH), *_staircase(found)])
        or _nothing("no usage with a revenue is loaded: 'attitude load usage FILE'"),
        notes=_notes(found),
        definitions="\n".join(_definitions(found, drawn)),
    ).encode()


def _scope(found: Brief) -> str:
    known = f"by what is known up to {found.latest}" if found.latest else "nothing is known of contacts and answers"
    return f"Campaigns that began in {month_name(found.month)}, beside the month before; {known}"


def _nothing(words: str) -> str:
    return f'<p class="quiet">{escape(words[:1].upper() + words[1:])}.</p>'


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


def _before(found: Brief) -> str:
    return month_name(first_day(found.month, 1))[:3]


def _written(value: float | None, unit: Unit) -> str:
    """Write a figure as type does: a minus of its own, no break before a sign."""
    return in_type(written(value, unit)).replace(" ", "\xa0")


def _anchor(name: str) -> str:
    return f"means-{name.replace('_', '-')}"


def _campaigns(found: Brief) -> str:
    if found.campaigns.is_empty():
        return _nothing(f"no campaign began in {month_name(found.month)}")
    head = "".join(f'<th title="{escape(means)}">{escape(label)}</th>' for _, label, means, _ in _COLUMNS)
    body = "\n".join(_campaign(row) for row in found.campaigns.iter_rows(named=True))
    return f'<table class="campaigns">\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>'


def _campaign(row: Row) -> str:
    cells = "".join(
        f'<td data-label="{escape(label)}" title="{escape(f"{label}: {means}")}">{write(row)}</td>'
        for _, label, means, write in _COLUMNS
    )
    return f"<tr>{cells}</tr>"


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
        return "no holdout"
    return in_type(interval(row["difference"], row["difference_low"], row["difference_high"], 2))


def _added_value(row: Row) -> str:
    value = _written(row["incremental_value"], "money")
    if row["value_low"] is None:
        return value
    low, high = (_written(row[f"value_{end}"], "money") for end in ("low", "high"))
    return f'<span>{value} <span class="id">{low}</span> <span class="id">to {high}</span></span>'


def _foreseen(row: Row) -> str:
    return "" if row["expected"] is None else f"{row['expected']:,.0f} → {row['answered']:,}"


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
        "answers that the propensities of the list foresaw (their sum), and those that came",
        _foreseen,
    ),
    (
        *("auc", "AUC"),
        "chance that who answered stood above who did not, by the propensities of the list; 0.5 is no order at all",
        lambda row: "" if row["auc"] is None else f"{row['auc']:.3f}",
    ),
)  # fmt: skip


def _card(one: Chart) -> str:
    return f'<figure class="card"><h3>{escape(one.title)}</h3>\n<p>{escape(one.definition)}</p>\n{one.svg}\n</figure>'


def _matrix(found: Brief) -> Iterator[str]:
    """Show the response rate of every product by every channel, the higher the darker."""
    rows = [row for row in found.matrix.iter_rows(named=True) if "all" not in (row["channel"], row["product"])]
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


def _staircase(found: Brief) -> Iterator[str]:
    """Show how many members stand on every step, the more the darker."""
    if found.staircase is None:
        return
    rows = [row for row in found.staircase.iter_rows(named=True) if row["members"]]
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
    head = "".join(f"<th>{escape(words)}</th>" for words in (corner, *columns))
    body = "\n".join(
        f"<tr><td>{escape(row)}</td>{''.join(_heated(cells.get((row, column))) for column in columns)}</tr>"
        for row in rows
    )
    return (
        f'<figure class="card"><h3>{escape(words[0])}</h3>\n<p>{escape(words[1])}</p>\n'
        f'<div class="wide"><table class="heat" data-chart="{name}">\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody></table></div>\n</figure>"
    )


def _heated(cell: tuple[str, float, str] | None) -> str:
    if cell is None:
        return "<td></td>"
    words, share, hover = cell
    return f'<td style="--share: {0.55 * max(share, 0):.2f}" title="{escape(hover)}">{escape(words)}</td>'


def _notes(found: Brief) -> str:
    if not found.notes:
        return _nothing("nothing is missing")
    return "\n".join(['<ul class="notes">', *(f"<li>{escape(words)}</li>" for words in found.notes), "</ul>"])


def _definitions(found: Brief, drawn: list[Chart]) -> Iterator[str]:
    """Say what every number is, for paper and for fingers, which do not hover."""
    for figure in found.figures:
        yield _definition(_anchor(figure.name), figure.label, figure.definition)
    if not found.campaigns.is_empty():
        for name, label, means, _ in _COLUMNS:
            yield _definition(_anchor(f"column_{name}"), f"{label}, of a campaign", means)
    for one in drawn:
        yield _definition(_anchor(f"chart_{one.name}"), one.title, one.definition)


def _definition(anchor: str, label: str, means: str) -> str:
    return f'<div><dt id="{anchor}">{escape(label)}</dt><dd>{escape(means[:1].upper() + means[1:])}</dd></div>'
