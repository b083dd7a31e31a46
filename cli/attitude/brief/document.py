"""The figures of a brief as one JSON document, for scripts and other pages."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from attitude.brief.step import Brief


def document(brief: Brief) -> bytes:
    """Give all of a brief as JSON: figures with definitions, sentences, notes, each table row by row; UTF-8."""
    content: dict[str, object] = {
        "month": f"{brief.month:%Y-%m}",
        "latest": brief.latest,
        "sentences": brief.sentences,
        "figures": [asdict(figure) for figure in brief.figures],
        "value_month": f"{brief.value_month:%Y-%m}" if brief.value_month else None,
        **{name: _rows(getattr(brief, name)) for name in TABLES},
        "notes": brief.notes,
    }
    if brief.segments is not None:
        one = brief.segments
        tables = {name: _rows(getattr(one, name)) for name in ("quality", "scores", "usage")}
        content["segments"] = {"by": one.by, **tables}
    return (json.dumps(content, ensure_ascii=False, allow_nan=False, indent=2, default=_day) + "\n").encode()


TABLES = (
    *("campaigns", "rates", "gains", "tenths", "days", "hours", "matrix", "responders", "usage"),
    *("bought", "chosen"),
    *("tiers", "staircase", "concentration"),
)


def _rows(frame: pl.DataFrame | None) -> list[dict[str, object]] | None:
    return None if frame is None else list(frame.iter_rows(named=True))


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
