"""The charts of a replay as SVG: each method over time, the methods side by side, what was foreseen and what came."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING, Any

from attitude.numbers import count, in_percent, share_tick
from attitude.pages import (
    BOTTOM,
    LEFT,
    TOP,
    WIDTH,
    Scale,
    below,
    box,
    dot,
    drawing,
    fitted,
    grid,
    line,
    listed,
    path,
    runs,
    scale,
    text,
    ticks,
    upward,
    width_of,
)

if TYPE_CHECKING:
    import polars as pl

    from attitude.backtest import Backtest

OURS = "attitude"
Row = dict[str, Any]
_METHODS = {"past_rate": "past response rate", "past_responses": "past responses", "rfm": "RFM"}
_OTHERS = 6  # styles of the stylesheet for methods that are not ours: m1, m2, …
_BROAD = 960  # a curve with room for years; on a phone, and in its letters, it is drawn as wide as all others
_NAMES = 136.0  # how wide the names of methods are


def charts(replay: Backtest) -> dict[str, str]:
    """Draw the charts by name; what has no figures is not there."""
    drawn = {
        "curve": _curve(replay.campaigns),
        "auc": _bars("auc", replay.methods, "auc", 0.5, ".3f"),
        "lift": _bars("lift", replay.methods, "top_tenth_lift", 1.0, ".2f"),
        "calibration": _calibration(replay.calibration),
    }
    return {name: chart for name, chart in drawn.items() if chart is not None}


def method_name(column: str) -> str:
    """Name a method as the report does.

    Examples
    --------
    >>> method_name("auc"), method_name("auc_past_rate"), method_name("auc_recency")
    ('attitude', 'past response rate', 'recency')
    """
    name = column.removeprefix("auc").removeprefix("_")
    return _METHODS.get(name, name.replace("_", " ")) or OURS


def _curve(campaigns: pl.DataFrame) -> str | None:
    """Draw each method's AUC over time, ours over the plain rankings: once broad, once for a phone."""
    columns = [name for name in campaigns.columns if name == "auc" or name.startswith("auc_")]
    rows = list(campaigns.iter_rows(named=True))
    figures = [row[column] for row in rows for column in columns if is_known(row[column])]
    if not figures:
        return None
    return "\n".join(_lines(rows, columns, figures, width) for width in (_BROAD, WIDTH))


def _lines(rows: list[Row], columns: list[str], figures: list[float], width: int) -> str:
    styles = {column: _style(column, place) for place, column in enumerate(columns)}
    key, top = _key(styles, width)
    height = top + (300 if width == _BROAD else 180) + BOTTOM
    low, high = min(*figures, 0.5), max(*figures, 0.5)
    marks_at = ticks(low, max(high, low + 0.04), 6)
    up = upward(marks_at, height, top)
    across = scale(rows[0]["first_day"].toordinal(), rows[-1]["first_day"].toordinal(), LEFT + 8, width - 36)
    marks = [*key, text(0, top - 12, "AUC within the campaign"), *grid(marks_at, up, "{:.2f}".format, width)]
    marks.append(line(LEFT, up(0.5), width - 8, up(0.5), "rule dashed"))
    marks += [*_days(rows, across, height), below("Campaign began", height, width)]
    for column in reversed(columns):  # ours, the first, lies over the others
        marks += _line(rows, column, styles[column], across, up)
    words = listed((row["campaign_id"], f"{row['auc']:.3f}") for row in rows if is_known(row["auc"]))
    return drawing("curve", f"AUC of {OURS}: {words}", height, marks, width, f"chart {_size(width)}")


def _size(width: int) -> str:
    return "broad" if width == _BROAD else "slim"


def _style(column: str, place: int) -> str:
    return "one" if method_name(column) == OURS else f"other m{(place - 1) % _OTHERS + 1}"


def _key(styles: dict[str, str], width: float) -> tuple[list[str], float]:
    """Say which line is whose, in as many rows as it takes; gives the height at which the chart begins."""
    marks, x, y = [], 0.0, 10.0
    for column, style in styles.items():
        room = 28 + width_of(method_name(column)) + 14
        if x and x + room > width:
            x, y = 0.0, y + 18
        marks += [line(x, y - 4, x + 24, y - 4, f"{style} thick" if style == "one" else style)]
        marks.append(text(x + 28, y, method_name(column), "ink"))
        x += room
    return marks, y + 36


def _days(rows: list[Row], across: Scale, height: float) -> Iterator[str]:
    """Write the days below, those that find room: the last one always."""
    taken = float("inf")
    for day in sorted({row["first_day"] for row in rows}, reverse=True):
        half = width_of(str(day)) / 2
        if across(day.toordinal()) + half + 8 <= taken:
            taken = across(day.toordinal()) - half
            yield text(across(day.toordinal()), height - 18, f"{day}", anchor="middle")


def _line(rows: list[Row], column: str, style: str, across: Scale, up: Scale) -> Iterator[str]:
    """Draw one method, with a gap where it has no figure."""
    known = [(place, row) for place, row in enumerate(rows) if is_known(row[column])]
    for run in runs(known):
        points = [(across(row["first_day"].toordinal()), up(row[column])) for _, row in run]
        yield path(points, f"{style} line" if style == "one" else style)
    for _, row in known:
        at = across(row["first_day"].toordinal()), up(row[column])
        yield dot(*at, style, _point(row, column), 4 if style == "one" else 2.5)


def _point(row: Row, column: str) -> str:
    began: date = row["first_day"]
    words = f"{row['campaign_id']}, {began}: {method_name(column)} {row[column]:.3f}"
    return f"{words}; {row['responses']:,} of {row['contacts']:,} answered"


def _bars(name: str, methods: pl.DataFrame, column: str, chance: float, form: str) -> str | None:
    """Draw a figure of each method as a bar that begins where chance would be."""
    figures = {row["method"]: row[column] for row in methods.iter_rows(named=True) if is_known(row[column])}
    if not figures:
        return None
    low, high = min(*figures.values(), chance), max(*figures.values(), chance)
    at, step, height = scale(low, high, _NAMES, WIDTH - 44), 26.0, 26.0 * len(figures) + 22
    marks: list[str] = []
    for place, (method, figure) in enumerate(figures.items()):
        marks += _bar(method, figure, format(figure, form), at, chance, step * place)
    marks.append(line(at(chance), 0, at(chance), height - 18, "rule dashed"))
    inside = [tick for tick in ticks(low, high, 4) if low <= tick <= high]
    marks += [text(at(tick), height - 4, f"{tick:g}", anchor="middle") for tick in inside]
    words = listed((method, format(figure, form)) for method, figure in figures.items())
    return drawing(name, words, height, marks)


def _bar(method: str, figure: float, words: str, at: Scale, chance: float, y: float) -> Iterator[str]:
    is_ours = method == OURS
    hover = f"{method}: {words}"
    yield text(0, y + 16, fitted(method, _NAMES - 6), f"ink{' bold' if is_ours else ''}", hover=hover)
    yield box(at(chance), y + 3, at(figure) - at(chance), 18, "one" if is_ours else "faint", hover)
    yield text(at(max(figure, chance)) + 5, y + 16, words, f"ink{' bold' if is_ours else ''}", hover=hover)


def _calibration(tenths: pl.DataFrame) -> str | None:
    """Draw what came of each tenth over what was foreseen, with the diagonal where both are equal."""
    rows = list(tenths.iter_rows(named=True))
    if not rows:
        return None
    most = max(row[name] for row in rows for name in ("predicted_rate", "observed_rate"))
    marks_at, height = ticks(0, most, 5), 300.0
    up, across = upward(marks_at, height, TOP + 12), scale(marks_at[0], marks_at[-1], LEFT, WIDTH - 16)
    ends = (marks_at[0], marks_at[-1])
    marks = [text(0, 10, "Answered"), *grid(marks_at, up, share_tick)]
    marks.append(path([(across(end), up(end)) for end in ends], "rule dashed line"))
    marks += [text(across(tick), height - 18, share_tick(tick), anchor="middle") for tick in marks_at]
    marks.append(below("Foreseen to answer", height))
    points = [(across(row["predicted_rate"]), up(row["observed_rate"])) for row in rows]
    marks.append(path(points, "one line soft"))
    marks += [dot(*point, "one", _tenth(row), 4.5) for point, row in zip(points, rows, strict=True)]
    words = listed((f"tenth {row['decile']}", in_percent(row["observed_rate"])) for row in rows)
    return drawing("calibration", words, height, marks)


def _tenth(row: Row) -> str:
    words = f"tenth {row['decile']}: foreseen {in_percent(row['predicted_rate'], 2)}, "
    words += f"answered {in_percent(row['observed_rate'], 2)}; {count(row['observed'])} of {row['contacts']:,}, "
    return f"{words}foreseen {row['predicted']:,.1f}"


def is_known(value: float | None) -> bool:
    """Tell whether an axis can show a figure."""
    return value is not None and isfinite(value)
