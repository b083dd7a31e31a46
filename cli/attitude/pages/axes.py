"""What charts have in common: the room that their axes take, the lines of a scale, the key to their colours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from attitude.pages.svg import LETTER, WIDTH, Scale, box, line, scale, text

T = TypeVar("T")
TOP, BOTTOM, LEFT, RIGHT = 16.0, 34.0, 44.0, 8.0
HEIGHT = 216.0


@dataclass(frozen=True)
class Chart:
    """A chart of a page: its name for scripts, title, what it shows in a line or two, and its SVG."""

    name: str
    title: str
    definition: str
    svg: str


def upward(ticks: Sequence[float], height: float = HEIGHT, top: float = TOP) -> Scale:
    """Map the values between the first and the last tick to heights, the least below."""
    return scale(ticks[0], ticks[-1], height - BOTTOM, top)


def grid(
    ticks: Sequence[float], up: Scale, write: Callable[[float], str], width: float = WIDTH, left: float = LEFT
) -> Iterator[str]:
    """Draw a line across for every tick, with its value beside it."""
    for tick in ticks:
        yield line(left, up(tick), width - RIGHT, up(tick), "rule" if tick == ticks[0] else "grid")
        yield text(left - 5, up(tick) + 4, write(tick), anchor="end")


def below(words: str, height: float = HEIGHT, width: float = WIDTH) -> str:
    """Say under a chart what goes across."""
    return text((LEFT + width) / 2, height - 3, words, anchor="middle")


def legend(*styles: tuple[str, str]) -> Iterator[str]:
    """Say which colour is what, at the top right: words and style of each."""
    x = float(WIDTH)
    for words, style in reversed(styles):
        yield text(x, 10, words, "ink small", "end")
        x -= 0.54 * LETTER * len(words) + 18
        yield box(x, 1, 10, 10, style)
        x -= 14


def runs(known: Iterable[tuple[int, T]]) -> list[list[tuple[int, T]]]:
    """Cut values with their places where a place is missing.

    Examples
    --------
    >>> runs([(0, "a"), (1, "b"), (4, "c")])
    [[(0, 'a'), (1, 'b')], [(4, 'c')]]
    """
    parts: list[list[tuple[int, T]]] = []
    for place, value in known:
        if parts and parts[-1][-1][0] == place - 1:
            parts[-1].append((place, value))
        else:
            parts.append([(place, value)])
    return parts


def listed(pairs: Iterable[tuple[str, str]]) -> str:
    """Say names and figures for those who cannot see a chart."""
    return "; ".join(f"{name} {words}" for name, words in pairs)
