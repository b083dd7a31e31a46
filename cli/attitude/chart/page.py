"""The page: what was replayed in words, the charts, and their numbers as tables. Equal replays give equal bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from attitude.backtest import Replay

FONTS = (
    'system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", '
    '"Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "WenQuanYi Micro Hei", sans-serif'
)


def page(replay: Replay, members: int, skip: int) -> bytes:
    """Draw a replay as one HTML file: learning curve, methods, calibration, and the numbers of each as a table.

    Parameters
    ----------
    replay
        What was found. Columns are taken by name: each ``auc_METHOD`` of its campaigns is a line of the curve, and
        the tables show all columns there are.
    members
        In the workspace, of whom the replay took its share.
    skip
        Campaigns at the start that its totals leave out.

    Returns
    -------
    bytes
        UTF-8, about 0.9 MB, most of it the scripts that draw.
    """
    from attitude.chart.drawing import OURS, drawings

    charts = drawings(replay, FONTS)
    drawn = {name: chart for name, chart in charts.items() if chart is not None}
    words = {
        "headline": f"Replay of {_campaigns(replay.campaigns.height)}",
        "scope": _scope(replay, members, skip),
        "finding": _finding(replay.methods, OURS),
        "without": f"without the first {_campaigns(skip)}" if skip else "all campaigns",
    }
    template = Template((files("attitude") / "chart" / "page.html").read_text(encoding="utf-8"))
    return template.substitute(
        {name: escape(text) for name, text in words.items()},
        **{f"chart_{name}": _place(name, name in drawn) for name in charts},
        **{f"table_{name}": _table(getattr(replay, name)) for name in ("methods", "campaigns", "calibration")},
        fonts=FONTS,
        library=_library(),
        drawings=_inside_script(drawn),
    ).encode()


@cache
def _library() -> str:
    """Give the scripts that draw, as one, which lets the page call ``vegaEmbed``."""
    import vl_convert

    return vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")


def _campaigns(count: int) -> str:
    return f"{count:,} campaign{'' if count == 1 else 's'}"


def _scope(replay: Replay, members: int, skip: int) -> str:
    days = replay.campaigns["first_day"]
    contacts, responses = (int(replay.campaigns[name].sum()) for name in ("contacts", "responses"))
    who = f"all {members:,} members (100%)"
    if replay.share < 1:
        who = f"a sample of {replay.share:.1%} of {members:,} members"
    left_out = f" · totals leave out the first {_campaigns(skip)}" if skip else ""
    return f"{days.min()!s} to {days.max()!s} · {who} · {contacts:,} contacts, {responses:,} responses{left_out}"


def _finding(methods: pl.DataFrame, ours: str) -> str:
    """Say the result in a sentence or two, for those who read nothing else."""
    rows = {row["method"]: row for row in methods.iter_rows(named=True) if row["auc"] is not None}
    if ours not in rows:
        return "No campaign is left for the totals."
    found = rows.pop(ours)
    words = f"Attitude scores put a responder above a non-responder of the same campaign in {found['auc']:.0%} of cases"
    if rows:
        best = max(rows.values(), key=lambda row: float(row["auc"]))
        words += f"; the best of the plain rankings, {best['method']}, in {best['auc']:.0%}"
    return f"{words}. The tenth that they put first answered {found['top_tenth_lift']:.1f} times as often as all."


def _inside_script(value: object) -> str:
    r"""Write JSON that cannot end the script it stands in.

    Examples
    --------
    >>> print(_inside_script({"name": "</script>春"}))
    {"name":"\u003c/script>春"}
    """
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).replace("<", "\\u003c")


def _place(name: str, is_drawn: bool) -> str:
    return f'<div class="chart" id="{name}"></div>' if is_drawn else "<p>There is nothing to draw.</p>"


def _table(frame: pl.DataFrame) -> str:
    kinds = [' class="n"' if dtype.is_numeric() else "" for dtype in frame.dtypes]
    titles = [name.replace("_", " ").replace("auc", "AUC").replace("rfm", "RFM") for name in frame.columns]
    cells = zip(*(_cells(frame[name]) for name in frame.columns), strict=True)
    body = "\n".join(_row("td", kinds, row) for row in cells)
    head = _row("th", kinds, titles)
    return f'<div class="wide"><table>\n<thead>{head}</thead>\n<tbody>\n{body}\n</tbody></table></div>'


def _row(tag: str, kinds: Iterable[str], cells: Iterable[str]) -> str:
    inside = "".join(f"<{tag}{kind}>{escape(cell)}</{tag}>" for kind, cell in zip(kinds, cells, strict=True))
    return f"<tr>{inside}</tr>"


def _cells(column: pl.Series) -> list[str]:
    """Write a column with as many digits in each row; shares of contacts in percent."""
    is_share = column.name.endswith("_rate") and not column.name.startswith("auc")
    if not column.dtype.is_float():
        form = "," if column.dtype.is_integer() else ""
    elif is_share:
        form = ".2%"
    else:
        form = ",.1f" if max((abs(value) for value in column if value is not None), default=0.0) >= 10 else ".3f"
    return ["" if value is None else format(value, form) for value in column]
