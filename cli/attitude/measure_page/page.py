"""One part of what campaigns brought, with what its figures mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attitude import say
from attitude.measure_page import course, one, several, two
from attitude.widths import cut

if TYPE_CHECKING:
    import polars as pl

    from attitude.measure import MeasureResult

_WHOLE = {"against": two.against, "profit": one.profit, "money": one.money, **course.WHOLE, **several.WHOLE}
_HEADS = {"coverage": "Members", "programme": "The universal control beside everyone else"}
_WIDTH = 80
_MEANINGS = {**one.MEANINGS, **course.MEANINGS, **several.MEANINGS, **two.MEANINGS}


def show(result: MeasureResult) -> None:
    """Show a part, with what its figures mean; words go to stderr, as everywhere."""
    if result.since and result.until:
        what = _HEADS.get(result.part, "Campaigns that began")
        say.headline(f"{what} from {result.since:%Y-%m} to {result.until:%Y-%m}")
    if result.part == "against":
        for place, name in zip(("first", "other"), result.campaigns, strict=True):
            say.headline(cut(f"{place}: {name}", _WIDTH))
    if result.part == "credit" and result.answers is not None:
        say.headline("Answers of the campaign's time, by class")
        say.data(screen_of(result.answers, "answers"), None, None)
        say.headline("Which contact each counted answer is owed to, by three rules; n: contacts that fit an answer")
    if result.table.is_empty() and result.notes:
        return  # the notes say why
    say.data(screen_of(result.table, result.part), None, None)
    if result.part == "lift" and (text := one.lift_words(result.table.row(0, named=True))):
        say.note(text)
    for words, part in (two.slices(result.table) if result.part == "against" else {}).items():
        say.headline(words)
        say.data(part, None, None)
    is_by_added = result.part == "deciles" and "channel" not in result.table.columns
    for words in _MEANINGS.get("deciles by added" if is_by_added else result.part, ()):
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
