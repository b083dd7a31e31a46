"""Campaigns that were found, for a person: what each was and brought, in 80 columns or on a page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from attitude import pages, say
from attitude.campaign_page.words import rate_words
from attitude.numbers import count, in_type, percent, written
from attitude.pages import cell, empty, laid, lead, marked_cell, section
from attitude.widths import cut

if TYPE_CHECKING:
    import polars as pl

    from attitude.campaign import Found

_NAME, _SHORT, _PLACE, _NOTES = 24, 20, 11, 120
Row = dict[str, Any]
MEANING = (
    "as 'attitude measure' says of each: lift in points over its holdout; added: lift × sent; rate: of those "
    "contacted, by what both arms can show"
)


def show_found(found: Found) -> None:
    """Print how many there are, and a line of each."""
    say.note(how_many(found))
    if found.table.is_empty():
        return
    say.data(on_screen(found.table), None, None)
    say.note(MEANING)


def how_many(found: Found) -> str:
    """Say how many were found.

    Examples
    --------
    >>> from attitude.campaign import Found
    >>> how_many(Found(None, 25, 4)), how_many(Found(None, 0, 0))
    ('4 of 25 campaigns', "no campaign is loaded: 'attitude load campaigns FILE'")
    """
    if not found.known:
        return "no campaign is loaded: 'attitude load campaigns FILE'"
    return f"{found.found:,} of {found.known:,} campaigns"


def on_screen(table: pl.DataFrame) -> pl.DataFrame:
    """Give few narrow columns."""
    import polars as pl

    if table.is_empty():
        return table
    has_words = table["found_in"].count() > 0
    return pl.DataFrame([_line(row, has_words) for row in table.iter_rows(named=True)], infer_schema_length=None)


def _line(row: Row, has_words: bool) -> Row:
    """Give a line; where words were looked for, the place in which they stand takes that of the rate."""
    line = {
        "campaign": cut(row["campaign_id"], _SHORT if has_words else _NAME),
        "began": row["began_on"],
        "sent": row["treated"],
        "rate %": percent(row["rate"]).rjust(6),
        "lift % (95 %)": _lift(row),
        "added": count(row["incremental_responses"]).rjust(6),
    }
    if has_words:
        rate = line.pop("rate %")
        line |= {"found in": cut(row["found_in"] or "", _PLACE), "rate %": rate}
    return line | {name: row[name] or "" for name in ("channel", "product", "gift", "timing")}


def _lift(row: Row) -> str:
    return "not sent" if row["treated"] is None else rate_words(row)


def found_page(found: Found, asked: str) -> bytes:
    """Lay what was found out as one HTML file.

    Parameters
    ----------
    found
        The campaigns.
    asked
        What they were looked for by, in words.
    """
    rows = (
        [marked_cell(_named(row)), *(cell(text, data_label=name) for name, text in _cells(row))]
        for row in found.table.to_dicts()
    )
    head = (cell(name, "th") for name in ("Campaign", *_HEADS))
    body = f'<div class="card">\n{laid("campaigns", head, rows)}\n</div>'
    body = empty(how_many(found)) if found.table.is_empty() else body
    about = MEANING[:1].upper() + MEANING[1:] + "."
    return pages.page(
        "Campaigns", lead(asked, [f"{how_many(found)}."]), (section("What each brought", body, about=about),)
    )


_HEADS = ("Began", "Contacts", "Rate", "Lift, points (95 %)", "Added", "Cost", "Return")


def _named(row: Row) -> str:
    """Name a campaign, with its offers and notes below."""
    name = row["name"] or row["campaign_id"]
    offers = " · ".join(row[one] for one in ("channel", "product", "gift", "timing") if row[one])
    below = [row["campaign_id"] if name != row["campaign_id"] else "", offers, cut(row["notes"] or "", _NOTES)]
    return escape(name) + "".join(f' <span class="id">{escape(words)}</span>' for words in below if words)


def _cells(row: Row) -> zip[tuple[str, str]]:
    rate = f"{percent(row['rate'])} %" if row["rate"] is not None else ""
    figures = (written(row["cost"], "money"), in_type(written(row["return"], "ratio")))
    added = in_type(count(row["incremental_responses"]))
    began = str(row["began_on"] or "")
    return zip(_HEADS, (began, count(row["treated"]), rate, in_type(_lift(row)), added, *figures), strict=True)
