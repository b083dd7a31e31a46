"""Who answered by an attribute of members, as a person reads it: a line a value, and what each uses more than its base.

At a terminal and on the page the lines are the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from attitude.months import month_name
from attitude.numbers import in_percent, percent, written
from attitude.pages import card, table, wide

if TYPE_CHECKING:
    import polars as pl

    from attitude.brief.segments import Segments
    from attitude.brief.step import Brief

_MOST_ROWS = 8
Row = dict[str, Any]


def segment_rows(segments: Segments) -> Iterator[dict[str, str]]:
    """Give a line for each value of which 20 members were contacted, the highest rate first.

    Columns: the value, under the attribute's name; contacted; answered; rate in percent; value of an answer; cost of
    contacts a responder; the median of the responders' scores with their 10th and 90th percentile.
    """
    scores = {row["segment"]: row for row in segments.scores.iter_rows(named=True)}
    for row in segments.quality.iter_rows(named=True):
        yield {
            segments.by: row["segment"] if row["segment"] is not None else "(missing)",
            "contacted": f"{row['contacted']:,}".rjust(9),
            "answered": f"{row['responders']:,}".rjust(8),
            "rate %": percent(row["rate"]).rjust(6),
            "value": written(row["value_per_answer"], "money").rjust(6),
            "cost": written(row["cost_per_responder"], "money").rjust(6),
            "score (10–90 %)": _spread(scores.get(row["segment"])),
        }


def _spread(row: Row | None) -> str:
    if row is None or row["median"] is None:
        return ""
    return f"{row['median']:.1f} ({row['p10']:.1f}–{row['p90']:.1f})"


def segment_cards(brief: Brief) -> Iterator[str]:
    """Show who answered by the attribute that was named, and what they use; nothing where none was."""
    if (segments := brief.segments) is None:
        return
    if lines := [tuple(row.values()) for row in segment_rows(segments)]:
        head = (segments.by, "contacted", "answered", "rate %", "value / answer", "cost / responder", "score (10–90 %)")
        about = (
            f"Of those contacted in {month_name(brief.month)}, values with 20 members or more. Score: responsiveness "
            "of those who answered, as last scored, so that these answers are in it: the median, and between what "
            "eight of ten lie. The questions responder_quality and responder_scores tell more."
        )
        yield card(wide(table(head, lines)), f"Who answered, by {segments.by}", about)
    yield from _usage(brief, segments)


def _usage(brief: Brief, segments: Segments) -> Iterator[str]:
    """Show which products those who answered use more or less than all of their value, the furthest first."""
    rows = [row for row in _rows(segments.usage) if _is_clear(row)]
    rows = sorted(rows, key=lambda row: -abs(math.log(row["ratio"])))[:_MOST_ROWS]
    if not rows or brief.value_month is None:
        return
    lines = (
        (
            f"{row['segment'] if row['segment'] is not None else '(missing)'}, {row['product']}",
            *(in_percent(row[name]) for name in ("share", "base_share")),
            f"{row['ratio']:.2f} ({row['ratio_low']:.1f}–{row['ratio_high']:.1f})",
        )
        for row in rows
    )
    about = (
        f"Share of those who answered in {month_name(brief.value_month)} that used a product in it, beside all members "
        "with the same value, where the 95 % interval of the ratio leaves out 1. The question responders_usage has all."
    )
    head = (f"{segments.by}, product", "they", "base", "times (95 %)")
    yield card(wide(table(head, lines)), f"What those who answered use, by {segments.by}", about)


def _is_clear(row: Row) -> bool:
    return row["ratio_low"] is not None and bool(row["ratio_low"] > 1 or row["ratio_high"] < 1)


def _rows(frame: pl.DataFrame | None) -> list[Row]:
    return [] if frame is None else list(frame.iter_rows(named=True))
