"""Several campaigns side by side, in columns that fit 80 signs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from attitude.measure_page.cells import amount, count, percent, ratio, right, tenths
from attitude.measure_page.one import Row

if TYPE_CHECKING:
    import polars as pl


def _matrix(row: Row) -> Row:
    return {
        "channel": row["channel"],
        "product": row["product"],
        "contacts": row["contacts"],
        "answers": row["responses"],
        "rate %": percent(row["rate"]),
        "cost": count(row["cost"]),
        "/answer": amount(row["cost_per_response"]),
        "return": ratio(row["return"]),
        "gross": ratio(row["gross_return"]),
        "campaigns": row["campaigns"],
        "value": count(row["value"]),
    }


def _responders(row: Row) -> Row:
    return {
        "month": f"{row['month']:%Y-%m}",
        "contacts": row["contacts"],
        "answers": row["responses"],
        "rate %": percent(row["rate"]),
        "first %": percent(row["first_time_share"]),
        "again %": percent(row["again_share"]),
        "score": tenths(row["mean_score"]),
        "revenue": amount(row["revenue_responders"]),
        "of all": amount(row["revenue_contacted"]),
    }


def _shaped(shape: Callable[[Row], Row]) -> Callable[[pl.DataFrame], pl.DataFrame]:
    """Give a page of one line for each row, figures to the right."""

    def page(table: pl.DataFrame) -> pl.DataFrame:
        import polars as pl

        rows = [shape(row) for row in table.iter_rows(named=True)]
        return right(pl.DataFrame(rows, infer_schema_length=None)) if rows else table

    return page


WHOLE: dict[str, Callable[[pl.DataFrame], pl.DataFrame]] = {
    "matrix": _shaped(_matrix),
    "responders": _shaped(_responders),
}
MEANINGS = {
    "matrix": (
        "contacts: members, once a campaign; return: (value beyond the holdout − cost) / cost, of the campaigns that "
        "had one, each scaled to its contacts; gross: (value of all answers − cost) / cost",
    ),
    "responders": (
        "by month of the contact; first %: of the responders, no earlier answer is known; again %: answered a later "
        "contact of these campaigns; revenue: of the month before the contact, beside that of all contacted",
    ),
}
