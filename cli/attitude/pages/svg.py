"""Marks of a drawing as SVG text, each with the words that a pointer shows: lines, boxes, dots, letters, scales.

Colours, fonts and widths are the page's, by class (``.ink``, ``.quiet``, ``.one``, ``.two``, …), so that a drawing is
as legible in the dark and on paper as by day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from math import ceil, floor, log10

from attitude.widths import width_of_sign

WIDTH = 340  # of every drawing, in its own units: a phone's width, so that letters are not made smaller there
LETTER = 12  # height of letters
_WIDTHS = {0: 0.0, 1: 0.57 * LETTER, 2: LETTER}  # by columns of a terminal
Scale = Callable[[float], float]


def scale(low: float, high: float, start: float, end: float) -> Scale:
    """Map low to high onto start to end; where both are one, onto the middle.

    Examples
    --------
    >>> half = scale(0, 10, 100, 200)
    >>> half(5), scale(3, 3, 0, 10)(3)
    (150.0, 5.0)
    """
    if high == low:
        return lambda _value: (start + end) / 2
    return lambda value: start + (value - low) / (high - low) * (end - start)


def ticks(low: float, high: float, count: int = 5) -> list[float]:
    """Give round values between low and high, about so many, both ends covered.

    Examples
    --------
    >>> ticks(0, 0.227), ticks(-3, 21)
    ([0.0, 0.05, 0.1, 0.15, 0.2, 0.25], [-5.0, 0.0, 5.0, 10.0, 15.0, 20.0, 25.0])
    """
    if high <= low:
        high = low + (abs(low) or 1.0)
    rough = (high - low) / count
    power = 10.0 ** floor(log10(rough))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= rough * 0.999)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    digits = max(0, -floor(log10(step)) + 1)
    return [round(i * step, digits) for i in range(first, last + 1)]


def width_of(words: str) -> float:
    """Estimate how wide letters are: those of Chinese are as wide as high, others about half of that.

    Examples
    --------
    >>> round(width_of("ab"), 2), width_of("春节")
    (13.68, 24)
    """
    return sum(_WIDTHS[width_of_sign(letter)] for letter in words)


def fitted(words: str, width: float) -> str:
    """Cut words to a width, with a sign that they go on.

    Examples
    --------
    >>> fitted("short", 100), fitted("a campaign with a long name", 80)
    ('short', 'a campaign…')
    """
    if width_of(words) <= width:
        return words
    while words and width_of(words + "…") > width:
        words = words[:-1]
    return words.rstrip() + "…"


def text(x: float, y: float, words: str, look: str = "quiet", anchor: str = "start", hover: str = "") -> str:
    """Write words; ``anchor`` says which part of them is at x: start, middle or end."""
    side = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return _mark("text", f'x="{x:.1f}" y="{y:.1f}" class="{look}"{side}', hover, escape(words))


def line(x1: float, y1: float, x2: float, y2: float, look: str = "rule", hover: str = "") -> str:
    """Draw a straight line."""
    return _mark("line", f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{look}"', hover)


def box(x: float, y: float, width: float, height: float, look: str, hover: str = "") -> str:
    """Draw a filled box; a negative width or height goes the other way."""
    x, width = (x + width, -width) if width < 0 else (x, width)
    y, height = (y + height, -height) if height < 0 else (y, height)
    sides = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" class="{look}"'
    return _mark("rect", sides, hover)


def dot(x: float, y: float, look: str, hover: str = "", size: float = 3.5) -> str:
    """Draw a dot."""
    return _mark("circle", f'cx="{x:.1f}" cy="{y:.1f}" r="{size:g}" class="{look}"', hover)


def path(points: Iterable[tuple[float, float]], look: str, hover: str = "") -> str:
    """Draw a line through points."""
    through = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return _mark("polyline", f'points="{through}" class="{look}"', hover)


def _mark(tag: str, sides: str, hover: str, inside: str = "") -> str:
    title = f"<title>{escape(hover)}</title>" if hover else ""
    return f"<{tag} {sides}>{inside}{title}</{tag}>"


def drawing(
    name: str, words: str, height: float, marks: Iterable[str], width: float = WIDTH, look: str = "chart"
) -> str:
    """Put marks together to a drawing; ``words`` say to those who cannot see it what it shows."""
    inside = "\n".join(marks)
    return (
        f'<svg class="{look}" data-chart="{name}" viewBox="0 0 {width:.0f} {height:.0f}" role="img" '
        f'aria-label="{escape(words)}">\n{inside}\n</svg>'
    )
