"""What works, at a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from attitude import say
from attitude.element import ElementPage, Part
from attitude.element_page import words
from attitude.numbers import SPARKS, percent
from attitude.widths import cut

if TYPE_CHECKING:
    import polars as pl

_NAME, _PARTNERS, _MONTHS = 20, 15, 12
Row = dict[str, Any]
_PARTS: tuple[tuple[Part, str, str], ...] = (
    ("beside", "Beside the others", words.BESIDE),
    ("months", "Month by month", words.MONTHS),
    ("partners", "With elements of other dimensions", words.PARTNERS),
    ("fatigue", "After contacts lately", words.FATIGUE),
)


def show(page: ElementPage) -> None:
    """Print the page."""
    say.text(f"{words.title(page)} · scores as of {page.as_of}", is_title=True)
    for line in words.sentences(page):
        say.text(line)
    for part, title, about in _PARTS:
        table: pl.DataFrame | None = getattr(page, part)
        if table is None or table.is_empty():
            continue
        say.text("")
        say.text(title, is_title=True)
        if part == "months":
            first, last = table["month"][0], table["month"][-1]
            say.text(f"rate, {first:%Y-%m} to {last:%Y-%m}: {_course(table['rate'].to_list())}")
        say.data(screen_of(page, part, shortened=True), None, None)
        say.note(about)
    if page.fatigue is not None and page.fatigue.is_empty():
        say.note(words.NO_FATIGUE)


def _course(rates: list[float]) -> str:
    """Draw rates as a row of bars from 0.

    Examples
    --------
    >>> _course([0.01, 0.08, 0.04])
    '▁█▄'
    """
    most = max(rates) or 1.0
    return "".join(SPARKS[max(0, round(8 * rate / most) - 1)] for rate in rates)


def screen_of(page: ElementPage, part: Part, *, shortened: bool = False) -> pl.DataFrame:
    """Give what a person's table shows of a part; shortened, the latest months and the first partners."""
    import polars as pl

    table: pl.DataFrame = getattr(page, part)
    if shortened and part in ("months", "partners"):
        table = table.tail(_MONTHS) if part == "months" else table.head(_PARTNERS)
    rows = [_SHAPES[part](row) for row in table.iter_rows(named=True)]
    return pl.DataFrame(rows, infer_schema_length=None) if rows else table


def _beside(row: Row) -> Row:
    return {
        "element": cut(row["element"], _NAME),
        "ratio (95 %)": words.ratio_words(row),
        "rate % (95 %)": words.rate_words(row),
        "contacts": row["contacts"],
        "answers": row["answers"],
    }


def _month(row: Row) -> Row:
    return {
        "month": f"{row['month']:%Y-%m}",
        "contacts": row["contacts"],
        "answers": row["answers"],
        "rate % (95 %)": words.rate_words(row).rjust(19),
        "others %": percent(row["rate_others"], 1).rjust(8),
        "ratio": f"{row['ratio']:.2f}".rjust(5),
    }


def _partner(row: Row) -> Row:
    return {
        "with": cut(f"{row['dimension']} {row['element']}", _NAME),
        "together (95 %)": words.ratio_words(row, "together"),
        "rate % (95 %)": words.rate_words(row).rjust(19),
        "contacts": row["contacts"],
    }


def _fatigue(row: Row) -> Row:
    return {
        "answers to": cut(row["of"], _NAME),
        "before": row["contacts_before"],
        "ratio (90 %)": words.ratio_words(row),
        "falls": "yes" if row["is_fall"] else "no",
        "contacts": row["contacts"],
        "answers": row["responses"],
    }


_SHAPES: dict[Part, Callable[[Row], Row]] = {
    "beside": _beside,
    "months": _month,
    "partners": _partner,
    "fatigue": _fatigue,
}
