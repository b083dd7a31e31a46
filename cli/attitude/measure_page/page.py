"""One part of what campaigns brought, with what its figures mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attitude import say
from attitude.measure_page import course, one, several

if TYPE_CHECKING:
    import polars as pl

    from attitude.measure import MeasureResult

_WHOLE = {"profit": one.profit, "money": one.money, **course.WHOLE, **several.WHOLE}
_MEANINGS = {**one.MEANINGS, **course.MEANINGS, **several.MEANINGS}


def show(found: MeasureResult) -> None:
    """Show a part, with what its figures mean; words go to stderr, as everywhere."""
    if found.since and found.until:
        what = "Members" if found.part == "coverage" else "Campaigns that began"
        say.headline(f"{what} from {found.since:%Y-%m} to {found.until:%Y-%m}")
    if found.part == "credit" and found.answers is not None:
        say.headline("Answers of the campaign's time, by class")
        say.data(screen_of(found.answers, "answers"), None, None)
        say.headline("Which contact each counted answer is owed to, by three rules; n: contacts that fit an answer")
    if found.table.is_empty() and found.notes:
        return  # the notes say why
    say.data(screen_of(found.table, found.part), None, None)
    if found.part == "lift" and (said := one.lift_words(found.table.row(0, named=True))):
        say.note(said)
    for words in _MEANINGS.get(found.part, ()):
        say.note(words)


def screen_of(table: pl.DataFrame, part: str) -> pl.DataFrame:
    """Give what a person's table shows of a part."""
    import polars as pl

    if part in _WHOLE:
        return _WHOLE[part](table)
    shape = one.SHAPES[part]
    rows = [shape({**row, "by": table.columns[0]}) for row in table.iter_rows(named=True)]
    # an empty table still shows what it would hold
    return pl.DataFrame(rows, infer_schema_length=None) if rows else table
