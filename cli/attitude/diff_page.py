"""Two lists side by side, as a person reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attitude import say
from attitude.targeting import ALIKE, ListFull

if TYPE_CHECKING:
    from attitude.diff import Diff

Row = dict[str, Any]
_ORDER = (
    "stayed",
    "from held out to contacted",
    "from contacted to held out",
    "to another offer",
    "to another cell",
    "left",
    "joined",
)


def show(result: Diff) -> None:
    """Print the page."""
    import polars as pl

    for name, head in (("from", result.before), ("to", result.after)):
        say.text(
            f"{name:<4} {head['list_id']}: {head['count_treated']:,} contacted, {head['count_control']:,} held out, "
            f"scores as of {head['as_of']}"
        )
    say.text("")
    counts = result.counts.rows(named=True)
    totals = {move: sum(row["members"] for row in counts if row["move"] == move) for move in _ORDER}
    shown = [{"move": move, "members": count} for move, count in totals.items() if count or move == "stayed"]
    say.data(pl.DataFrame(shown), None, None)
    if result.rows.is_empty():
        say.text("nobody moved")
    _rules("Left: the rules of the second list that took them out", "left", counts, result.after)
    _rules("Joined: the rules of the first list that had kept them out", "joined", counts, result.before)
    if result.changes:
        _title("What differs")
        for line in result.changes:
            say.text(f"  {line}")


def _title(words: str) -> None:
    say.text("")
    say.text(words, is_title=True)


def _rules(title: str, move: str, counts: list[Row], other: Row) -> None:
    rows = [row for row in counts if row["move"] == move]
    if not rows:
        return
    _title(title)
    width = max(len(f"{row['members']:,}") for row in rows)
    for row in rows:
        say.text(f"  {row['members']:>{width},}  {row['reason']}")
        if row["held_out"]:
            say.text(f"  {'':>{width}}  {row['held_out']:,} of them held out of a contact that it counts: {ALIKE}")
        if row["kind"] == ListFull.kind and other["last_rank"] is not None:
            say.text(f"  {'':>{width}}  {_full(row, move, other)}")


def _full(row: Row, move: str, other: Row) -> str:
    """Tell of those for whom one list had no place how they stand on the other."""
    have, took = ("had", "takes") if move == "left" else ("now have", "took")
    ranks = f"{row['first_rank']:,}–{row['last_rank']:,}" if row["last_rank"] > row["first_rank"] else row["last_rank"]
    return (
        f"they {have} ranks {ranks}, a propensity of {row['propensity']:.2%} on average; the other list {took} rank "
        f"{other['last_rank']:,} last, with {other['last_propensity']:.2%}"
    ).replace("%", " %")
