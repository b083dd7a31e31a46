"""All that is known of a campaign, at a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from attitude import say
from attitude.campaign import offer_name
from attitude.campaign_page import words
from attitude.numbers import percent, written
from attitude.widths import cut

if TYPE_CHECKING:
    import polars as pl

    from attitude.campaign import CampaignPage

_NAME, _OFFER, _RULE = 38, 56, 44
_OFFERS = 12
Row = dict[str, Any]


def show(page: CampaignPage) -> None:
    """Print the page: it is itself the result."""
    say.text(words.title(page.head), is_title=True)
    say.text(words.scope(page))
    _said(page)
    _title("To whom")
    say.text(f"  {words.whom(page)}")
    if people := words.people(page):
        say.data(_frame([_person(row) for row in people]), None, None)
        say.note(words.ABOUT_PEOPLE)
    _rules(page)
    _title("What it brought")
    for line in words.brought(page):
        say.text(f"  {line}")
    _learned(page)
    _lists(page)


def _title(text: str) -> None:
    say.text("")
    say.text(text, is_title=True)


def _lines(lines: Iterable[str]) -> None:
    for line in lines:
        say.text(f"  {line}")


def _said(page: CampaignPage) -> None:
    if not page.said.is_empty() or not page.templates.is_empty():
        _title("What was said")
    if not page.said.is_empty():
        say.data(_frame([_offer(row) for row in page.said.head(_OFFERS).iter_rows(named=True)]), None, None)
    if page.said.height > _OFFERS:
        say.text(f"  {page.said.height - _OFFERS:,} more offers; --format csv gives them all")
    for row in page.templates.iter_rows(named=True):
        if row["template"]:
            say.text(f"  {' · '.join(filter(None, (row['channel'], row['gift'])))}: {row['template']}")
    notes = page.notes
    if notes.text or notes.file:
        _title(f"Notes, {notes.file}" if notes.file else "Notes")
        _lines([f"the file {notes.problem}"] if notes.problem else notes.text.split("\n"))


def _offer(row: Row) -> Row:
    return {"offer": cut(offer_name(row), _OFFER), "contacts": row["contacts"], "held out": row["controls"]}


def _person(row: Row) -> Row:
    return {
        "more or less often than others": cut(f"{row['attribute']} {row['value'] or '(missing)'}", _NAME),
        "%": percent(row["share"], 1).rjust(5),
        "of all %": percent(row["share_base"], 1).rjust(8),
        "members": row["members"],
    }


def _rules(page: CampaignPage) -> None:
    _title("By which rules")
    if page.rules.is_empty():
        say.text(f"  {words.NO_RULES}")
        return
    _lines(f"{key} = {value}" for key, value in page.planned)
    for (name,), part in page.rules.group_by("list_id", maintain_order=True):
        say.text(f"  {name}:")
        rows = [
            {"rule": cut(row["rule"], _RULE), "excluded": row["excluded"], "remaining": row["remaining"]}
            for row in part.iter_rows(named=True)
        ]
        say.data(_frame(rows), None, None)


def _learned(page: CampaignPage) -> None:
    _title("What was learned")
    if page.learned.is_empty():
        say.text(f"  {words.NO_SCORES}")
    else:
        say.data(_frame([_element(row) for row in page.learned.iter_rows(named=True)]), None, None)
        say.note(words.LEARNED)
    for by, table in page.slices.items():
        say.data(_frame([_slice(by, row) for row in table.slice(1).iter_rows(named=True)]), None, None)


def _element(row: Row) -> Row:
    return {
        "of everybody": cut(words.element_name(row), _NAME),
        "ratio (95 %)": words.ratio_words(row),
        "contacts": row["contacts"],
        "answers": row["responses"],
    }


def _slice(by: str, row: Row) -> Row:
    name = row[by] if by in row else next(iter(row.values()))
    return {
        f"in it, by {by}": cut(str(name), _NAME - 8),
        "lift % (95 %)": words.rate_words(row),
        "sent": row["treated"],
        "rate %": percent(row["rate"]),
        "cost": written(row["cost"], "money"),
    }


def _lists(page: CampaignPage) -> None:
    if not page.lists.is_empty():
        _title("Lists, and who made, approved and exported them (UTC)")
    for row in page.lists.iter_rows(named=True):
        say.text(f"  {words.listed(row)}")
        for step in page.trail.iter_rows(named=True):
            if step["list_id"] == row["list_id"]:
                say.text(f"    {words.done(step)}")
    if not page.files.is_empty():
        _title("Files that told of it (UTC)")
        _lines(words.filed(row) for row in page.files.iter_rows(named=True))


def _frame(rows: list[Row]) -> pl.DataFrame:
    import polars as pl

    return pl.DataFrame(rows, infer_schema_length=None)
