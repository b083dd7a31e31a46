"""What terminal and browser say alike of an element."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from attitude.numbers import count, percent

if TYPE_CHECKING:
    from attitude.element import ElementPage

Row = Mapping[str, Any]
BESIDE = (
    "rate: answers / contacts, of contacts whose window has closed, told by campaign, code or contact; ratio: answers "
    "over those expected of the same base, shrunk toward 1, by the scores; intervals of 95 %"
)
MONTHS = (
    "others: the rate of the dimension's other elements in the month; ratio: answers over those expected at the rate "
    "before each campaign"
)
PARTNERS = (
    "together: what both bring over what they bring alone, with its 95 % interval; 1: no more than that; each goes to "
    "other members and campaigns, so that it is a hint and no proof"
)
FATIGUE = (
    "contacts of any kind in the 30 days before; ratio: what members answer then over what the same members answer "
    "after fewest, with its 90 % interval; of sampled members who answered"
)
NO_FATIGUE = "too few answers of sampled members tell how they go with contacts before"


def title(page: ElementPage) -> str:
    """Name the page."""
    return f"{page.dimension} {page.element}" if page.element else f"Elements of {page.dimension}"


def sentences(page: ElementPage) -> Iterator[str]:
    """Say it in a few sentences."""
    if page.beside.is_empty():
        yield f"no contact had a {page.dimension}"
    elif page.element is None:
        best = page.beside.row(0, named=True)
        yield f"{page.beside.height:,} in use; {best['element']} has the highest ratio: {ratio_words(best)}"
    else:
        yield from _of_one(page)


def _of_one(page: ElementPage) -> Iterator[str]:
    row = page.head
    if not row["contacts"]:
        yield "no response window of its contacts has closed yet"
        return
    place = page.beside["element"].to_list().index(page.element) + 1
    yield (
        f"{count(row['contacts'])} contacts in {row['campaigns']:,} campaign{'s' if row['campaigns'] != 1 else ''}, "
        f"{row['first_on']} to {row['last_on']}; {count(row['answers'])} answered, {rate_words(row)} %"
    )
    yield f"ratio {ratio_words(row)}: place {place:,} of {page.beside.height:,}"
    yield from _best(page)


def _best(page: ElementPage) -> Iterator[str]:
    if page.partners is None:
        return
    sure = [row for row in page.partners.iter_rows(named=True) if row["together_low"] > 1]
    if sure:
        named = ", ".join(f"{row['dimension']} {row['element']} ({row['together']:.2f})" for row in sure[:3])
        yield f"with {named} it brings more than both alone, by intervals; {page.partners.height:,} were compared"


def rate_words(row: Row) -> str:
    """Write a rate with its interval, in percent.

    Examples
    --------
    >>> rate_words({"rate": 0.1077, "rate_low": 0.1, "rate_high": 0.1159})
    '10.8 (10.0 to 11.6)'
    >>> rate_words({"rate": None})
    ''
    """
    if row["rate"] is None:
        return ""
    return f"{percent(row['rate'], 1)} ({percent(row['rate_low'], 1)} to {percent(row['rate_high'], 1)})"


def ratio_words(row: Row, name: str = "ratio") -> str:
    """Write a ratio with its interval.

    Examples
    --------
    >>> ratio_words({"ratio": 1.4, "ratio_low": 1.28, "ratio_high": 1.534})
    '1.40 (1.28 to 1.53)'
    """
    return f"{row[name]:.2f} ({row[f'{name}_low']:.2f} to {row[f'{name}_high']:.2f})"
