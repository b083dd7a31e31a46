"""A sweep as a page: the curve of what a list brings, and of the price of the limit that moves; no script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

    from attitude.target import SweepResult

Row = dict[str, Any]
_STYLE = """
:root{color-scheme:light dark;--ink:#24292f;--faint:#8c959f;--rule:#d0d7de;--one:#0b5cad;--two:#b3701d;--page:#fff}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--faint:#9198a1;--rule:#3d444d;--one:#58a6ff;--two:#e3a04f;
--page:#0d1117}}
body{margin:2rem auto;padding:0 1rem;max-width:46rem;background:var(--page);color:var(--ink);
font:15px/1.5 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
svg{width:100%;height:auto;display:block}text{font-size:12px;fill:var(--faint)}text.ink{fill:var(--ink)}
line.rule{stroke:var(--rule)}polyline{fill:none;stroke-width:2}.one{stroke:var(--one)}.two{stroke:var(--two)}
polyline.two{stroke-dasharray:6 4}circle.one{fill:var(--one)}circle.two{fill:var(--two)}
.wide{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{padding:.2rem .8rem .2rem 0;text-align:right;white-space:nowrap;border-bottom:1px solid var(--rule)}
h1{font-size:1.3rem}h2{font-size:1.05rem;margin-top:2rem}
"""


def sweep_page(found: SweepResult, campaign: str) -> bytes:
    """Draw a sweep: value over the limit beside the bound, the limit's price below, and the numbers as a table.

    Parameters
    ----------
    found
        One row per value of the limit.
    campaign
        What it is of.

    Returns
    -------
    bytes
        UTF-8; equal sweeps give equal bytes.
    """
    rows = list(found.points.iter_rows(named=True))
    price = found.price
    parts = [_value(rows, found.key)]
    if price is not None:
        parts.append(f"<h2>What one more of {escape(found.key)} brings</h2>{_curve('price', rows, found.key, [price])}")
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(campaign)}: {escape(found.key)}</title><style>{_STYLE}</style>"
        f"<h1>{escape(campaign)}: what the list brings as {escape(found.key)} moves</h1>"
        f"<p>{escape(_bend(rows, found.key, price))}</p>{''.join(parts)}"
        f'<h2>The numbers</h2><div class="wide">{_table(found.points)}</div></html>\n'
    ).encode()


def _value(rows: list[Row], key: str) -> str:
    names = ["value", "in_turn"] if "in_turn" in rows[0] else ["value"]
    told = " (dashed: the best in turn)" if len(names) > 1 else ""
    return f"<h2>Value after cost{told}</h2>{_curve('value', rows, key, names)}"


def _bend(rows: list[Row], key: str, price: str | None) -> str:
    """Say in a sentence where more of the limit stops to pay."""
    if price is None:
        return f"{key} from {rows[0][key]:,} to {rows[-1][key]:,}."
    idle = next((row for row in rows if row[price] <= 0), None)
    first, last = rows[0], rows[-1]
    if idle is not None:
        begun = f"at {first[key]:,} one more brings {first[price]:,.3g}"
        return f"From {key} = {idle[key]:,} on, more of it brings nothing; {begun}."
    return (
        f"One more brings {first[price]:,.3g} at {key} = {first[key]:,}, and still {last[price]:,.3g} at {last[key]:,}."
    )


def _curve(name: str, rows: list[Row], key: str, names: list[str]) -> str:
    from attitude.brief.svg import WIDTH, drawing, scale, text, ticks

    highs = [row[column] for row in rows for column in names]
    steps = ticks(min(0.0, *highs), max(highs))
    across = scale(rows[0][key], rows[-1][key], 52, WIDTH - 16)
    up = scale(steps[0], steps[-1], 170, 16)
    marks = [*_grid(steps, up), *_lines(rows, key, names, across, up)]
    ends = ((rows[0], "start", 52.0), (rows[-1], "end", WIDTH - 16.0))
    marks += [text(x, 190, f"{row[key]:,}", "quiet", anchor) for row, anchor, x in ends]
    marks.append(text(WIDTH / 2, 190, key, "quiet", "middle"))
    return drawing(name, f"{name} over {key}", 200, marks)


def _grid(steps: list[float], up: Callable[[float], float]) -> Iterator[str]:
    from attitude.brief.svg import WIDTH, line, text

    for step in steps:
        yield line(52, up(step), WIDTH - 16, up(step))
        yield text(46, up(step) + 4, f"{step:,.6g}", "quiet", "end")


def _lines(
    rows: list[Row], key: str, names: list[str], across: Callable[[float], float], up: Callable[[float], float]
) -> Iterator[str]:
    from attitude.brief.svg import dot, path

    for column, look in zip(names, ("one", "two"), strict=False):
        yield path([(across(row[key]), up(row[column])) for row in rows], look)
        for row in rows:
            words = f"{key} {row[key]:,}: {column} {row[column]:,.6g}, {row['contacts']:,} contacts"
            yield dot(across(row[key]), up(row[column]), look, words)


def _table(points: pl.DataFrame) -> str:
    head = "".join(f"<th>{escape(name.replace('_', ' '))}</th>" for name in points.columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{_cell(value)}</td>" for value in row) + "</tr>" for row in points.iter_rows()
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.2f}" if abs(value) >= 10 else f"{value:,.4g}"
    return "" if value is None else f"{value:,}"
