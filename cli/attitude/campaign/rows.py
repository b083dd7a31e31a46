"""What is known of a campaign as one table, for files and scripts: a part, a label and a value a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from attitude.elements import offer_words

if TYPE_CHECKING:
    import polars as pl

    from attitude.campaign.step import CampaignPage

Line = tuple[str, str, object]
_OFFER = ("template", "unit_cost", "response_cost", "value_per_response")
_SHARES = ("members", "share", "share_base")
_LIFT = ("treated", "answers", "rate", "difference", "difference_low", "difference_high")
_RATIO = ("contacts", "responses", "ratio", "ratio_low", "ratio_high")


def rows_of(page: CampaignPage) -> pl.DataFrame:
    """Give one row per figure that is known: part, label, value as text, figures with all their digits."""
    import polars as pl

    lines = [(part, label, str(value)) for part, label, value in _lines(page) if value is not None]
    return pl.DataFrame(lines, schema={"part": pl.String, "label": pl.String, "value": pl.String}, orient="row")


def _lines(page: CampaignPage) -> Iterator[Line]:
    yield from (("campaign", label, value) for label, value in page.head.items() if label != "notes")
    yield "notes", page.notes.file or "text", page.notes.problem or page.notes.text or None
    for row in page.said.iter_rows(named=True):
        yield from _of(row, "offer", offer_name(row), ("contacts", "controls"))
    for row in page.templates.iter_rows(named=True):
        yield from _of(row, "plan", f"offer {row['offer']}", _OFFER)
    for row in page.people.iter_rows(named=True):
        yield from _of(row, "people", f"{row['attribute']} {row['value'] or '(missing)'}", _SHARES)
    yield from (("plan", key, value) for key, value in page.planned)
    for row in page.rules.iter_rows(named=True):
        yield from _of(row, "rules", f"{row['list_id']} {row['rule']}", ("excluded", "remaining"))
    yield from (("brought", label, value) for label, value in list(page.lift.items())[1:])
    yield from (("money", label, value) for label, value in list(page.money.items())[1:])
    for row in page.measured["answers"].table.iter_rows(named=True):
        yield from _of(row, "answers", row["class"], ("counts", "answers", "value"))
    for by, table in page.slices.items():
        for row in table.slice(1).iter_rows(named=True):
            yield from _of(row, "slices", f"{by} {row[table.columns[0]]}", _LIFT)
    for row in page.learned.iter_rows(named=True):
        yield from _of(row, "learned", f"{row['dimension']} {row['element']}", _RATIO)
    for row in page.lists.iter_rows(named=True):
        yield from _of(row, "lists", row["list_id"], [name for name in row if name != "list_id"])
    for row in page.trail.iter_rows(named=True):
        yield from _of(row, "trail", f"{row['list_id']} {row['step']}", ("done_at", "done_by", "detail"))
    for row in page.files.iter_rows(named=True):
        yield from _of(row, "files", f"{row['kind']} {row['file']}", ("count_rows", "loaded_at", "loaded_by"))
    yield from (("measure", "note", words) for words in page.measured["lift"].notes)


def _of(row: Mapping[str, Any], part: str, name: str, figures: Iterable[str]) -> Iterator[Line]:
    yield from ((part, f"{name}: {figure}", row[figure]) for figure in figures)


def offer_name(row: Mapping[str, Any]) -> str:
    """Name an offer by its elements and its cell.

    Examples
    --------
    >>> offer_name({"cell": "A", "channel": "sms", "product": None, "timing": None, "gift": "coupon"})
    'sms · coupon (A)'
    >>> offer_name({"cell": None, "channel": None, "product": None, "timing": None, "gift": None})
    '(no elements)'
    """
    name = offer_words(row) or "(no elements)"
    return f"{name} ({row['cell']})" if row["cell"] else name
