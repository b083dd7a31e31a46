"""All that is known of a campaign, as one HTML page, see `attitude.pages`. Equal knowledge gives equal bytes."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from attitude import pages
from attitude.campaign import offer_name
from attitude.campaign_page import words
from attitude.measure_page import lift_words
from attitude.numbers import Unit, count, in_type, percent, share_tick, written
from attitude.pages import Estimate, card, cards, empty, forest, lead, section, table, wide

if TYPE_CHECKING:
    from attitude.campaign import CampaignPage

Row = dict[str, Any]
_TILES: tuple[tuple[str, str, Unit, str], ...] = (
    ("treated", "Contacts", "count", "members who were to be contacted, by intention"),
    ("control", "Held out", "count", "members who were not, drawn by chance"),
    ("answers", "Answers", "count", "of all who were to be contacted, inside the response window"),
    ("answer_rate", "Rate", "share", "answers / contacts"),
    ("incremental_responses", "Added answers", "count", "beyond those of the holdout, scaled to the contacts"),
    ("cost", "Cost", "money", "of contacts and gifts, as far as it is known"),
    ("incremental_value", "Added value", "money", "beyond that of the holdout, scaled to the contacts"),
    ("return", "Return", "ratio", "(added value − cost) / cost"),
)
_PEOPLE = 15
_INTERVALS = {"incremental_responses": "incremental", "incremental_value": "value"}


def page(known: CampaignPage) -> bytes:
    """Draw all that is known of a campaign as one HTML file: UTF-8, no script, no network."""
    tiles = "\n".join(_tiles(known))
    return pages.page(
        words.title(known.head),
        lead(words.scope(known), map(_sentence, (words.whom(known), *words.brought(known)))),
        (
            f'<ul class="tiles">\n{tiles}\n</ul>',
            section("What was said", *_said(known)),
            section("To whom, and by which rules", *_rules(known)),
            section("What was learned", *_learned(known)),
            section("Lists, and who made, approved and exported them", *_lists(known)),
            section("Files that told of it", *_files(known)),
            section("What must be known", _bullets(known.measured["lift"].notes)),
        ),
    )


def _sentence(line: str) -> str:
    return f"{line[:1].upper()}{line[1:]}."


def _tiles(known: CampaignPage) -> Iterator[str]:
    for name, label, unit, means in _TILES:
        value = known.lift[name]
        text = in_type(written(value, unit)).replace(" ", "\xa0")
        shown = f'<span class="now">{escape(text)}</span>' if text else '<span class="now none">not known</span>'
        ends = [known.lift.get(f"{_INTERVALS.get(name)}_{end}") for end in ("low", "high")]
        if name in _INTERVALS and None not in ends:
            low, high = (in_type(written(end, unit)) for end in ends)
            shown += f'<span class="before">95&nbsp;%: {low} to {high}</span>'
        yield f'<li class="tile" data-figure="{name}" title="{escape(means)}">{escape(label)}{shown}</li>'


def _said(known: CampaignPage) -> Iterator[str]:
    rows = [(offer_name(row), count(row["contacts"]), count(row["controls"])) for row in known.said.to_dicts()]
    if rows:
        yield card(wide(table(("Offer", "Contacts", "Held out"), rows)))
    messages = [row for row in known.templates.to_dicts() if row["template"]]
    for row in messages:
        name = " · ".join(filter(None, (row["channel"], row["gift"])))
        yield card(f"<p>{_kept(row['template'])}</p>", f"Message, {name}")
    notes = known.notes
    if notes.text or notes.file:
        inside = f"The file {notes.problem}." if notes.problem else notes.text
        yield card(f"<p>{_kept(inside)}</p>", f"Notes, {notes.file}" if notes.file else "Notes")
    if not rows and not messages and not notes.text and not notes.file:
        yield empty("no contact, message or note of it is known")


def _kept(text: str) -> str:
    """Keep the lines of a text as they were written; never its marks."""
    return "<br>\n".join(escape(line) for line in text.split("\n"))


def _rules(known: CampaignPage) -> Iterator[str]:
    yield f"<p>{escape(_sentence(words.whom(known)))}</p>"
    yield from _people(known)
    if known.rules.is_empty():
        yield empty(words.NO_RULES)
        return
    if known.planned:
        yield card(wide(table(("In the plan", ""), known.planned)))
    for (name,), part in known.rules.group_by("list_id", maintain_order=True):
        rows = [(row["rule"], count(row["excluded"]), count(row["remaining"])) for row in part.to_dicts()]
        yield card(wide(table(("Rule", "Excluded", "Remaining"), rows)), str(name))


def _people(known: CampaignPage) -> Iterator[str]:
    rows = [
        (
            *(row["attribute"], row["value"] or "(missing)", f"{percent(row['share'], 1)} %"),
            *(f"{percent(row['share_base'], 1)} %", count(row["members"])),
        )
        for row in words.people(known, _PEOPLE)
    ]
    if rows:
        about = f"{words.ABOUT_PEOPLE[:1].upper()}{words.ABOUT_PEOPLE[1:]}."
        yield card(wide(table(("Attribute", "Value", "Share", "Of all", "Members"), rows)), "Who they were", about)


def _learned(known: CampaignPage) -> Iterator[str]:
    rows = known.learned.to_dicts()
    parts = [[row for row in rows if ("×" in row["dimension"]) == are_pairs] for are_pairs in (False, True)]
    drawn = [_of_everybody(name, part) for name, part in zip(("Elements", "Pairs"), parts, strict=True) if part]
    yield cards(drawn or [empty(words.NO_SCORES)])
    by_slice = [_slice(by, part) for by, part in _slices(known)]
    if by_slice:
        yield cards(by_slice)


def _of_everybody(name: str, rows: list[Row]) -> str:
    estimates = [
        Estimate(
            words.element_name(row),
            *(row["ratio"], row["ratio_low"], row["ratio_high"]),
            words.ratio_words(row),
            f"{words.element_name(row)}: {count(row['responses'])} of {count(row['contacts'])} answered",
        )
        for row in rows
    ]
    drawn = forest(name.lower(), estimates, 1.0, "{:g}".format, "times")
    return card(drawn, f"{name}, of everybody", words.LEARNED[:1].upper() + words.LEARNED[1:] + ".")


def _slices(known: CampaignPage) -> Iterator[tuple[str, list[Row]]]:
    for by, frame in known.slices.items():
        rows = [{**row, "name": str(row[frame.columns[0]])} for row in frame.slice(1).to_dicts()]
        if any(row["difference"] is not None for row in rows):
            yield by, rows


def _slice(by: str, rows: list[Row]) -> str:
    estimates = [
        Estimate(
            row["name"],
            *(row["difference"], row["difference_low"], row["difference_high"]),
            in_type(words.rate_words(row)),
            f"{row['name']}: {percent(row['rate'])} % of {count(row['treated'])} contacted; {lift_words(row)}",
        )
        for row in rows
        if row["difference"] is not None
    ]
    about = f"Lift in this campaign by {by}, in points, with its 95 % interval; as 'attitude measure --by {by}' says."
    return card(forest(f"by-{by}", estimates, 0.0, _points, "points"), f"By {by}", about)


def _points(value: float) -> str:
    return share_tick(value).removesuffix(" %")


def _lists(known: CampaignPage) -> Iterator[str]:
    if known.lists.is_empty():
        yield empty("no list of it was made here")
    for row in known.lists.to_dicts():
        steps = [words.done(step) for step in known.trail.to_dicts() if step["list_id"] == row["list_id"]]
        yield card(f"<p>{escape(words.listed(row))}</p>\n{_bullets(steps)}")


def _files(known: CampaignPage) -> Iterator[str]:
    yield _bullets([words.filed(row) for row in known.files.to_dicts()]) or empty("no file that is loaded names it")


def _bullets(lines: Any) -> str:
    items = [f"<li>{escape(line)}</li>" for line in lines]
    return "\n".join(['<ul class="notes">', *items, "</ul>"]) if items else empty("nothing")
