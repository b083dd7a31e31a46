"""Estimates with their intervals, one under another: each a dot on a line from end to end, its name above it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from attitude.pages.axes import listed
from attitude.pages.svg import WIDTH, Scale, dot, drawing, fitted, line, scale, text, ticks

_STEP = 42.0
_FOOT = 26.0
_NAME_AT, _LINE_AT = 15.0, 28.0
_FROM, _TO = 22.0, 205.0


@dataclass(frozen=True)
class Estimate:
    """One line of the drawing: its name, value with both ends, the figures in words, and what a pointer shows."""

    name: str
    value: float
    low: float
    high: float
    words: str
    hover: str


def forest(name: str, estimates: Sequence[Estimate], at: float, write: Callable[[float], str], unit: str) -> str:
    """Draw estimates, at least one, beside a line at what no difference would be.

    Parameters
    ----------
    name
        Of the chart, for scripts.
    estimates
        In the order in which they stand.
    at
        Where there is no difference: 0, or 1 of ratios. Who does not touch it stands out.
    write, unit
        How a value is written beside the axis, and of what.
    """
    marks_at = ticks(min(at, *(one.low for one in estimates)), max(at, *(one.high for one in estimates)), 4)
    across = scale(marks_at[0], marks_at[-1], _FROM, _TO)
    height = _FOOT + _STEP * len(estimates)
    marks = [line(across(tick), 4, across(tick), height - 18, "grid") for tick in marks_at]
    marks.append(line(across(at), 4, across(at), height - 18, "rule"))
    marks += [text(across(tick), height - 4, write(tick), anchor="middle") for tick in marks_at]
    marks.append(text(WIDTH, height - 4, unit, anchor="end"))
    for place, one in enumerate(estimates):
        marks += _drawn(one, across, _STEP * place, at)
    return drawing(name, listed((one.name, one.words) for one in estimates), height, marks)


def _drawn(one: Estimate, across: Scale, top: float, at: float) -> Iterator[str]:
    look = "one" if one.low > at or one.high < at else "faint"
    yield text(0, top + _NAME_AT, fitted(one.name, WIDTH), "ink", hover=one.hover)
    yield line(across(one.low), top + _LINE_AT, across(one.high), top + _LINE_AT, f"{look} thick", one.hover)
    yield dot(across(one.value), top + _LINE_AT, look, one.hover, 4.5)
    yield text(WIDTH, top + _LINE_AT + 4, one.words, "ink small", "end", one.hover)
